import { z } from 'zod';
import { azureObject, compiled, emptyWhenAbsent, maybe, moment, tags, text, wholeNumber } from './lenient.ts';

/** Far above any pool's limit, which is 1,000: a number that no pool has is no number. */
const nodeCount = wholeNumber.refine((count) => count <= 100_000, 'more nodes than a pool can have');

const scaleProfile = azureObject({
  manual: emptyWhenAbsent(azureObject({ count: maybe(nodeCount), size: maybe(z.string()) })),
});

/** One node pool, as `agentPoolProfiles[]` lists it. Enum values keep Azure's spelling, whatever its case; compare with `isEnum`. */
export const agentPool = azureObject({
  name: z.string(),
  /** `VirtualMachineScaleSets`, `AvailabilitySet`, `VirtualMachines`; absent in very old answers. */
  type: maybe(z.string()),
  mode: maybe(z.string()),
  count: maybe(nodeCount),
  enableAutoScaling: maybe(z.boolean()),
  minCount: maybe(nodeCount),
  maxCount: maybe(nodeCount),
  maxPods: maybe(wholeNumber),
  vmSize: maybe(z.string()),
  vnetSubnetID: maybe(z.string()),
  podSubnetID: maybe(z.string()),
  osType: maybe(z.string()),
  osSKU: maybe(z.string()),
  nodeImageVersion: maybe(z.string()),
  orchestratorVersion: maybe(z.string()),
  currentOrchestratorVersion: maybe(z.string()),
  provisioningState: maybe(z.string()),
  powerState: maybe(azureObject({ code: maybe(z.string()) })),
  scaleSetPriority: maybe(z.string()),
  scaleDownMode: maybe(z.string()),
  upgradeSettings: maybe(
    azureObject({ maxSurge: maybe(text), maxUnavailable: maybe(text), drainTimeoutInMinutes: maybe(wholeNumber) }),
  ),
  virtualMachinesProfile: maybe(azureObject({ scale: maybe(scaleProfile) })),
  virtualMachineNodesStatus: emptyWhenAbsent(azureObject({ count: maybe(nodeCount), size: maybe(z.string()) })),
});
export type AgentPool = z.infer<typeof agentPool>;

const networkProfile = azureObject({
  networkPlugin: maybe(z.string()),
  networkPluginMode: maybe(z.string()),
  networkPolicy: maybe(z.string()),
  networkDataplane: maybe(z.string()),
  podCidr: maybe(z.string()),
  podCidrs: emptyWhenAbsent(z.string()),
  serviceCidr: maybe(z.string()),
  serviceCidrs: emptyWhenAbsent(z.string()),
  dnsServiceIP: maybe(z.string()),
  ipFamilies: emptyWhenAbsent(z.string()),
  outboundType: maybe(z.string()),
  loadBalancerSku: maybe(z.string()),
});

const addonProfile = azureObject({
  enabled: maybe(z.boolean()),
  config: maybe(
    azureObject({
      applicationGatewayId: maybe(z.string()),
      effectiveApplicationGatewayId: maybe(z.string()),
      applicationGatewayName: maybe(z.string()),
      subnetId: maybe(z.string()),
      subnetCIDR: maybe(z.string()),
    }),
  ),
});

const nodeDisruptionProfile = azureObject({ nodeDisruptionPolicy: maybe(z.string()) });

const systemData = azureObject({ createdAt: maybe(moment) });

const userAssignedIdentity = azureObject({ principalId: maybe(z.string()), clientId: maybe(z.string()) });

/**
 * A managed cluster: the properties an audit reads, and no others.
 * @see https://learn.microsoft.com/rest/api/aks/managed-clusters/get
 */
export const managedCluster = compiled(
  azureObject({
    id: z.string(),
    name: z.string(),
    location: z.string().default(''),
    tags: tags.default({}),
    kubernetesVersion: maybe(z.string()),
    /** Absent in answers of old API versions. */
    currentKubernetesVersion: maybe(z.string()),
    provisioningState: maybe(z.string()),
    status: maybe(
      azureObject({ provisioningError: maybe(azureObject({ code: maybe(z.string()), message: maybe(z.string()) })) }),
    ),
    powerState: maybe(azureObject({ code: maybe(z.string()) })),
    nodeResourceGroup: maybe(z.string()),
    networkProfile: maybe(networkProfile),
    /** Every cluster has a pool: empty means that the source leaves them out. */
    agentPoolProfiles: emptyWhenAbsent(agentPool),
    identity: maybe(
      azureObject({
        type: maybe(z.string()),
        principalId: maybe(z.string()),
        userAssignedIdentities: maybe(z.record(z.string(), userAssignedIdentity)),
      }),
    ),
    servicePrincipalProfile: maybe(azureObject({ clientId: maybe(z.string()) })),
    addonProfiles: maybe(azureObject({ ingressApplicationGateway: maybe(addonProfile) })),
    apiServerAccessProfile: maybe(
      azureObject({ enablePrivateCluster: maybe(z.boolean()), subnetId: maybe(z.string()) }),
    ),
    autoUpgradeProfile: maybe(
      azureObject({ upgradeChannel: maybe(z.string()), nodeOSUpgradeChannel: maybe(z.string()) }),
    ),
    httpProxyConfig: maybe(
      azureObject({
        httpProxy: maybe(z.string()),
        httpsProxy: maybe(z.string()),
        noProxy: emptyWhenAbsent(z.string()),
      }),
    ),
    podIdentityProfile: maybe(azureObject({ enabled: maybe(z.boolean()) })),
    nodeDisruptionProfile: maybe(nodeDisruptionProfile),
    supportPlan: maybe(z.string()),
    sku: maybe(azureObject({ tier: maybe(z.string()) })),
    systemData: maybe(systemData),
  }),
);
export type ManagedCluster = z.infer<typeof managedCluster>;

/** What is read of a cluster's preview: what no stable version has, and what Resource Graph need not tell. */
export const previewCluster = compiled(
  azureObject({
    id: z.string(),
    networkProfile: maybe(networkProfile),
    nodeDisruptionProfile: maybe(nodeDisruptionProfile),
    systemData: maybe(systemData),
  }),
);
export type PreviewCluster = z.infer<typeof previewCluster>;

/** Azure's enums compare without regard to case; an absent value equals nothing. */
export function isEnum(value: string | undefined, ...expected: readonly string[]): boolean {
  return value !== undefined && expected.some((each) => each === value || each.toLowerCase() === value.toLowerCase());
}
