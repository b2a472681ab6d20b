import { countNodes } from '../../network/node-pool.ts';
import { assessed, fail, notApplicable, pass, unknown } from '../assessment.ts';
import { declaredTag, targetPolicyTag } from '../declared.ts';
import { defineCheck } from '../define-check.ts';
import { networkPolicies } from '../sources.ts';

const engines = ['azure', 'calico', 'cilium', 'none'];

/** Azure Network Policy Manager is not supported above. */
const mostNodesOfAzure = 250;

export default defineCheck({
  code: 'NP-006',
  category: 'networkPolicy',
  title: 'The policy engine planned for afterwards has a future',
  failureTitle: 'The policy engine planned for afterwards is Azure Network Policy Manager',
  severities: ['medium'],
  condition: `Fails when the cluster's tag ${targetPolicyTag} is azure; the finding says so where the cluster may besides grow beyond the ${mostNodesOfAzure} nodes that engine supports. Nothing in Azure tells what is planned: without the tag the check does not apply; with any other value than ${engines.join(', ')} it is unknown.`,
  why: "Support for Azure Network Policy Manager on Linux ends on 30 September 2028, half a year after kubenet's: a second migration would follow the first.",
  fix: {
    text: 'Plan for Cilium, after the migration to Overlay: it replaces the data plane and reimages every node once more. Declare it in the tag.',
    commands: [
      `az tag update --resource-id {clusterId} --operation merge --tags ${targetPolicyTag}=cilium`,
      'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --network-dataplane cilium --network-policy cilium',
    ],
  },
  sources: [
    networkPolicies,
    {
      title: 'Retirement of Azure Network Policy Manager on Linux',
      url: 'https://azure.microsoft.com/updates?id=500268',
      sure: 'documented',
    },
  ],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    const { id, name, agentPoolProfiles } = managedCluster;
    const target = declaredTag(managedCluster, targetPolicyTag);
    if (target === undefined) return notApplicable(`Nothing is declared: ${name} has no tag ${targetPolicyTag}.`);
    if (!engines.includes(target)) {
      return unknown(`The tag ${targetPolicyTag} of ${name} says "${target}", which is none of ${engines.join(', ')}.`);
    }
    const { atMax } = countNodes(agentPoolProfiles);
    const details = { evidence: { targetPolicy: target, nodesAtMax: atMax ?? null }, parameters: { clusterId: id } };
    if (target !== 'azure') return assessed([pass(id, `${name} is to have the policy engine ${target}.`, details)]);
    const tooMany =
      atMax !== undefined && atMax > mostNodesOfAzure
        ? ` It may grow to ${atMax} nodes, beyond the ${mostNodesOfAzure} that engine supports.`
        : '';
    return assessed([fail(id, `${name} is to have Azure Network Policy Manager.${tooMany}`, details)]);
  },
});
