import type { MovePool } from '../model/move-facts.ts';

/** Sets how many nodes an upgrade adds to a pool: `5`, or `33%` of its nodes. */
export const setPoolSurge =
  'az aks nodepool update --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --max-surge {maxSurge}';

/** Whether a printed command lowers the pool's surge: to so many nodes, since a share only ever raises it. */
export function lowersSurge(command: string, poolName: string): boolean {
  return command.includes(` --name ${poolName} `) && / --max-surge \d+$/.test(command);
}

/** What the pool had, for `setPoolSurge`: as it was set, else as many nodes as Azure's own default came to; 1 where neither is known. */
export function surgeBefore({ maxSurge, surge }: MovePool): string {
  return maxSurge ?? String(surge ?? 1);
}
