import { agentPoolId } from '../../model/agent-pool-id.ts';
import { isEnum } from '../../model/azure/managed-cluster.ts';
import { assessed, fail, pass } from '../assessment.ts';
import { azuresDefault } from '../azures-default.ts';
import { defineCheck } from '../define-check.ts';

export default defineCheck({
  code: 'MIG-018',
  category: 'migration',
  title: 'No node pool is made of Spot nodes',
  failureTitle: 'A node pool is made of Spot nodes',
  severities: ['medium'],
  condition: 'Fails for each pool whose scaleSetPriority is Spot. Absent means Regular.',
  why: 'Spot nodes are reimaged without surge and without drain: their pods get an eviction notice, and may find no capacity to come back to.',
  fix: {
    text: 'Scale the pool to 0 before the migration and up again after it, or accept that its pods are interrupted. Scaling down ends the pods that run there.',
    commands: [
      'az aks nodepool scale --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --node-count 0',
    ],
  },
  sources: [
    {
      title: 'Spot node pools',
      url: 'https://learn.microsoft.com/azure/aks/spot-node-pool',
      sure: 'documented',
    },
  ],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    return assessed(
      managedCluster.agentPoolProfiles.map(({ name, scaleSetPriority }) => {
        const id = agentPoolId(managedCluster.id, name);
        const details = { evidence: { scaleSetPriority: scaleSetPriority ?? null }, parameters: { pool: name } };
        return isEnum(scaleSetPriority, 'Spot')
          ? fail(id, `Node pool ${name} is made of Spot nodes.`, details)
          : pass(
              id,
              `The priority of node pool ${name} is ${scaleSetPriority ?? `${azuresDefault}, which is Regular`}.`,
              details,
            );
      }),
    );
  },
});
