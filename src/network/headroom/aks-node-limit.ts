import type { ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { Limit } from '../../model/report.ts';
import { countNodes } from '../node-pool.ts';
import { ipFamilyCount } from '../pod-cidrs.ts';
import { limit } from './limit.ts';

/**
 * AKS refuses a kubenet cluster whose pools could grow beyond this many nodes; half of it when dual stack.
 * @see https://learn.microsoft.com/azure/aks/configure-kubenet
 */
const kubenetNodeLimit = 400;

/** AKS counts each pool's maximum and leaves surge out. */
export function aksNodeLimit(cluster: ManagedCluster): Limit {
  const { now, atMax } = countNodes(cluster.agentPoolProfiles);
  const capacity = kubenetNodeLimit / ipFamilyCount(cluster);
  return limit('aksNodeLimit', cluster.id, { capacity, used: now, peak: atMax, perNode: 1 });
}
