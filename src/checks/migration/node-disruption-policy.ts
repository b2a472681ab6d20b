import { isEnum } from '../../model/azure/managed-cluster.ts';
import { assessed, fail, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';

export default defineCheck({
  code: 'MIG-013',
  category: 'migration',
  title: 'The node disruption policy allows nodes to be reimaged',
  failureTitle: 'The node disruption policy forbids reimaging nodes',
  severities: ['blocker', 'medium'],
  severityWhenUnknown: 'low',
  condition:
    'Fails when the node disruption policy is Block (blocker) or AllowDuringMaintenanceWindow (medium). Only a preview of the API tells it; there, absent means Allow. Where the preview does not answer it is unknown and counts as low, since few clusters set a policy that is a preview itself.',
  why: 'Block refuses every call that reimages nodes, and AllowDuringMaintenanceWindow every one outside the window for node images. The documentation lists the updates of network policy and network plugin; that this one is among them is inferred.',
  fix: {
    text: 'Set the policy to Allow for the migration window and back afterwards. The setting itself restarts nothing. The command needs the aks-preview extension of the Azure CLI.',
    commands: [
      'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --node-disruption-policy Allow',
    ],
  },
  sources: [
    {
      title: 'Node disruption policy',
      url: 'https://learn.microsoft.com/azure/aks/node-disruption-policy',
      sure: 'documented',
    },
  ],
  needs: ['managedCluster', 'nodeDisruption'],

  evaluate({ managedCluster: { id, name }, nodeDisruption: { policy } }) {
    const message = `The node disruption policy of ${name} is ${policy}.`;
    const details = { evidence: { nodeDisruptionPolicy: policy } };
    if (isEnum(policy, 'Allow')) return assessed([pass(id, message, details)]);
    if (isEnum(policy, 'Block')) return assessed([fail(id, message, { ...details, severity: 'blocker' })]);
    return isEnum(policy, 'AllowDuringMaintenanceWindow')
      ? assessed([fail(id, message, { ...details, severity: 'medium' })])
      : unknown(`${message} What it allows is not known.`);
  },
});
