import type { ClusterNode, NodeInterface } from '../../model/cluster-facts.ts';
import { interfaceByNode } from '../../network/node-interface.ts';
import { whyNodesCannotBeJudged } from '../../network/node-list.ts';
import { fail, type Judgement, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { assessedWithoutInterfaces } from '../interface-of-node.ts';
import { userDefinedRoutes } from '../sources.ts';

export default defineCheck({
  code: 'RT-011',
  category: 'routeTable',
  title: 'Every node forwards IP packets',
  failureTitle: "A node's network interface does not forward IP packets",
  severities: ['high'],
  live: true,
  condition:
    'Fails for every node whose primary network interface does not have enableIPForwarding set to true; a value that is missing counts as false, as Azure reads it, and is suspected.',
  why: "Packets for pods are not addressed to the node's own interface. Azure drops them unless the interface forwards.",
  fix: {
    text: 'Reimage the node with its pool: every node of the pool is drained and replaced in turn. Never patch the scale set by hand, AKS does not support it.',
    commands: [
      'az aks nodepool upgrade --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --node-image-only',
    ],
  },
  sources: [
    userDefinedRoutes,
    {
      title: 'Where the setting is in the network interface',
      url: 'https://learn.microsoft.com/rest/api/virtualnetwork/network-interfaces/get',
      sure: 'source',
    },
  ],
  needs: ['managedCluster', 'nodes', 'nodeInterfaces'],
  failsWithout: ['nodeInterfaces'],

  evaluate({ managedCluster, nodes, nodeInterfaces }) {
    const obstacle = whyNodesCannotBeJudged(managedCluster, nodes);
    if (obstacle !== undefined) return obstacle;
    const interfaceOf = interfaceByNode(nodeInterfaces);
    const judgements = nodes.flatMap((node) => {
      const primary = interfaceOf(node.name);
      return primary === undefined ? [] : [judgeInterface(node, primary)];
    });
    const without = nodes.filter(({ name }) => interfaceOf(name) === undefined);
    return assessedWithoutInterfaces(
      judgements,
      without.map(({ name }) => name),
    );
  },
});

function judgeInterface(node: ClusterNode, { resourceId, enableIPForwarding }: NodeInterface): Judgement {
  const evidence = { node: node.name, enableIPForwarding: enableIPForwarding ?? null };
  if (enableIPForwarding === true) return pass(resourceId, `Node ${node.name} forwards.`, { evidence });
  if (enableIPForwarding === undefined) {
    const message = `The network interface of node ${node.name} does not state whether it forwards, which Azure reads as no.`;
    return fail(resourceId, message, { evidence, confidence: 'suspected', commands: [] });
  }
  return fail(resourceId, `The network interface of node ${node.name} does not forward: its pods get no packets.`, {
    evidence,
    ...(node.poolName === undefined ? {} : { parameters: { pool: node.poolName } }),
  });
}
