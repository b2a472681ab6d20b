import type { ManagedCluster } from '../../model/azure/managed-cluster.ts';
import { publishedLimits } from '../../model/dated-facts.ts';
import type { Limit } from '../../model/report.ts';
import { countNodes } from '../node-pool.ts';
import { ipFamilyCount } from '../pod-cidrs.ts';
import { limit } from './limit.ts';

/** AKS refuses a cluster whose pools could grow beyond its limit: it counts each pool's maximum and leaves surge out. */
export function aksNodeLimit(cluster: ManagedCluster): Limit {
  const { now, atMax } = countNodes(cluster.agentPoolProfiles);
  const families = ipFamilyCount(cluster);
  const capacity = families === undefined ? null : publishedLimits.kubenetNodes / families;
  return limit('aksNodeLimit', cluster.id, { capacity, used: now ?? null, peak: atMax ?? null, perNode: 1 });
}
