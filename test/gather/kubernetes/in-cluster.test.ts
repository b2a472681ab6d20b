import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { KubernetesCluster } from '../../../simulated-azure/estate/kubernetes-cluster.ts';
import { type SimulatedAzure, startSimulatedAzure } from '../../../simulated-azure/start.ts';
import { createClusterSignIn } from '../../../src/arm/cluster-sign-in.ts';
import { AzureRequestError, ClusterTokenError } from '../../../src/arm/errors.ts';
import { countRequests } from '../../../src/arm/request-counter.ts';
import {
  createInClusterReader,
  type InClusterLimits,
  standardInClusterLimits,
} from '../../../src/gather/kubernetes/in-cluster.ts';
import { createClusterClient } from '../../../src/kubernetes/cluster-client.ts';
import { aksServerApplicationId, readKubeconfig } from '../../../src/kubernetes/kubeconfig.ts';
import type { ManagedCluster } from '../../../src/model/azure/managed-cluster.ts';
import { resourceKey } from '../../../src/model/resource-id.ts';
import { rawWorkload, systemObjects } from '../../builders/kubernetes-objects.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { type HeldTimers, holdTimers } from '../../held-timers.ts';
import { startConnectProxy } from '../../infra/connect-proxy.ts';
import { patienceMs } from '../../patience.ts';
import { credentialFor } from '../../simulated-azure/server/simulation.ts';
import { auditor, ids, smallEstate } from '../../simulated-azure/server/small-estate.ts';

const group = `/subscriptions/${ids.production}/resourceGroups/rg-shop`;
const clusters = ['one', 'two', 'three', 'four', 'five'].map((name) =>
  aManagedCluster({ id: `${group}/providers/Microsoft.ContainerService/managedClusters/${name}`, name }),
);
const [first, second] = clusters;
const insides: KubernetesCluster[] = clusters.map(({ id }) => ({
  clusterId: id,
  signIn: 'entra',
  grants: { [auditor.objectId]: ['*'] },
  objects: [...systemObjects(), ...[1, 2, 3].map((n) => rawWorkload('Deployment', `shop/web-${n}`, { replicas: 2 }))],
}));

let azure: SimulatedAzure;
beforeAll(async () => {
  const estate = smallEstate();
  const principal = { ...auditor, grants: [{ scope: '/', actions: ['*'] }] };
  azure = await startSimulatedAzure({
    estate: { ...estate, principals: [principal], kubernetesClusters: insides },
    options: { throttling: 'off' },
  });
});
beforeEach(() => {
  azure.control.clearFaults();
  azure.control.clearRequests();
});
afterAll(() => azure.stop());

const signIn = () =>
  createClusterSignIn({
    endpoint: azure.armEndpoint,
    audience: 'https://management.azure.com',
    credential: credentialFor(azure),
    counter: countRequests(),
    tlsOptions: { ca: azure.caPem },
    retryLimits: { maxRetries: 0, baseDelayMs: 1, maxDelayMs: 1, longestRetryAfterMs: 1 },
  });
const reader = (limits: Partial<InClusterLimits> = {}) =>
  createInClusterReader(signIn(), { ...standardInClusterLimits, ...limits });
const factsOf = async (cluster: ManagedCluster | undefined, limits: Partial<InClusterLimits> = {}) => {
  if (cluster === undefined) throw new Error('There is no such cluster.');
  const facts = (await reader(limits)([cluster])).get(resourceKey(cluster.id));
  if (facts === undefined) throw new Error(`${cluster.name} has no facts.`);
  return facts;
};
const insideRequests = () => azure.requests().filter(({ service }) => service === 'kubernetes');
/** Once a request hangs, its time is over. */
const runOut = async (timers: HeldTimers) => {
  await vi.waitFor(
    () => expect(azure.requests()).toContainEqual(expect.objectContaining({ fault: 'hang' })),
    patienceMs,
  );
  timers.fire();
};

describe('reading inside clusters', () => {
  it('puts pages together, and asks for them with a limit', async () => {
    const facts = await factsOf(first, { pageSize: 2 });

    expect(facts.deployments).toMatchObject({ known: true });
    expect(facts.deployments.known && facts.deployments.value.map(({ name }) => name)).toEqual([
      'coredns',
      'web-1',
      'web-2',
      'web-3',
    ]);
    const pages = insideRequests().filter(({ path }) => path.includes('/deployments'));
    expect(pages.map(({ path }) => /limit=2/.test(path))).toEqual([true, true]);
  });

  it('takes more pages than it may for no answer', async () => {
    const facts = await factsOf(first, { pageSize: 1, mostPages: 3 });

    expect(facts.deployments).toMatchObject({ known: false, reason: expect.stringContaining('more than 3 objects') });
    expect(facts.daemonSets).toMatchObject({ known: true });
  });

  it('knows that a cluster without Calico has none of its resources', async () => {
    expect((await factsOf(first)).calicoResources).toEqual({ known: true, value: [] });
  });

  it('gives up a list that does not come in time, and reads the others', async () => {
    azure.addFault({ match: { service: 'kubernetes', path: 'daemonsets' }, effect: { kind: 'hang' } });
    const timers = holdTimers(300);
    const [facts] = await Promise.all([factsOf(first, { pageTimeoutMs: 300 }), runOut(timers)]);

    expect(facts.daemonSets).toMatchObject({
      known: false,
      reason: expect.stringMatching(/no answer came within 0\.3 s/),
    });
    expect(facts.deployments).toMatchObject({ known: true });
  });

  it('asks a cluster that never answers once', async () => {
    azure.addFault({ match: { service: 'kubernetes' }, effect: { kind: 'hang' } });
    const timers = holdTimers(300);
    const [facts] = await Promise.all([factsOf(first, { pageTimeoutMs: 300 }), runOut(timers)]);

    expect(Object.values(facts).every(({ known }) => !known)).toBe(true);
    expect(insideRequests()).toHaveLength(1);
  });

  it("stops when a cluster's time is over, and keeps what it has", async () => {
    azure.addFault({ match: { service: 'kubernetes', path: 'deployments' }, effect: { kind: 'hang' } });
    const timers = holdTimers(1500);
    const [facts] = await Promise.all([factsOf(first, { clusterTimeoutMs: 1500 }), runOut(timers)]);

    expect(facts.daemonSets).toMatchObject({ known: true });
    expect(facts.deployments).toMatchObject({ known: false, reason: expect.stringContaining('time for this cluster') });
    expect(facts.statefulSets).toMatchObject({ known: false });
  });

  it('reads several at once, but no more than it may, and each once', async () => {
    let [now, most] = [0, 0];
    const own = signIn();
    const counted = createInClusterReader(
      {
        ...own,
        kubeconfig: async (id) => {
          now += 1;
          most = Math.max(most, now);
          await wait(30);
          const text = await own.kubeconfig(id);
          now -= 1;
          return text;
        },
      },
      { ...standardInClusterLimits, clustersAtOnce: 2 },
    );

    await Promise.all([counted(clusters), counted(clusters)]);

    expect(most).toBe(2);
    expect(azure.requests().filter(({ path }) => path.includes('listClusterUserCredential'))).toHaveLength(5);
  });

  it('leaves a stopped cluster alone', async () => {
    const facts = await factsOf({ ...clusters[0], ...aManagedCluster({ powerState: { code: 'Stopped' } }) });

    expect(facts.deployments).toMatchObject({ known: false, reason: expect.stringContaining('stopped') });
    expect(azure.requests()).toEqual([]);
  });

  it.each([
    ["a gateway's page", { kind: 'html', status: 502 }, /502/],
    ['half of the JSON', { kind: 'truncatedJson' }, /no list/],
    [
      'a list of something else',
      { kind: 'status', status: 200, json: { items: [{ metadata: {} }] } },
      /no list of Deployment/,
    ],
  ] as const)('says what came instead: %s', async (_, effect, reason) => {
    azure.addFault({ match: { service: 'kubernetes', path: 'deployments' }, effect });

    expect((await factsOf(second)).deployments).toMatchObject({ known: false, reason: expect.stringMatching(reason) });
  });

  it('waits as long as a busy API asks for, and asks once more', async () => {
    const effect = { kind: 'status', status: 429, headers: { 'retry-after': '1' }, json: {} } as const;
    azure.addFault({ match: { service: 'kubernetes', path: 'deployments' }, nth: 1, effect });

    expect((await factsOf(second)).deployments.known).toBe(true);
    expect(
      insideRequests()
        .filter(({ path }) => path.includes('/deployments'))
        .map(({ status }) => status),
    ).toEqual([429, 200]);
  });

  it("goes through HTTPS_PROXY with the cluster's own authority, but for NO_PROXY", async () => {
    const proxy = await startConnectProxy({});
    onTestFinished(() => proxy.stop());
    const access = readKubeconfig(await signIn().kubeconfig(second?.id ?? ''));
    const token = await signIn().token(aksServerApplicationId);
    const ask = async () => {
      const client = createClusterClient(access, token);
      const url = new URL(`${access.server}/apis/apps/v1/deployments`);
      const { status } = await client.get(url, 'application/json', AbortSignal.timeout(patienceMs));
      client.close();
      return status;
    };
    vi.stubEnv('HTTPS_PROXY', proxy.url);
    vi.stubEnv('NO_PROXY', '');
    vi.stubEnv('no_proxy', '');
    onTestFinished(() => void vi.unstubAllEnvs());

    expect([await ask(), proxy.asked]).toEqual([200, [new URL(access.server).host]]);
    vi.stubEnv('NO_PROXY', '127.0.0.1');
    expect([await ask(), proxy.asked.length]).toEqual([200, 1]);
  });

  it('says that a token was not taken, and does not tell it', async () => {
    const own = signIn();
    const reading = createInClusterReader({ ...own, token: async () => 'token-nobody-tells' });
    const facts = (await reading(clusters.slice(0, 1))).values().next().value;

    expect(facts?.deployments).toMatchObject({ known: false, reason: expect.stringContaining('does not take') });
    expect(JSON.stringify(facts)).not.toContain('token-nobody-tells');
  });

  it.each([
    ['no token', new ClusterTokenError('Microsoft Entra gave no token for the cluster: AADSTS700016'), /AADSTS700016/],
    [
      'no credential',
      new AzureRequestError('403 AuthorizationFailed: no', { status: 403, code: 'AuthorizationFailed', path: '/x' }),
      /listClusterUserCredential\/action/,
    ],
  ])('goes on with %s', async (_, error, reason) => {
    const fails = async () => {
      throw error;
    };
    const own = signIn();
    const reading = createInClusterReader(
      error instanceof ClusterTokenError ? { ...own, token: fails } : { ...own, kubeconfig: fails },
    );
    const facts = (await reading(clusters.slice(0, 1))).values().next().value;

    expect(facts?.networkPolicies).toMatchObject({ known: false, reason: expect.stringMatching(reason) });
  });
});
