import { agentPoolId } from '../../model/agent-pool-id.ts';
import { allowsUnavailableNodes, isSurgeDisabled } from '../../network/node-pool.ts';
import { assessed, fail, pass } from '../assessment.ts';
import { azuresDefault } from '../azures-default.ts';
import { defineCheck } from '../define-check.ts';
import { rollingUpgrades } from '../sources.ts';

export default defineCheck({
  code: 'MIG-017',
  category: 'migration',
  title: 'Every node pool adds nodes before it takes any away',
  failureTitle: 'A node pool gives up nodes while it is reimaged',
  severities: ['medium'],
  condition: 'Fails for each pool with maxSurge 0 or maxUnavailable above 0.',
  why: 'The migration drains every pool at the same time. A pool that surges replaces a node before it loses one; this pool has less capacity for as long as it takes.',
  fix: {
    text: 'Let the pool surge for the migration, where routes, addresses and quota allow it (HEAD-003, IP-001, MIG-016), or plan for less capacity. The setting restarts nothing.',
    commands: [
      'az aks nodepool update --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --max-surge 33% --max-unavailable 0',
    ],
  },
  sources: [rollingUpgrades],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    return assessed(
      managedCluster.agentPoolProfiles.map((pool) => {
        const { maxSurge, maxUnavailable } = pool.upgradeSettings ?? {};
        const id = agentPoolId(managedCluster.id, pool.name);
        const details = {
          evidence: { maxSurge: maxSurge ?? null, maxUnavailable: maxUnavailable ?? null },
          parameters: { pool: pool.name },
        };
        if (isSurgeDisabled(pool)) return fail(id, `Node pool ${pool.name} does not surge.`, details);
        return allowsUnavailableNodes(pool)
          ? fail(id, `Node pool ${pool.name} lets ${maxUnavailable} of its nodes be unavailable.`, details)
          : pass(id, `Node pool ${pool.name} surges by ${maxSurge ?? `${azuresDefault}, which is 10%`}.`, details);
      }),
    );
  },
});
