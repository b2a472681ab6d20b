import { publishedLimits } from '../../model/dated-facts.ts';
import { parentResourceId, resourceGroupOf, resourceNameOf } from '../../model/resource-id.ts';
import { ownedNodeSubnetIds } from '../../network/ownership.ts';
import { assessEach, cannotTell } from '../assess-each.ts';
import { fail, type Judgement, notApplicable, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { changelog, overlayConcepts } from '../sources.ts';

/** The longest value a Kubernetes label can have. */
const longestName = publishedLimits.networkNameLength;

export default defineCheck({
  code: 'MIG-007',
  category: 'migration',
  title: "The names of the nodes' network fit into node labels",
  failureTitle: "A name of the nodes' network is too long for a node label",
  severities: ['blocker'],
  condition: `Fails when the name of a node subnet, its virtual network or that network's resource group is longer than ${longestName} characters; ${longestName} passes. Does not apply to a network that AKS manages; unknown where no pool states a subnet and the nodes' network was not read.`,
  why: 'Azure CNI Overlay writes the three names into labels of its nodes. AKS has rejected longer names since November 2023.',
  fix: {
    text: 'None of the three can be renamed, and the nodes of a cluster cannot move to another virtual network: a new network with shorter names means a new cluster.',
    commands: [
      'az network vnet create --subscription {networkSubscription} --resource-group {shortResourceGroup} --name {shortVirtualNetwork} --subnet-name {shortSubnet}',
      'az aks create --subscription {subscription} --resource-group {resourceGroup} --name {newCluster} --network-plugin azure --network-plugin-mode overlay --vnet-subnet-id {newSubnetId}',
    ],
  },
  sources: [overlayConcepts, changelog],
  needs: ['managedCluster'],

  evaluate({ managedCluster }, _context, { nodeSubnets }) {
    const { name, agentPoolProfiles } = managedCluster;
    const subnetIds = ownedNodeSubnetIds(managedCluster);
    if (agentPoolProfiles.length === 0) return unknown(`${name} states no node pools.`);
    if (subnetIds.length === 0) {
      return nodeSubnets.known
        ? notApplicable('AKS manages the network, and chose its names.')
        : unknown(`No node pool states a subnet, and where the nodes stand is not known: ${nodeSubnets.reason}`);
    }
    const bare = agentPoolProfiles.filter(({ vnetSubnetID }) => vnetSubnetID === undefined);
    return assessEach([
      ...subnetIds.map(judge),
      ...bare.map((pool) => cannotTell(`Node pool ${pool.name} states no subnet, which others do.`)),
    ]);
  },
});

function judge(subnetId: string): Judgement {
  const names = {
    subnet: resourceNameOf(subnetId),
    virtualNetwork: resourceNameOf(parentResourceId(subnetId)),
    resourceGroup: resourceGroupOf(subnetId) ?? '',
  };
  const tooLong = Object.values(names).filter((name) => name.length > longestName);
  const evidence = { ...names, longest: Math.max(...Object.values(names).map((name) => name.length)) };
  if (tooLong.length === 0) return pass(subnetId, `No name of subnet ${names.subnet} is too long.`, { evidence });
  const listed = tooLong.map((name) => `${name} (${name.length} characters)`).join(', ');
  return fail(subnetId, `Longer than ${longestName} characters: ${listed}.`, { evidence });
}
