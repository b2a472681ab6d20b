import { globSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Folders of tests that leave their process as they found it. */
const folders = 'checks,collect,diff,model,network,picture,scoring,simulated-azure,verify,waivers,words';

/** What belongs in a process of its own all the same: it puts something in the place of a module or a variable, or measures the process. */
const alone = [
  'test/simulated-azure/kusto/resource-graph-queries.test.ts',
  'test/simulated-azure/server/sign-in.test.ts',
];

/**
 * Test files that may follow one another in one process: what they import, Azure's clients and the Kusto parser above all, is loaded
 * there once and not by each.
 */
export function filesOfSharedProcess(): string[] {
  return globSync(`test/{${folders}}/**/*.test.ts`, { cwd: root, exclude: alone });
}
