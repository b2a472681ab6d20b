import { addCluster } from '../build/add-cluster.ts';
import type { Situation } from './situation.ts';

const basicLoadBalancer: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-kiosk-legacy',
    subscription: 'retail',
    networkProfile: { loadBalancerSku: 'Basic', loadBalancerProfile: undefined },
    createdAt: '2020-09-22T11:47:03.6650128Z',
  });
};

/**
 * Answered as an old API version did: no current versions, no lists beside the single ranges, no network policy, null where
 * later versions say nothing; its managed network is the 10.0.0.0/8 of those days, around the pod range.
 */
const oldApi: Situation = (draft) => {
  const old = {
    maxSurge: null,
    properties: { currentOrchestratorVersion: undefined, powerState: undefined, availabilityZones: null, tags: null },
  };
  addCluster(draft, {
    name: 'aks-legacy-billing',
    subscription: 'payments',
    location: 'germanywestcentral',
    tags: null,
    managedNetwork: { addressPrefixes: ['10.0.0.0/8'], subnetPrefixes: ['10.240.0.0/16'] },
    networkProfile: {
      networkPolicy: undefined,
      podCidrs: undefined,
      serviceCidrs: undefined,
      ipFamilies: undefined,
      loadBalancerSku: 'Standard',
      networkMode: null,
      natGatewayProfile: null,
    },
    absentProperties: [
      'currentKubernetesVersion',
      'resourceUID',
      'nodeProvisioningProfile',
      'oidcIssuerProfile',
      'supportPlan',
    ],
    properties: { addonProfiles: null, windowsProfile: null, autoUpgradeProfile: null },
    resource: { systemData: null },
    pools: [
      { name: 'nodepool1', mode: 'System', count: 3, ...old },
      { name: 'billing', count: 3, ...old },
    ],
  });
};

export const platform: readonly Situation[] = [basicLoadBalancer, oldApi];
