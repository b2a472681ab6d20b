import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../simulated-azure/estate/kubernetes-cluster.ts';
import { readFolder } from '../../../src/gather/input/read-folder.ts';
import { readSavedKubernetes } from '../../../src/gather/input/saved-kubernetes.ts';
import type { KubernetesFacts } from '../../../src/model/cluster-facts.ts';
import { resourceKey } from '../../../src/model/resource-id.ts';
import {
  rawCalico,
  rawConfigMap,
  rawDisruptionBudget,
  rawNetworkPolicy,
  rawNode,
  rawWorkload,
  systemObjects,
} from '../../builders/kubernetes-objects.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';

const idOf = (name: string, group = 'rg-shop') =>
  `/subscriptions/0b1f6471-1bf0-4dda-aec3-111122223333/resourceGroups/${group}/providers/Microsoft.ContainerService/managedClusters/${name}`;
const shop = idOf('aks-shop');
const list = (...items: readonly KubernetesObject[]) => ({ apiVersion: 'v1', kind: 'List', items, metadata: {} });
const deployments = list(
  rawWorkload('Deployment', 'kube-system/coredns', { replicas: 2 }),
  rawWorkload('Deployment', 'shop/web', { replicas: 2 }),
);

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kubenet-audit-kubectl-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

interface Read {
  readonly facts: KubernetesFacts | undefined;
  readonly unused: readonly { readonly file: string; readonly reason: string }[];
}

/** Reads a folder of these files beside an `az aks list`, and what it tells of one cluster. */
async function read(
  files: Readonly<Record<string, unknown>>,
  { clusters = [shop], about = shop }: { readonly clusters?: readonly string[]; readonly about?: string } = {},
): Promise<Read> {
  const all = { 'aks.json': clusters.map((id) => ({ id, name: id.split('/').at(-1) })), ...files };
  for (const [name, content] of Object.entries(all)) {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  const { kubernetes, unusedFiles } = await readFolder(directory);
  const facts = await readSavedKubernetes(kubernetes)([aManagedCluster({ id: about })]);
  return { facts: facts.get(resourceKey(about)), unused: unusedFiles };
}

const names = (fact: KubernetesFacts['deployments'] | undefined) =>
  fact?.known === true ? fact.value.map(({ name }) => name) : fact;

describe('a folder with what kubectl printed', () => {
  it('gives every kind of a mixed list to the cluster that the folder is named after, whatever its case', async () => {
    const { facts, unused } = await read({
      'AKS-Shop/all.json': list(
        ...systemObjects(),
        rawNode('aks-system-12345678-vmss000000'),
        rawNetworkPolicy('shop/deny-all'),
        rawDisruptionBudget('shop/web', { minAvailable: '50%' }),
        rawWorkload('StatefulSet', 'shop/db'),
        rawCalico('Tier', 'security'),
      ),
    });

    expect(unused).toEqual([]);
    expect(facts?.networkPolicies).toMatchObject({ known: true, value: [{ namespace: 'shop', name: 'deny-all' }] });
    expect(facts?.kubernetesNodes).toMatchObject({ known: true, value: [{ podCidrs: ['10.244.0.0/24'] }] });
    expect(facts?.podDisruptionBudgets).toMatchObject({ known: true, value: [{}, { minAvailable: '50%' }] });
    expect(facts?.statefulSets).toMatchObject({ known: true, value: [{ replicas: 1 }] });
    expect(facts?.kubeSystemConfigMaps).toMatchObject({ known: true, value: [{}, { name: 'coredns' }] });
    expect(JSON.stringify(facts)).not.toContain('nobody-reads');
  });

  it('leaves kinds that no file lists as not asked for', async () => {
    const { facts } = await read({ 'aks-shop/deployments.json': deployments });

    expect(names(facts?.deployments)).toEqual(['coredns', 'web']);
    expect(facts?.daemonSets).toMatchObject({
      known: false,
      asked: false,
      reason: expect.stringContaining('kubectl get --raw /apis/apps/v1/daemonsets'),
    });
    expect(facts?.calicoResources).toMatchObject({ known: false, asked: false });
  });

  it.each([
    ['networkpolicies.json', 'networkPolicies', 'kubectl get --raw /apis/networking.k8s.io/v1/networkpolicies'],
    ['pdb.json', 'podDisruptionBudgets', 'kubectl get --raw /apis/policy/v1/poddisruptionbudgets'],
    ['calico.json', 'calicoResources', 'kubenet-audit collect'],
  ] as const)('takes an empty list in %s for no proof, and says what is one', async (file, name, line) => {
    const { facts, unused } = await read({ [`aks-shop/${file}`]: list() });

    expect(facts?.[name]).toMatchObject({ known: false });
    expect(unused).toEqual([{ file: `aks-shop/${file}`, reason: expect.stringContaining(line) }]);
  });

  it('believes a list of another kind nothing about the kinds in its name', async () => {
    const { facts } = await read({ 'aks-shop/deployments-statefulsets.json': deployments });

    expect(facts?.statefulSets).toMatchObject({ known: false });
  });

  it('takes 500 objects without a word of the kind for a page that may have been the first of two', async () => {
    const many = (count: number) =>
      list(
        ...deployments.items,
        ...Array.from({ length: count }, (_, n) => rawWorkload('StatefulSet', `shop/db-${n}`)),
      );

    expect((await read({ 'aks-shop/all.json': many(500) })).facts?.statefulSets).toMatchObject({ known: false });
    expect((await read({ 'aks-shop/all.json': many(499) })).facts?.statefulSets).toMatchObject({ known: true });
  });

  it('knows by the groups and the kinds of the API what a cluster does not have', async () => {
    const groups = (...names: string[]) => ({
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: names.map((name) => ({ name, versions: [] })),
    });
    const without = await read({ 'aks-shop/api-groups.json': groups('apps', 'policy') });
    expect(without.facts?.calicoResources).toEqual({ known: true, value: [] });
    expect(without.unused).toEqual([]);

    const withCalico = groups('apps', 'crd.projectcalico.org');
    expect((await read({ 'aks-shop/api-groups.json': withCalico })).facts?.calicoResources).toMatchObject({
      known: false,
    });
    const kinds = {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: 'crd.projectcalico.org/v1',
      resources: [{ name: 'tiers' }, { name: 'felixconfigurations' }],
    };
    const tiers = { apiVersion: 'crd.projectcalico.org/v1', kind: 'TierList', items: [{ metadata: { name: 'own' } }] };
    const some = await read({
      'aks-shop/api-groups.json': withCalico,
      'aks-shop/k.json': kinds,
      'aks-shop/t.json': tiers,
    });
    expect(some.facts?.calicoResources).toMatchObject({ known: true, value: [{ name: 'own', kind: 'Tier' }] });
  });

  it('does not guess of what an empty list is', async () => {
    const { facts, unused } = await read({ 'aks-shop/my-netpol-export.json': list() });

    expect(facts?.networkPolicies).toMatchObject({ known: false, asked: false });
    expect(unused).toEqual([
      { file: 'aks-shop/my-netpol-export.json', reason: expect.stringContaining('proves nothing') },
    ]);
  });

  it("takes a typed list's word for what it lists, and its items' kind from it", async () => {
    const typed = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicyList', metadata: {} };
    const item = { metadata: { namespace: 'shop', name: 'deny-all' }, spec: {} };

    expect((await read({ 'aks-shop/x.json': { ...typed, items: [] } })).facts?.networkPolicies).toMatchObject({
      value: [],
    });
    expect((await read({ 'aks-shop/x.json': { ...typed, items: [item] } })).facts?.networkPolicies).toMatchObject({
      value: [{ name: 'deny-all' }],
    });
  });

  it('puts the lists of several files together, and counts an object once', async () => {
    const { facts } = await read({
      'aks-shop/deployments.json': deployments,
      'aks-shop/more/deploy.json': list(rawWorkload('Deployment', 'shop/web'), rawWorkload('Deployment', 'shop/api')),
    });

    expect(names(facts?.deployments)).toEqual(['coredns', 'web', 'api']);
  });

  it('uses single objects beside a list, and asks for the list where there is none', async () => {
    const single = rawWorkload('Deployment', 'shop/api');
    const { facts } = await read({ 'aks-shop/deployments.json': deployments, 'aks-shop/api.json': single });
    expect(names(facts?.deployments)).toEqual(['api', 'coredns', 'web']);

    const { unused } = await read({ 'aks-shop/db.json': rawWorkload('StatefulSet', 'shop/db') });
    expect(unused).toEqual([
      { file: 'aks-shop/db.json', reason: expect.stringContaining('kubectl get --raw /apis/apps/v1/statefulsets') },
    ]);
  });

  it.each([
    ['deployments', deployments.items.slice(1), 'deployments'],
    ['configmaps', [rawConfigMap('shop/settings')], 'kubeSystemConfigMaps'],
  ] as const)("does not take one namespace's %s for all", async (file, items, name) => {
    const { facts } = await read({ [`aks-shop/${file}.json`]: list(...items) });

    expect(facts?.[name]).toMatchObject({ known: false, reason: expect.stringContaining('-A') });
    expect(facts?.[name]).not.toHaveProperty('asked');
  });

  it('does not take a page for the list', async () => {
    const { facts, unused } = await read({
      'aks-shop/deployments.json': { ...deployments, metadata: { continue: 'abc' } },
    });

    expect(facts?.deployments).toMatchObject({ known: false, reason: expect.stringContaining('only a page') });
    expect(unused).toHaveLength(1);
  });

  it('leaves a list unknown in which an object has an unexpected form', async () => {
    const broken = { ...rawWorkload('Deployment', 'shop/odd'), spec: { replicas: 'three' } };
    const { facts } = await read({ 'aks-shop/deployments.json': list(...deployments.items, broken) });

    expect(facts?.deployments).toMatchObject({ known: false, reason: expect.stringContaining('replicas') });
  });
});

describe('which cluster a file is of', () => {
  const two = [shop, idOf('aks-shop', 'rg-other')];
  const file = { 'deployments.json': deployments };

  it('a cluster.json says, by id in whatever case or by name', async () => {
    const byId = { 'kube/cluster.json': { id: shop.toUpperCase() }, 'kube/deployments.json': deployments };
    const byName = { 'kube/cluster.json': { name: 'AKS-shop' }, 'kube/a/b/deployments.json': deployments };

    for (const files of [byId, byName]) {
      const { facts, unused } = await read(files);
      expect(names(facts?.deployments)).toEqual(['coredns', 'web']);
      expect(unused).toEqual([]);
    }
  });

  it('what "az aks show" prints says as well, and stays a cluster', async () => {
    const shown = { id: idOf('aks-web'), name: 'aks-web', location: 'westeurope' };
    const { facts } = await read(
      { 'kube/cluster.json': shown, 'kube/deployments.json': deployments },
      { about: idOf('aks-web') },
    );

    expect(names(facts?.deployments)).toEqual(['coredns', 'web']);
  });

  it('the nearest folder says', async () => {
    const { facts } = await read(
      { 'aks-shop/aks-web/deployments.json': deployments },
      { clusters: [shop, idOf('aks-web')], about: idOf('aks-web') },
    );

    expect(names(facts?.deployments)).toEqual(['coredns', 'web']);
  });

  it('is not known in any other folder: the file is named, with what to do', async () => {
    const { facts, unused } = await read(file);

    expect(facts).toBeUndefined();
    expect(unused).toEqual([
      { file: 'deployments.json', reason: expect.stringMatching(/folder named like the cluster.*cluster\.json/) },
    ]);
  });

  it('is not known by a name that two clusters have, unless an id says', async () => {
    const named = await read({ 'aks-shop/deployments.json': deployments }, { clusters: two });
    expect(named.facts).toBeUndefined();
    expect(named.unused).toMatchObject([{ reason: expect.stringContaining('Several clusters are named aks-shop') }]);

    const byId = await read({ 'aks-shop/cluster.json': { id: shop } }, { clusters: two });
    expect(names(byId.facts?.deployments)).toEqual(['coredns', 'web']);
  });

  it('is not known where cluster.json names one that no file knows', async () => {
    const { unused } = await read({
      'kube/cluster.json': { id: idOf('aks-gone') },
      'kube/deployments.json': deployments,
    });

    expect(unused).toMatchObject([{ file: 'kube/deployments.json', reason: expect.stringContaining('az aks list') }]);
  });
});
