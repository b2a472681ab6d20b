import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArmResource, Estate } from '../../simulated-azure/estate/estate.ts';
import { createArmClient } from '../../src/arm/arm-client.ts';
import { countRequests } from '../../src/arm/request-counter.ts';
import { createResourceGraph } from '../../src/arm/resource-graph.ts';
import { checks } from '../../src/checks/index.ts';
import { createArmSource } from '../../src/gather/arm/arm-source.ts';
import { clusterJson } from '../../src/model/cluster-json.ts';
import { type ClusterReport, clusterReportSchema, type Report } from '../../src/model/report.ts';
import type { FactName } from '../../src/network/derived-facts.ts';
import {
  audited,
  auditedFolder,
  bytesApartFromRun,
  clusterOf,
  firstDifference,
  sampleEstate,
  useTestAzure,
} from './audit-azure.ts';
import {
  armLists,
  cliLists,
  type Files,
  graphAnswer,
  isRecord,
  readableResources,
  recordLists,
  saveFolder,
} from './saved-shapes.ts';

const azure = useTestAzure();
const folders: string[] = [];
let arm: Report;
let collected: Files;
let readable: readonly ArmResource[];

beforeAll(async () => {
  const counter = countRequests();
  const recording = recordLists(createArmClient({ ...azure().connection(), counter }));
  arm = await audited({ source: createArmSource(recording.client, counter), fresh: undefined });
  collected = recording.files();
  const refusing = arm.run.scopes.find(({ status }) => status === 'unreadable');
  readable = readableResources(sampleEstate, refusing?.subscriptionId ?? '');
});
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function auditedFiles(files: Files): Promise<Report> {
  const folder = await saveFolder(files);
  folders.push(folder);
  return auditedFolder(folder);
}

let ofLists: Promise<Report> | undefined;
/** Of the lists as `az rest` prints them; once, whoever asks. */
function auditedLists(): Promise<Report> {
  ofLists ??= auditedFiles(armLists(readable, sampleEstate.subnetUsages));
  return ofLists;
}

describe('the same estate', () => {
  it('has every cluster as the schema of the report orders it: it is written as it is', () => {
    const ordered = arm.clusters.map((cluster) => clusterJson(clusterReportSchema.parse(cluster)));

    expect(firstDifference(arm.clusters.map(clusterJson).join('\n'), ordered.join('\n'))).toBeUndefined();
  });

  it('gives the same report through Resource Graph as through ARM, byte for byte', async () => {
    expect(firstDifference(bytesApartFromRun(await azure().audit('graph')), bytesApartFromRun(arm))).toBeUndefined();
  });

  it('gives the same report from the lists an audit reads, saved to a folder', async () => {
    const report = await auditedFiles(collected);

    // Where Azure itself refused, a folder has its own words for it.
    const bytes = (of: Report) => bytesApartFromRun(withoutReasonsOfUnknowns(of));
    expect(firstDifference(bytes(report), bytes(arm))).toBeUndefined();
    expect(report.run.unusedFiles).toEqual([]);
    const statuses = (of: Report) =>
      of.run.scopes.map(({ subscriptionId, name, status }) => [subscriptionId, name, status]);
    expect(statuses(report)).toEqual(statuses(arm));
  });

  it('gives the same report whatever case its ids come in', async () => {
    const shouting = withIds(sampleEstate, (id) => id.toUpperCase());
    azure().azure.replaceEstate(shouting);
    const refusing = arm.run.scopes.find(({ status }) => status === 'unreadable')?.subscriptionId ?? '';
    const expected = bytesApartFromRun(arm).toLowerCase();

    for (const kind of ['arm', 'graph'] as const) {
      const report = await azure().audit(kind);
      expect(firstDifference(bytesApartFromRun(report).toLowerCase(), expected)).toBeUndefined();
    }

    const quiet = await auditedLists();
    const loud = await auditedFiles(armLists(readableResources(shouting, refusing), shouting.subnetUsages));
    const [loudBytes, quietBytes] = [loud, quiet].map((each) => bytesApartFromRun(each).toLowerCase());
    expect(firstDifference(loudBytes ?? '', quietBytes ?? '')).toBeUndefined();
  });
});

/** Facts that no folder of these shapes can hold, and facts whose lists are empty for most clusters, which looks the same. */
const never: readonly FactName[] = ['computeUsages', 'routingConfigurations', 'nodeDisruption'];
const oftenEmpty: readonly FactName[] = [
  'locks',
  'roleAssignments',
  'roleDefinitions',
  'localNetworkGateways',
  'maintenanceConfigurations',
  'retirementNotices',
];
/** Their subnet is dual stack, so that addresses listed on it cannot be counted as nodes. */
const addressChecks = ['IP-001', 'IP-002'];
const dualStack = 'aks-iot-dualstack-prod';

const needing = (facts: readonly FactName[]) =>
  checks.filter(({ needs }) => needs.some((fact) => facts.includes(fact))).map(({ code }) => code);

describe.each([
  {
    shape: 'lists as az rest prints them',
    audit: () => auditedLists(),
    alsoUnknown: [] as string[],
    ofDualStack: [] as string[],
  },
  {
    shape: 'lists as the Azure CLI prints them',
    audit: () => auditedFiles(cliLists(readable)),
    alsoUnknown: [],
    ofDualStack: addressChecks,
  },
  {
    shape: 'answers of Resource Graph',
    audit: async () => auditedFiles(await graphAnswers()),
    // Its rows have no creation date.
    alsoUnknown: ['DL-003'],
    ofDualStack: addressChecks,
  },
])('a folder of $shape', ({ audit, alsoUnknown, ofDualStack }) => {
  let report: Report;
  beforeAll(async () => {
    report = await audit();
  });

  it('holds the same clusters, none of them lost', () => {
    const ids = (of: Report) => [of.clusters, of.overlay, of.other].map((all) => all.map(({ id }) => id.toLowerCase()));

    expect(ids(report)).toEqual(ids(arm));
    // A subscription of networks only: that it has no cluster is said by no file.
    const withClusters = new Set(report.clusters.map(({ subscriptionId }) => subscriptionId));
    const unread = report.run.scopes.filter(({ status }) => status !== 'read');
    expect(unread.filter(({ subscriptionId }) => withClusters.has(subscriptionId))).toEqual([]);
    for (const { reason } of unread) expect(reason).toContain('az aks list');
  });

  it('answers every check as ARM does, or says what was not read where the folder lacks a fact', () => {
    const allowed = [...needing([...never, ...oftenEmpty]), ...alsoUnknown];
    const wrong = differences(report).filter(({ name, code, status, reason }) => {
      const isAllowed = allowed.includes(code) || (name === dualStack && ofDualStack.includes(code));
      const saysSo = status === 'unknown' || (status === 'fail' && reason.includes(' Not read: '));
      return !saysSo || !isAllowed;
    });

    expect(wrong).toEqual([]);
  });

  it('says unknown for every cluster where no folder of this shape has the fact', () => {
    for (const cluster of report.clusters) {
      const open = cluster.checks.filter(({ status }) => status === 'unknown').map(({ code }) => code);
      expect(open).toEqual(expect.arrayContaining([...needing(never), ...alsoUnknown]));
    }
  });

  it('shows the same network, the same headroom but for quota, and no number in its place', () => {
    for (const cluster of report.clusters) {
      if (cluster.name === dualStack && ofDualStack.length > 0) continue;
      expect(withoutQuota(cluster)).toEqual(withoutQuota(clusterOf(arm, cluster.name)));
      const quota = cluster.headroom.limits.filter(({ name }) => name === 'quota');
      expect(
        quota.every(({ capacity, used, left, nodesLeft }) =>
          [capacity, used, left, nodesLeft].every((n) => n === null),
        ),
      ).toBe(true);
    }
  });

  it('finds the route tables that lost their cluster', () => {
    expect(report.estate).toEqual(arm.estate);
  });
});

function withoutReasonsOfUnknowns(report: Report): Report {
  const clusters = report.clusters.map((cluster) => ({
    ...cluster,
    checks: cluster.checks.map((check) => (check.status === 'unknown' ? { ...check, reason: '' } : check)),
  }));
  return { ...report, clusters };
}

async function graphAnswers(): Promise<Files> {
  const graph = createResourceGraph(createArmClient({ ...azure().connection(), counter: countRequests() }));
  const subscriptions = sampleEstate.subscriptions.map(({ subscriptionId }) => subscriptionId);
  const tables = ['resources', 'computeresources', 'resourcecontainers', 'authorizationresources'];
  const answers = tables.map(
    async (table) =>
      [`${table}.json`, graphAnswer(await graph.query(`${table} | order by id asc`, subscriptions))] as const,
  );
  return Object.fromEntries(await Promise.all(answers));
}

/** Their commands wait for the verdict, and so for every other check. */
const waitingForVerdict = ['DL-001', 'IP-003'];

function differences(report: Report) {
  const text = ({ fix, ...check }: ClusterReport['checks'][number]) =>
    JSON.stringify(waitingForVerdict.includes(check.code) ? check : { fix, ...check });
  return report.clusters.flatMap((cluster) => {
    const before = new Map(clusterOf(arm, cluster.name).checks.map((check) => [check.code, text(check)]));
    return cluster.checks
      .filter((check) => text(check) !== before.get(check.code))
      .map(({ code, status, reason }) => ({ name: cluster.name, code, status, reason: reason ?? '' }));
  });
}

function withoutQuota({
  network,
  headroom: { limits, binding: _, nodesLeft: __, atMost: ___, notKnown: ____, ...headroom },
}: ClusterReport) {
  const { podCidrs, serviceCidrs, ownership, routeTableIds, nodeSubnetIds, outboundType } = network;
  const others = limits.filter(({ name }) => name !== 'quota');
  return { podCidrs, serviceCidrs, ownership, routeTableIds, nodeSubnetIds, outboundType, headroom, others };
}

/** The estate with every resource id respelled, wherever it stands. */
function withIds(estate: Estate, respell: (id: string) => string): Estate {
  const { resources, computeUsages, subnetUsages, ...rest } = estate;
  // The same shape with other text in it.
  return {
    ...rest,
    ...(respelled({ resources, computeUsages, subnetUsages }, respell) as Pick<Estate, 'resources'>),
  } as Estate;
}

function respelled(value: unknown, respell: (id: string) => string): unknown {
  if (typeof value === 'string') return value.startsWith('/subscriptions/') ? respell(value) : value;
  if (Array.isArray(value)) return value.map((each) => respelled(each, respell));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, respelled(each, respell)]));
}
