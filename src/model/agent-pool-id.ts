/** The resource id of a node pool, which its cluster's answer leaves out. */
export function agentPoolId(clusterId: string, poolName: string): string {
  return `${clusterId}/agentPools/${poolName}`;
}
