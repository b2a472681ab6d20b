import type { SubscriptionName } from '../subscriptions.ts';
import type { SubnetDraft } from './network-draft.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a situation says about a node pool; everything else is a healthy pool of today. */
export interface PoolSpec {
  readonly name: string;
  readonly count: number;
  readonly mode?: 'System' | 'User';
  /** Default Standard_D4s_v5. */
  readonly vmSize?: string;
  /** Switches the cluster autoscaler on. */
  readonly maxCount?: number;
  readonly minCount?: number;
  /** Default '10%'; null leaves `upgradeSettings` null, as pools of old APIs have it. */
  readonly maxSurge?: string | null;
  readonly type?: 'VirtualMachineScaleSets' | 'AvailabilitySet';
  readonly spot?: boolean;
  readonly osSku?: string;
  readonly nodeImageVersion?: string;
  readonly provisioningState?: string;
  readonly powerState?: 'Running' | 'Stopped';
  /** Absent: the virtual network that AKS manages in the node resource group. */
  readonly subnet?: SubnetDraft;
  /** How the pool spells the subnet's id, where it differs from the virtual network's spelling. */
  readonly subnetIdAsWritten?: string;
  /** First instance of the scale set; later than 0 where earlier instances are gone. */
  readonly firstInstance?: number;
  /** Laid over the agent pool's properties. */
  readonly properties?: Json;
}

/** What a situation says about a cluster; everything else is a healthy kubenet cluster of today. */
export interface ClusterSpec {
  readonly name: string;
  readonly subscription: SubscriptionName;
  /** Default `rg-` and the name without `aks-`. */
  readonly resourceGroup?: string;
  /** Default westeurope. */
  readonly location?: string;
  /** Default the calendar's current one. */
  readonly kubernetesVersion?: string;
  /** Default 2023-06-14, before the retirement was announced. */
  readonly createdAt?: string;
  readonly tags?: Readonly<Record<string, string>> | null;
  /** Default UserAssigned. */
  readonly identity?: 'UserAssigned' | 'SystemAssigned';
  /** Default kubenet; compared without regard to case, written as given. */
  readonly networkPlugin?: string;
  /** Default 10.244.0.0/16. */
  readonly podCidrs?: readonly string[];
  readonly serviceCidrs?: readonly string[];
  readonly pools?: readonly PoolSpec[];
  readonly provisioningState?: string;
  readonly powerState?: 'Running' | 'Stopped';
  /** Laid over `properties.networkProfile`. */
  readonly networkProfile?: Json;
  /** Laid over `properties`. */
  readonly properties?: Json;
  /** Laid over the resource itself. */
  readonly resource?: Json;
  /** Names in `properties` that the answer leaves out. */
  readonly absentProperties?: readonly string[];
  /** False for a cluster younger than its first routes. */
  readonly routesWritten?: boolean;
  /** A managed network's address space and subnet; default 10.224.0.0/12 and 10.224.0.0/16. */
  readonly managedNetwork?: { readonly addressPrefixes: readonly string[]; readonly subnetPrefixes: readonly string[] };
}

export const defaultPools: readonly PoolSpec[] = [
  { name: 'system', mode: 'System', count: 3 },
  { name: 'apps', count: 4 },
];

export function isKubenet(spec: ClusterSpec): boolean {
  return (spec.networkPlugin ?? 'kubenet').toLowerCase() === 'kubenet';
}

export function podCidrsOf(spec: ClusterSpec): readonly string[] {
  return spec.podCidrs ?? ['10.244.0.0/16'];
}
