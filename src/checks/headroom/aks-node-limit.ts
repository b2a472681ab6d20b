import { aksNodeLimit } from '../../network/headroom/aks-node-limit.ts';
import { nodesAtMax } from '../../network/node-pool.ts';
import { assessed, fail, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { configureKubenet, nodeCountRejected } from '../sources.ts';

export default defineCheck({
  code: 'HEAD-004',
  category: 'headroom',
  title: 'The pools stay within the nodes AKS allows a kubenet cluster',
  failureTitle: 'The pools may grow beyond what AKS allows a kubenet cluster',
  severities: ['high'],
  condition:
    'Fails when the sum of maxCount (of pools with autoscaler) and count (of the others) is above 400, or above 200 for a dual-stack cluster. Exactly 400, or 200, passes. Surge does not count.',
  why: 'AKS adds up the maximum of every pool and rejects updates and upgrades of a cluster that could pass the limit (KubenetNodeCountTotalExceedsLimit), also updates that change something else: the migration may be one of them.',
  fix: {
    text: 'Lower the maximum of pools until their sum fits. This restarts nothing and takes effect at once; the pool can then grow no further than its new maximum.',
    commands: [
      'az aks nodepool update --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --update-cluster-autoscaler --min-count {minCount} --max-count {maxCount}',
    ],
  },
  sources: [
    nodeCountRejected,
    configureKubenet,
    {
      title: 'Dual-stack kubenet (page since deleted)',
      url: 'https://github.com/MicrosoftDocs/azure-aks-docs/commit/e77f49e4d',
      sure: 'documented',
    },
  ],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    const { capacity, peak } = aksNodeLimit(managedCluster);
    if (capacity === null || peak === null) return unknown('The size of the node pools is not known.');
    const message = `AKS allows ${managedCluster.name} ${capacity} nodes; its pools may grow to ${peak}.`;
    const pools = managedCluster.agentPoolProfiles.map((pool) => ({
      name: pool.name,
      nodesAtMax: nodesAtMax(pool) ?? null,
    }));
    const evidence = { nodesAtMax: peak, limit: capacity, pools };
    return assessed([
      peak > capacity ? fail(managedCluster.id, message, { evidence }) : pass(managedCluster.id, message, { evidence }),
    ]);
  },
});
