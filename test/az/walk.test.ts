import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signIns } from '../../simulated-azure/estate/principals.ts';
import { buildSampleEstate } from '../../simulated-azure/estate/sample.ts';
import { type SimulatedAzure, startSimulatedAzure } from '../../simulated-azure/start.ts';
import type { ClusterReport } from '../../src/model/report.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import { makeRunbook } from '../../src/runbook/make-runbook.ts';
import type { Runbook, SectionName } from '../../src/runbook/runbook.ts';
import { connectTo } from '../cli/azure.ts';
import { runCli } from '../cli/run-cli.ts';
import { runAz } from './azure-cli.ts';
import { signIn } from './export-with-az.ts';

/** Every line through Python, and every audit over the whole sample. */
vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 1_200_000 });

const work = await mkdtemp(join(tmpdir(), 'kubenet-audit-walk-'));
const surroundings = { configFolder: join(work, 'config'), caFile: join(work, 'ca.pem') };
const sample = buildSampleEstate({ seed: 'contoso', asOf: '2026-11-22T06:00:00.000Z' });
// A right to write is a caller of its own: the auditor has none.
const operator = {
  ...signIns.operator,
  grants: sample.subscriptions.map(({ subscriptionId }) => ({
    scope: `/subscriptions/${subscriptionId}`,
    actions: ['*'],
  })),
};
const estate = { ...sample, principals: [...sample.principals, operator] };

let azure: SimulatedAzure;
let before: string;
let clusters: readonly ClusterReport[];

const connect = () => connectTo({ ...azure, estate, subscriptionId: () => '' });

beforeAll(async () => {
  azure = await startSimulatedAzure({ estate, options: { throttling: 'off', caFile: surroundings.caFile } });
  await signIn({ armEndpoint: azure.armEndpoint, tenantId: estate.tenantId }, signIns.operator, surroundings);
  before = join(work, 'before.json');
  const { stdout } = await runCli(['scan', '--source', 'arm', '--format', 'json'], { connect: connect() });
  await writeFile(before, stdout);
  clusters = parseReport(stdout).clusters;
});
afterAll(async () => {
  await azure?.stop();
  await rm(work, { recursive: true, force: true });
});

function runbookOf(name: string): Runbook {
  const cluster = clusters.find((each) => each.name === name);
  const runbook = cluster && makeRunbook(cluster, '2026-11-22T06:00:00Z');
  if (runbook === undefined) throw new Error(`There is no runbook of ${name}.`);
  return runbook;
}

/** The lines that Azure itself takes: what asks a cluster from inside, or this machine, has nobody to ask here. */
function azLines({ sections }: Runbook, names: readonly SectionName[]): readonly string[] {
  return sections
    .filter(({ name }) => names.includes(name))
    .flatMap(({ steps }) => steps.flatMap(({ commands }) => commands))
    .filter((line) => line.startsWith('az ') && !line.includes('get-credentials') && !line.startsWith('az tag '))
    .map((line) => line.replace(/ > \S+$/, ''));
}

const walked: readonly (readonly [kind: string, name: string])[] = [
  ['a managed network', 'aks-payments-prod'],
  ['a subnet of the owner', 'aks-ledger-prod'],
  ['a route table of the owner', 'aks-settlement-prod'],
  ['Calico', 'aks-identity-prod'],
  ['dual stack', 'aks-iot-dualstack-prod'],
  ['a gateway on the table of the nodes', 'aks-storefront-prod'],
  ['a lock', 'aks-audit-archive'],
  ['routes of the owner on the table of AKS', 'aks-partners-prod'],
];

describe('a cluster, through its own printed runbook with the real Azure CLI', () => {
  it.each(walked)('leaves kubenet: %s', async (_, name) => {
    const lines = azLines(runbookOf(name), ['prepare', 'export', 'window', 'update', 'cleanUp']);
    const results = await runAz(
      lines.map((command) => ({ command })),
      surroundings,
    );
    expect(results.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
    const { code, stdout } = await runCli(['verify', name, '--before', before, '--source', 'arm'], {
      connect: connect(),
    });
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/: migrated\n/) });
  });
});
