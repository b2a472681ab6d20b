import { isEnum, type ManagedCluster } from '../../model/azure/managed-cluster.ts';
import { assessed, fail, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';

export default defineCheck({
  code: 'MIG-003',
  category: 'migration',
  title: 'The last operation on the cluster succeeded',
  failureTitle: 'The last operation on the cluster did not succeed',
  severities: ['blocker', 'high'],
  condition:
    'Fails when provisioningState is not Succeeded: blocker if it is Failed, high otherwise (an operation is running or was cancelled).',
  why: 'A migration started on top of a failed or running operation is rejected, or ends in a cluster that is half of each. What failed before fails again, with every pool in flight.',
  fix: {
    text: 'Wait for a running operation. After a failed one, mend its cause and reconcile the cluster with an update that changes nothing; it may finish what was left over, also reimages of nodes.',
    // Without --yes it asks, and a script that cannot answer fails: an update without options is a question to the Azure CLI.
    commands: ['az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --yes'],
  },
  sources: [
    {
      title: 'Clusters and node pools in a failed state',
      url: 'https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/availability-performance/cluster-node-virtual-machine-failed-state',
      sure: 'inferred',
    },
  ],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    const { id, name, provisioningState } = managedCluster;
    if (provisioningState === undefined) return unknown('The cluster states no provisioning state.');
    const evidence = { provisioningState, provisioningError: provisioningError(managedCluster) };
    const message = `The provisioning state of ${name} is ${provisioningState}.`;
    if (isEnum(provisioningState, 'Succeeded')) return assessed([pass(id, message, { evidence })]);
    const severity = isEnum(provisioningState, 'Failed') ? 'blocker' : 'high';
    return assessed([fail(id, message, { severity, evidence })]);
  },
});

function provisioningError({ status }: ManagedCluster): { code: string | null; message: string | null } | null {
  const error = status?.provisioningError;
  return error === undefined ? null : { code: error.code ?? null, message: error.message ?? null };
}
