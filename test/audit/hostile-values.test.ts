import { beforeAll, describe, expect, it } from 'vitest';
import type { ArmResource, Estate } from '../../simulated-azure/estate/estate.ts';
import type { Report } from '../../src/model/report.ts';
import { resourceKey, resourceNameOf } from '../../src/model/resource-id.ts';
import { savedCluster } from '../cli/folder.ts';
import { sampleEstate, useTestAzure } from './audit-azure.ts';
import { auditedFiles } from './one-cluster.ts';

/** Of 50,000, which no recursion survives, `JSON.stringify` neither. */
const deep = (open: string, close: string, core = '') => `${open.repeat(50_000)}${core}${close.repeat(50_000)}`;
const clustersText = (...clusters: readonly Row[]) =>
  JSON.stringify(clusters)
    .replace('"@deep list@"', deep('[', ']'))
    .replace('"@deep object@"', deep('{"a":', '}', '1'));

type Row = Readonly<Record<string, unknown>>;
const pool = (changes: Row) => ({
  agentPoolProfiles: [{ name: 'system', count: 3, mode: 'System', type: 'VirtualMachineScaleSets', ...changes }],
});
const network = (changes: Row) => ({
  networkProfile: { networkPlugin: 'kubenet', podCidr: '10.244.0.0/16', ...changes },
});

/** What nobody would write, and somebody does. */
const hostile: readonly (readonly [string, Row])[] = [
  ...[-5, 2.5, 1e9, 1e15, 1e308, 2 ** 53, 'three', '', true, [1], { a: 1 }].map(
    (count) => [`count: ${JSON.stringify(count)}`, pool({ count })] as const,
  ),
  ['maxCount: -1', pool({ enableAutoScaling: true, minCount: -1, maxCount: -1 })],
  ['maxPods: 1e15', pool({ maxPods: 1e15 })],
  ['maxSurge of 5,000 digits', pool({ upgradeSettings: { maxSurge: `${'9'.repeat(5000)}%` } })],
  ['a subnet of 100,000 slashes', pool({ vnetSubnetID: '/'.repeat(100_000) })],
  ['an image of 20,000 parts', pool({ nodeImageVersion: `AKSUbuntu-${'2204gen2containerd-'.repeat(20_000)}` })],
  ['a size of 100,000 letters', pool({ vmSize: `Standard_${'D'.repeat(100_000)}` })],
  ['pools that are text', { agentPoolProfiles: 'three' }],
  ['pools in pools', { agentPoolProfiles: [[[]]] }],
  ['a prefix of 400 digits', network({ podCidr: `10.0.0.0/${'9'.repeat(400)}` })],
  ['every address there is', network({ podCidr: '0.0.0.0/0', podCidrs: ['0.0.0.0/0', '::/0'] })],
  ['10,000 pod CIDRs', network({ podCidrs: Array.from({ length: 10_000 }, () => '10.244.0.0/16') })],
  ['a plugin that is an object', network({ networkPlugin: { name: 'kubenet' } })],
  ['a version of 10,000 digits', { kubernetesVersion: `1.${'9'.repeat(10_000)}` }],
  ['a version that is a list', { kubernetesVersion: ['1.33.2'] }],
  ['tags that are a list', { tags: [1, 2] }],
  ['tags nested 50,000 deep', { tags: { a: '@deep list@' } }],
  ['something nested 50,000 deep', { addonProfiles: { a: { b: '@deep object@' } } }],
  [
    "names of every object's own members",
    JSON.parse('{"__proto__":{"networkProfile":null},"constructor":1,"tags":{"__proto__":"x","toString":"y"}}'),
  ],
  ['control characters', { location: 'west\u0000\u001b[31m\u202eeurope' }],
  ['half a character', { location: 'west\ud800' }],
];

const isTold = ({ clusters, unreadable = [] }: Report, name: string) =>
  [...clusters, ...unreadable].some((each) => each.name === name);
const errorsOf = ({ clusters }: Report) =>
  clusters.flatMap(({ checks }) =>
    checks.filter(({ status }) => status === 'error').map(({ code, reason }) => `${code} ${reason}`),
  );

describe('a hostile value in a folder', () => {
  it.each(hostile)('costs one cluster at most: %s', async (_, changes) => {
    const files = { 'a.json': clustersText(savedCluster('aks-odd', changes), savedCluster('aks-shop')) };
    const report = await auditedFiles(files);

    expect(report.clusters.map(({ name }) => name)).toContain('aks-shop');
    expect(isTold(report, 'aks-odd')).toBe(true);
    expect(errorsOf(report)).toEqual([]);
    expect(report.run.status === 'partial').toBe(report.clusters.length === 1);
  });

  it.each([
    ['an id of 100,000 slashes', { id: '/'.repeat(100_000) }],
    ['an id with 100,000 slashes behind', { id: `${savedCluster('aks-odd')['id']}${'/'.repeat(100_000)}` }],
    ['an id that is a number', { id: 5 }],
  ])('costs what has no id, and names the file: %s', async (_, changes) => {
    const report = await auditedFiles({ 'a.json': [savedCluster('aks-odd', changes), savedCluster('aks-shop')] });

    expect(report.clusters.map(({ name }) => name)).toEqual(['aks-shop']);
    expect(report.run.unusedFiles).toMatchObject([{ file: 'a.json', reason: expect.stringMatching(/\bid\b/) }]);
  });

  it('costs one file where the file is the trouble', async () => {
    const report = await auditedFiles({
      'a.json': [savedCluster('aks-shop')],
      'deep.json': deep('[', ']'),
      'deeper.json': deep('{"value":', '}', '1'),
      'zeros.json': Buffer.alloc(1024 * 1024),
    });

    expect(report.clusters.map(({ name }) => name)).toEqual(['aks-shop']);
    expect(report.run.unusedFiles.map(({ file }) => file)).toEqual(['deep.json', 'deeper.json', 'zeros.json']);
  });

  it('makes no two clusters of one that is there in other letters, and tells where the two differ', async () => {
    const twin = { ...savedCluster('aks-shop', { kubernetesVersion: '1.29.1' }) };
    const report = await auditedFiles({
      'a.json': [savedCluster('aks-shop'), { ...twin, id: String(twin['id']).toUpperCase() }],
    });

    expect(report.clusters).toHaveLength(1);
    expect(report.run.unusedFiles).toMatchObject([
      { file: 'a.json', reason: expect.stringContaining('kubernetesVersion') },
    ]);
  });
});

const odd = 'aks-payments-prod';
const isOdd = ({ id }: ArmResource) => resourceNameOf(id) === odd;
const scope = { subscriptionIds: sampleEstate.resources.filter(isOdd).map(({ id }) => id.split('/')[2] ?? '') };

/** The sample estate with a cluster of which Azure answers something odd. */
function estateWith(change: (properties: Row) => Row): Estate {
  const resources = sampleEstate.resources.map((resource) =>
    isOdd(resource) ? { ...resource, properties: change(resource.properties ?? {}) } : resource,
  );
  return { ...sampleEstate, resources };
}

const azure = useTestAzure();
/** Before any test has changed the estate. */
const calm = new Map<'arm' | 'graph', Report>();
beforeAll(async () => {
  for (const kind of ['arm', 'graph'] as const) calm.set(kind, await azure().audit(kind, scope));
});

describe.each(['arm', 'graph'] as const)('a hostile value that Azure answers through %s', (kind) => {
  const poolsWith = (changes: Row) => (properties: Row) => {
    const pools: unknown = properties['agentPoolProfiles'];
    const [first, ...more] = Array.isArray(pools) ? pools : [];
    return { ...properties, agentPoolProfiles: [{ ...first, ...changes }, ...more] };
  };

  it.each<[string, (properties: Row) => Row]>([
    ['count: -5', poolsWith({ count: -5 })],
    ['count: 1e15', poolsWith({ count: 1e15 })],
    ['count: "three"', poolsWith({ count: 'three' })],
  ])('costs one cluster at most: %s', async (_, change) => {
    azure().azure.replaceEstate(estateWith(change));
    const report = await azure().audit(kind, scope);

    const others = ({ clusters }: Report) =>
      clusters.filter(({ name }) => name !== odd).map(({ id, verdict, live }) => [resourceKey(id), verdict, live]);
    const before = calm.get(kind);
    expect(others(report)).toEqual(before && others(before));
    expect(others(report).length).toBeGreaterThan(2);
    expect(isTold(report, odd)).toBe(true);
    expect(errorsOf(report)).toEqual([]);
  });

  it('leaves open, and for no other reason, what a cluster may use that names a subnet of 100,000 slashes', async () => {
    azure().azure.replaceEstate(estateWith(poolsWith({ vnetSubnetID: '/'.repeat(100_000) })));
    const report = await azure().audit(kind, scope);

    const before = outcomesOfOthers(calm.get(kind));
    const changed = [...outcomesOfOthers(report)].filter(([key, { status }]) => before.get(key)?.status !== status);
    expect(changed.length).toBeGreaterThan(0);
    for (const [, each] of changed) expect(each).toEqual({ status: 'unknown', reason: expect.stringContaining(odd) });
    expect(isTold(report, odd)).toBe(true);
    expect(errorsOf(report)).toEqual([]);
  });
});

/** By cluster and code. */
function outcomesOfOthers(report: Report | undefined) {
  const others = report?.clusters.filter(({ name }) => name !== odd) ?? [];
  return new Map(
    others.flatMap(({ name, checks }) =>
      checks.map(({ code, status, reason }) => [`${name} ${code}`, { status, reason }] as const),
    ),
  );
}
