import type { Estate, Principal } from '../../simulated-azure/estate/estate.ts';
import type { KubernetesCluster, KubernetesObject } from '../../simulated-azure/estate/kubernetes-cluster.ts';
import { rawNode, systemObjects } from '../builders/kubernetes-objects.ts';
import { auditorGrants, sampleEstate } from './audit-azure.ts';

const action = 'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action';

/** Reads what the sample's auditor reads, and may ask for the credential of a cluster's user. */
export const insider: Principal & { readonly clientSecret: string } = {
  clientId: 'dddddddd-0000-4000-8000-000000000001',
  objectId: 'eeeeeeee-0000-4000-8000-000000000001',
  clientSecret: 'insider-secret',
  grants: auditorGrants.map(({ scope, actions }) => ({
    scope,
    actions: actions.includes('*/read') ? ['*/read', action] : actions,
  })),
};

/** The sample estate, with the inside of some of its clusters. */
export function estateWithInside(...kubernetesClusters: readonly KubernetesCluster[]): Estate {
  return { ...sampleEstate, principals: [...sampleEstate.principals, insider], kubernetesClusters };
}

function sampleClusterId(name: string): string {
  const found = sampleEstate.resources.find(
    (each) => each.type.toLowerCase() === 'microsoft.containerservice/managedclusters' && each.name === name,
  );
  if (found === undefined) throw new Error(`The sample estate has no cluster ${name}.`);
  return found.id;
}

/** The inside of a cluster that the insider may read whole. */
export function inside(
  name: string,
  objects: readonly KubernetesObject[],
  changes: Partial<KubernetesCluster> = {},
): KubernetesCluster {
  return {
    clusterId: sampleClusterId(name),
    signIn: 'entra',
    grants: { [insider.objectId]: ['*'] },
    objects: [...systemObjects(), ...objects],
    ...changes,
  };
}

/** A node object for each machine that Azure lists in the cluster's node resource group. */
export function nodeObjectsOf(name: string): KubernetesObject[] {
  const cluster = sampleEstate.resources.find(({ id }) => id === sampleClusterId(name));
  const group = String(cluster?.properties?.['nodeResourceGroup']).toLowerCase();
  const machines = sampleEstate.resources.filter(
    ({ id, type }) =>
      type.toLowerCase() === 'microsoft.compute/virtualmachinescalesets/virtualmachines' &&
      id.toLowerCase().includes(`/resourcegroups/${group}/`),
  );
  return machines.map(({ properties }, index) => {
    const profile = properties?.['osProfile'];
    const name = typeof profile === 'object' && profile !== null ? Reflect.get(profile, 'computerName') : undefined;
    return rawNode(String(name).toLowerCase(), `10.244.${index}.0/24`);
  });
}
