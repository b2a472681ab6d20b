import { agentPoolId } from '../../model/agent-pool-id.ts';
import { isEnum } from '../../model/azure/managed-cluster.ts';
import { assessEach, cannotTell } from '../assess-each.ts';
import { fail, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { overlayConcepts } from '../sources.ts';

export default defineCheck({
  code: 'MIG-005',
  category: 'migration',
  title: 'No node pool is an availability set',
  failureTitle: 'A node pool is an availability set',
  severities: ['blocker'],
  condition: 'Fails for each pool of type AvailabilitySet.',
  why: 'Azure CNI Overlay does not support availability sets, and AKS itself has not supported them since 30 September 2025.',
  fix: {
    text: 'Move the workload to a pool of virtual machines or scale sets. A cluster whose first pool is an availability set usually has to be rebuilt; plan for a second cluster and a switch of traffic.',
    commands: [
      'az aks nodepool add --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {newPool} --mode System',
    ],
  },
  sources: [
    overlayConcepts,
    {
      title: 'Availability sets retirement',
      url: 'https://github.com/MicrosoftDocs/azure-aks-docs/blob/main/articles/aks/includes/availability-sets-retirement.md',
      sure: 'documented',
    },
  ],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    return assessEach(
      managedCluster.agentPoolProfiles.map(({ name, type }) => {
        if (type === undefined) return cannotTell(`Node pool ${name} states no type.`);
        const id = agentPoolId(managedCluster.id, name);
        const message = `Node pool ${name} is of type ${type}.`;
        const details = { evidence: { type }, parameters: { pool: name } };
        return isEnum(type, 'AvailabilitySet') ? fail(id, message, details) : pass(id, message, details);
      }),
    );
  },
});
