import { isWithin } from '../arm/access.ts';
import type { ArmResource } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import { propertiesOf, textOf } from './change-estate.ts';
import { nodeGroupId, nodeSubnetIds, tablesOf } from './migrate-cluster.ts';
import type { LateError } from './operation.ts';
import { poolsOf, surgeNodes } from './pools.ts';

/** What stops an update of all nodes that AKS had accepted; undefined where nothing does. What was ordered comes first, and once. */
export function lateError(cluster: ArmResource, state: SimulationState): LateError | undefined {
  const key = cluster.id.toLowerCase();
  const ordered = state.orderedErrors.get(key);
  state.orderedErrors.delete(key);
  return ordered ?? subnetIsFull(cluster, state) ?? scopeLocked(cluster, state);
}

function subnetIsFull(cluster: ArmResource, state: SimulationState): LateError | undefined {
  const nodes = nodeSubnetIds(cluster, state);
  const usages = state.estate.subnetUsages.filter(({ id }) => nodes.has(id.toLowerCase()));
  const surge = poolsOf(cluster).reduce((sum, pool) => sum + surgeNodes(pool), 0);
  const free = usages.reduce((sum, { limit, currentValue }) => sum + limit - currentValue, 0);
  if (usages.length === 0 || surge <= free) return undefined;
  return {
    code: 'SubnetIsFull',
    message: `The subnet has ${free} free addresses, and ${surge} nodes of surge need one each.`,
  };
}

/** The table of AKS has to be deleted. */
function scopeLocked(cluster: ArmResource, state: SimulationState): LateError | undefined {
  const tables = tablesOf(cluster, state).filter(({ id }) => isWithin(id, nodeGroupId(cluster)));
  const lock = state.index.list('Microsoft.Authorization/locks', '').find(({ id }) => {
    const scope = id.replace(/\/providers\/Microsoft\.Authorization\/locks\/[^/]+$/i, '');
    return tables.some((table) => isWithin(table.id, scope));
  });
  if (lock === undefined) return undefined;
  const level = textOf(propertiesOf(lock)['level']);
  return { code: 'ScopeLocked', message: `The scope cannot perform delete operation: ${lock.name} (${level}).` };
}
