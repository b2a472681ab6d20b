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
    text: 'Change the pool in place into one of virtual machines: it needs Kubernetes 1.27, Azure CLI 2.76, and a cluster with this one pool; the cluster is down meanwhile, and there is no way back. It raises a basic load balancer to standard by itself. A cluster with several pools moves the workload to a new pool of virtual machines instead.',
    commands: [
      'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --migrate-vmas-to-vms',
      'az aks nodepool add --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {newPool} --mode System',
    ],
  },
  sources: [
    overlayConcepts,
    {
      title: 'Migrate availability sets to virtual machine pools',
      url: 'https://learn.microsoft.com/azure/aks/availability-sets-on-aks',
      sure: 'documented',
    },
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
