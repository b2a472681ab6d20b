import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kubectl } from '../../scripts/kubectl/install-kubectl.ts';
import type { KubernetesCluster } from '../../simulated-azure/estate/kubernetes-cluster.ts';
import { type SimulatedAzure, startSimulatedAzure } from '../../simulated-azure/start.ts';
import { createClusterSignIn } from '../../src/arm/cluster-sign-in.ts';
import { countRequests } from '../../src/arm/request-counter.ts';
import { kubectlLinesForBash } from '../../src/collect/inside/kubectl-lines-for-bash.ts';
import { readFolder } from '../../src/gather/input/read-folder.ts';
import { readSavedKubernetes } from '../../src/gather/input/saved-kubernetes.ts';
import { aksServerApplicationId, readKubeconfig } from '../../src/kubernetes/kubeconfig.ts';
import { kubernetesReads } from '../../src/kubernetes/kubernetes-reads.ts';
import type { KubernetesFacts } from '../../src/model/cluster-facts.ts';
import { resourceKey } from '../../src/model/resource-id.ts';
import { rawCalico, rawWorkload, systemObjects } from '../builders/kubernetes-objects.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import { childVariables } from '../child-environment.ts';
import { credentialFor } from '../simulated-azure/server/simulation.ts';
import { auditor, ids, smallEstate } from '../simulated-azure/server/small-estate.ts';

/** The same sign-in with three sets of rights, one a cluster. */
const rights = {
  everything: { grants: ['*'], kubeSystem: [] },
  shippedRole: {
    grants: Object.values(kubernetesReads).flatMap((read) =>
      'namespace' in read ? [] : [read.group === '' ? read.resource : `${read.resource}.${read.group}`],
    ),
    kubeSystem: ['configmaps'],
  },
  some: { grants: ['nodes', 'deployments.apps', 'poddisruptionbudgets.policy'], kubeSystem: [] },
} as const;
type User = keyof typeof rights;

const idOf = (name: string) =>
  `/subscriptions/${ids.production}/resourceGroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/${name}`;
const many = Array.from({ length: 700 }, (_, n) => rawWorkload('Deployment', `shop/web-${n}`, { replicas: 2 }));

function cluster(user: User, hasCalico: boolean): KubernetesCluster {
  return {
    clusterId: idOf(`${user}${hasCalico ? '-calico' : ''}`),
    signIn: 'entra',
    grants: { [auditor.objectId]: rights[user].grants },
    kubeSystemGrants: { [auditor.objectId]: rights[user].kubeSystem },
    ...(hasCalico ? { hasCalico } : {}),
    objects: [...systemObjects(), ...many, ...(hasCalico ? [rawCalico('Tier', 'own')] : [])],
  };
}

let azure: SimulatedAzure;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'printed-lines-'));
  const principal = { ...auditor, grants: [{ scope: '/', actions: ['*'] }] };
  const users: readonly User[] = ['everything', 'shippedRole', 'some'];
  azure = await startSimulatedAzure({
    estate: {
      ...smallEstate(),
      principals: [principal],
      kubernetesClusters: users.flatMap((user) => [cluster(user, false), cluster(user, true)]),
    },
    options: { throttling: 'off' },
  });
});
afterAll(async () => {
  await azure.stop();
  await rm(folder, { recursive: true });
});

/** Runs the printed lines in a shell, with a real kubectl and an `az` that writes the kubeconfig it would. */
async function runLines(name: string) {
  const signIn = createClusterSignIn({
    endpoint: azure.armEndpoint,
    audience: 'https://management.azure.com',
    credential: credentialFor(azure),
    counter: countRequests(),
    tlsOptions: { ca: azure.caPem },
  });
  const { server, caData } = readKubeconfig(await signIn.kubeconfig(idOf(name)));
  const token = await signIn.token(aksServerApplicationId);
  const own = join(folder, name);
  const programs = join(own, 'bin');
  await mkdir(programs, { recursive: true });
  const kubeconfig = {
    ...{ apiVersion: 'v1', kind: 'Config', 'current-context': name },
    clusters: [{ name: 'one', cluster: { server, 'certificate-authority-data': caData } }],
    users: [{ name: 'auditor', user: { token } }],
    contexts: [{ name, context: { cluster: 'one', user: 'auditor' } }],
  };
  await writeFile(join(own, 'kubeconfig'), JSON.stringify(kubeconfig));
  const az = `#!/bin/sh\nwhile [ "$1" != --file ]; do shift; done\ncp '${join(own, 'kubeconfig')}' "$2"\n`;
  await writeFile(join(programs, 'az'), az);
  await chmod(join(programs, 'az'), 0o755);
  const out = join(own, 'out');
  const lines = kubectlLinesForBash([{ id: idOf(name), savedId: idOf(name), name }], out);
  const path = [programs, dirname(kubectl), process.env['PATH'] ?? ''].join(delimiter);
  const env = { PATH: path, HOME: own, ...childVariables };
  const ended = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile('sh', ['-c', lines.join('\n')], { env }, (error, _stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, stderr }),
    );
  });
  await writeFile(join(out, 'clusters.json'), JSON.stringify([{ id: idOf(name), name }]));
  return { ...ended, saved: (await readdir(join(out, name))).sort(), facts: await factsOf(out, name), out };
}

async function factsOf(out: string, name: string): Promise<KubernetesFacts> {
  const { kubernetes } = await readFolder(out);
  const facts = (await readSavedKubernetes(kubernetes)([aManagedCluster({ id: idOf(name), name })])).get(
    resourceKey(idOf(name)),
  );
  if (facts === undefined) throw new Error('The folder tells nothing of the cluster.');
  return facts;
}

const unknownOf = (facts: KubernetesFacts) =>
  Object.entries(facts)
    .flatMap(([name, fact]) => (fact.known ? [] : [name]))
    .sort();

describe.each(['everything', 'shippedRole'] as const)('the printed lines, for a user with %s', (user) => {
  it.each(['', '-calico'])('save every list (%s)', async (calico) => {
    const { code, stderr, facts, saved, out } = await runLines(`${user}${calico}`);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(unknownOf(facts)).toEqual([]);
    expect(facts.deployments).toMatchObject({ value: { length: 701 } });
    expect(facts.calicoResources).toMatchObject({ value: calico === '' ? [] : [{ name: 'own' }] });
    expect(facts.networkPolicies).toEqual({ known: true, value: [] });
    expect(saved.filter((file) => !file.endsWith('.json'))).toEqual([]);
    const configMaps = await readFile(join(out, `${user}${calico}`, 'configmaps.json'), 'utf8');
    expect(configMaps).not.toContain('value-nobody-reads');
  });
});

describe('the printed lines, for a user with some rights', () => {
  it.each(['', '-calico'])(
    'keep no file that was refused, and end with what could not be saved (%s)',
    async (calico) => {
      const { code, stderr, facts, saved } = await runLines(`some${calico}`);

      expect(code).toBe(1);
      expect(stderr).toMatch(/Could not be saved:.*networkpolicies\.json.*configmaps\.json.*daemonsets\.json/);
      expect(saved).not.toContain('networkpolicies.json');
      expect(saved).not.toContain('configmaps.json');
      expect(unknownOf(facts)).toEqual(
        [
          'daemonSets',
          'kubeSystemConfigMaps',
          'networkPolicies',
          'statefulSets',
          ...(calico ? ['calicoResources'] : []),
        ].sort(),
      );
    },
  );
});
