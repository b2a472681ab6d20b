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
    .filter(
      (line) => line.startsWith('az ') && !line.includes('get-credentials') && line !== 'az version --output table',
    )
    .map((line) => line.replace(/ > \S+$/, ''));
}

const walkedSections: readonly SectionName[] = ['prepare', 'export', 'window', 'update', 'cleanUp'];

function updateOf(name: string): string {
  const steps = runbookOf(name).sections.flatMap((section) => section.steps);
  return steps.find(({ id }) => id === 'update')?.commands[0] ?? '';
}

const walked: readonly (readonly [kind: string, name: string])[] = [
  ['a managed network', 'aks-payments-prod'],
  ['a subnet of the owner', 'aks-ledger-prod'],
  ['a route table of the owner', 'aks-settlement-prod'],
  ['Calico', 'aks-identity-prod'],
  ['Calico on Kubernetes 1.29', 'aks-identity-legacy'],
  ['400 nodes at most', 'aks-stream-prod'],
  ["an identity of the system's", 'aks-hr-prod'],
  ['more nodes at most than the pod CIDR holds', 'aks-batch-prod'],
  ['more nodes at most than AKS allows on kubenet', 'aks-burst-prod'],
  ['dual stack', 'aks-iot-dualstack-prod'],
  ['a gateway on the table of the nodes', 'aks-storefront-prod'],
  ['a lock', 'aks-audit-archive'],
  ['routes of the owner on the table of AKS', 'aks-partners-prod'],
];

const expectWhole = async (name: string) => {
  const { code, stdout } = await runCli(['verify', name, '--before', before, '--source', 'arm'], {
    connect: connect(),
  });
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/: migrated\n/) });
};

/** What Azure answers to the update of a cluster as it stands, and the check that foretold it. */
const foretold: readonly (readonly [name: string, answer: RegExp, known: RegExp, code: string])[] = [
  ['aks-identity-prod', /while using network policies/, /while using network policies/, 'NP-001'],
  ['aks-storefront-prod', /associated with another subnet/, /custom route table error/, 'MIG-010'],
  ['aks-catalog-prod', /associated with another subnet/, /custom route table error/, 'RT-003'],
  ['aks-hr-prod', /CustomRouteTableMissingPermission/, /CustomRouteTableMissingPermission/, 'MIG-008'],
  ['aks-pricing-prod', /SubnetMissingRouteTableAssociation/, /SubnetMissingRouteTableAssociation/, 'RT-001'],
  ['aks-batch-prod', /InsufficientSubnetSize/, /InsufficientSubnetSize/, 'IP-003'],
  ['aks-burst-prod', /KubenetNodeCountTotalExceedsLimit/, /KubenetNodeCountTotalExceedsLimit/, 'HEAD-004'],
  ['aks-merged-acme', /PodCidrOverlapExistingSubnetsCidr/, /PodCidrOverlapExistingSubnetsCidr/, 'IP-004'],
  ['aks-lab-shared', /ServiceCidrOverlapExistingSubnetsCidr/, /ServiceCidrOverlapExistingSubnetsCidr/, 'IP-006'],
  ['aks-audit-archive', /ScopeLocked/, /ScopeLocked/, 'MIG-012'],
  ['aks-branch-office', /SubnetIsFull/, /SubnetIsFull/, 'IP-001'],
];

describe('an update that is asked for too early', () => {
  it('ends with an error that a check and the runbook foretold', async () => {
    const lines = foretold.map(([name]) => updateOf(name));
    const results = await runAz(
      lines.map((command) => ({ command })),
      surroundings,
    );
    for (const [index, [name, answer, known, code]] of foretold.entries()) {
      expect({ name, ...results[index] }).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(answer) });
      const error = runbookOf(name).errors.find((each) => known.test(each.code));
      expect({ name, foretoldBy: error?.foretoldBy }).toMatchObject({ foretoldBy: expect.arrayContaining([code]) });
      const checks = clusters.find((each) => each.name === name)?.checks ?? [];
      expect({ name, ...checks.find((each) => each.code === code) }).toMatchObject({ status: 'fail' });
    }
    // Two of them were accepted, and failed afterwards.
    azure.replaceEstate(estate);
  });

  it('that fails half-way is said to be half migrated, and goes on by what the runbook prints for its error', async () => {
    const name = 'aks-vault-prod';
    const id = clusters.find((each) => each.name === name)?.id ?? '';
    azure.control.failNextUpdate(id, { code: 'PodDrainFailure', message: 'Eviction would violate a budget.' });
    const [failed] = await runAz([{ command: updateOf(name) }], surroundings);
    expect(failed).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('PodDrainFailure') });
    const half = await runCli(['verify', name, '--before', before, '--source', 'arm'], { connect: connect() });
    expect(half).toMatchObject({ code: 3, stdout: expect.stringMatching(/: half-migrated\n/) });
    const error = runbookOf(name).errors.find((each) => each.code.startsWith('PodDrainFailure'));
    const lines = error?.commands.filter((line) => line.startsWith('az ')) ?? [];
    const results = await runAz(
      lines.map((command) => ({ command })),
      surroundings,
    );
    expect(results).toMatchObject([{ exitCode: 0 }]);
    await expectWhole(name);
  });
});

describe('a route table that two clusters share', () => {
  it('is left by one once the other has been built anew and has gone', async () => {
    const other = clusters.find((each) => each.name === 'aks-checkout-prod');
    const subnets = other?.network.nodeSubnetIds ?? [];
    const gone = [
      `az aks delete --yes --subscription ${other?.subscriptionId} --resource-group ${other?.resourceGroup} --name ${other?.name}`,
      ...subnets.map((id) => `az network vnet subnet update --ids ${id} --remove routeTable`),
    ];
    const lines = [...gone, ...azLines(runbookOf('aks-catalog-prod'), walkedSections)];
    const results = await runAz(
      lines.map((command) => ({ command })),
      surroundings,
    );
    expect(results.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
    await expectWhole('aks-catalog-prod');
  });
});

describe('a cluster, through its own printed runbook with the real Azure CLI', () => {
  it.each(walked)('leaves kubenet: %s', async (_, name) => {
    const lines = azLines(runbookOf(name), walkedSections);
    const results = await runAz(
      lines.map((command) => ({ command })),
      surroundings,
    );
    expect(results.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
    await expectWhole(name);
  });
});
