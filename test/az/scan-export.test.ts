import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { signIns } from '../../simulated-azure/estate/principals.ts';
import type { ClusterReport, Report } from '../../src/model/report.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import { connectTo, useSampleAzure } from '../cli/azure.ts';
import { runCli } from '../cli/run-cli.ts';
import { exportWithAz, signIn } from './export-with-az.ts';

/** Checks whose facts no list of the Azure CLI saves, and why. */
const notExported: Readonly<Record<string, string>> = {
  'DL-002': 'the list of recommendations is empty, and says of nothing what it is a list of',
  'IP-005': 'so is the list of local network gateways',
  'MIG-016': 'usages of Compute have no id that would tell whose they are',
  'RT-012': 'network managers are read by an extension',
};

const work = await mkdtemp(join(tmpdir(), 'kubenet-audit-az-'));
const folder = join(work, 'export');
const surroundings = { configFolder: join(work, 'config'), caFile: join(work, 'ca.pem') };
const azure = useSampleAzure({ caFile: surroundings.caFile });
// Some hundred lists, each through Python.
vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 1_200_000 });

let byArm: Report;
let byFolder: Report;

beforeAll(async () => {
  const subscriptionId = azure().subscriptionId('payments');
  const { armEndpoint, estate } = azure();
  await signIn({ armEndpoint, tenantId: estate.tenantId }, signIns.auditor, surroundings);
  await exportWithAz({ folder, subscriptionId, surroundings });
  const options = ['--subscription', subscriptionId, '--source', 'arm', '--format', 'json'];
  byArm = parseReport((await runCli(['scan', ...options], { connect: connectTo(azure()) })).stdout);
  byFolder = parseReport((await runCli(['scan', '--input', folder, '--format', 'json'])).stdout);
});
afterAll(() => rm(work, { recursive: true, force: true }));

describe('a folder of what the real Azure CLI listed of the simulated Azure', () => {
  it('holds the clusters that Azure Resource Manager tells of', () => {
    expect(byFolder.clusters.length).toBeGreaterThan(5);
    expect(byFolder.clusters.map(({ id }) => id)).toEqual(byArm.clusters.map(({ id }) => id));
    const { verdicts: _, ...counts } = byArm.summary;
    expect(byFolder.summary).toMatchObject(counts);
    expect([byFolder.estate, byFolder.overlay, byFolder.other]).toEqual([byArm.estate, byArm.overlay, byArm.other]);
  });

  it('answers every check as Azure Resource Manager does, but those whose facts the Azure CLI does not export', () => {
    for (const [cluster, same] of pairs()) {
      // What cannot be told holds the update to Overlay back as what fails does, so that there a text begins otherwise.
      const held = new Set(same.checks.filter(({ fix }) => fix.text.startsWith('Not yet')).map(({ code }) => code));
      const answers = ({ checks }: ClusterReport) =>
        checks
          .filter(({ code }) => !isMissing(same, code))
          .map((each) => (held.has(each.code) ? { ...each, fix: null } : each));
      expect(answers(same), same.name).toEqual(answers(cluster));
    }
  });

  it('leaves exactly those unknown, and says that the folder lacks them', () => {
    const unknown = pairs().flatMap(([cluster, same]) =>
      same.checks.filter(({ code, status }) => status === 'unknown' && checkOf(cluster, code)?.status !== 'unknown'),
    );
    expect([...new Set(unknown.map(({ code }) => code))].sort()).toEqual(Object.keys(notExported));
    for (const { code, reason } of unknown)
      expect(reason, code).toMatch(/^The folder holds nothing of \/subscriptions\//);
  });

  it('tells the same of each cluster otherwise, apart from what follows from the unknown checks', () => {
    const facts = ({ checks, verdict, verdictReason, scores, headroom, network, ...rest }: ClusterReport) => ({
      ...rest,
      // Local network gateways are what IP-005 lacks.
      network: { ...network, surroundings: network.surroundings?.ranges.filter(({ kind }) => kind !== 'onPremises') },
      limits: headroom.limits.filter(({ name }) => name !== 'quota'),
      // The folder says at most as many, since quota is not known from it.
      nodesLeft: headroom.atMost ?? headroom.nodesLeft,
    });
    for (const [cluster, same] of pairs()) {
      expect(facts(same), same.name).toEqual(facts(cluster));
      expect(same.network.surroundings?.unknown.join(' '), same.name).toMatch(
        isMissing(same, 'IP-005') ? /localNetworkGateways; add the output of "az network local-gateway list/ : /^$/,
      );
      expect([cluster.verdict, 'unverified']).toContain(same.verdict);
      for (const name of ['readiness', 'routeTable', 'headroom'] as const) {
        expect(same.scores[name].low, `${same.name} ${name}`).toBeLessThanOrEqual(cluster.scores[name].low);
        expect(same.scores[name].high, `${same.name} ${name}`).toBeGreaterThanOrEqual(cluster.scores[name].high);
      }
    }
  });

  it('uses every file but those that hold an empty list', async () => {
    const empty: string[] = [];
    for (const file of await readdir(folder)) {
      if ((await readFile(join(folder, file), 'utf8')).trim() === '[]') empty.push(file);
    }
    expect(byFolder.run.unusedFiles?.map(({ file }) => file).sort()).toEqual(empty.sort());
  });
});

function pairs(): readonly (readonly [arm: ClusterReport, folder: ClusterReport])[] {
  return byArm.clusters.map((cluster) => {
    const same = byFolder.clusters.find(({ id }) => id === cluster.id);
    if (same === undefined) throw new Error(`The folder's report lacks ${cluster.name}.`);
    return [cluster, same] as const;
  });
}

const checkOf = ({ checks }: ClusterReport, code: string) => checks.find((check) => check.code === code);

/** Whether a check is unknown because its facts were not exported. */
const isMissing = (cluster: ClusterReport, code: string) =>
  Object.hasOwn(notExported, code) && checkOf(cluster, code)?.status === 'unknown';
