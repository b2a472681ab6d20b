import { globSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Folders of tests that leave their process as they found it. */
const folders = [
  'absent,alerts,arm,audit,cases,chaos,checks,cli,collect,config,diff,docs,functions,gather,iac,infra,kubernetes,local,model',
  'network,picture,plan,report,runbook,scoring,simulated-azure,store,verify,waivers,words',
].join(',');

/** What belongs in a process of its own all the same: it puts something in the place of a module or a variable, or measures the process. */
const alone = [
  'test/absent/whole/**',
  'test/simulated-azure/kusto/resource-graph-queries.test.ts',
  'test/simulated-azure/server/sign-in.test.ts',
  // The Functions host: one app a process.
  'test/alerts/functions.test.ts',
  'test/functions/app.test.ts',
  'test/functions/forged-sign-in.test.ts',
  'test/functions/health-while-storage-fails.test.ts',
  'test/functions/sign-in.test.ts',
  // Its library's worker thread stays.
  'test/report/diagram/d2.test.ts',
];

/**
 * Test files that may follow one another in one process: what they import, Azure's clients and the Kusto parser above all, is loaded
 * there once and not by each.
 */
export function filesOfSharedProcess(): string[] {
  return globSync(`test/{${folders}}/**/*.test.ts`, { cwd: root, exclude: alone });
}
