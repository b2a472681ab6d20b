import { isEnum } from '../../model/azure/managed-cluster.ts';
import { assessed, fail, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';

const raiseSku =
  'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --load-balancer-sku standard';
const migrateSets =
  'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --migrate-vmas-to-vms';

export default defineCheck({
  code: 'PLAT-002',
  category: 'platform',
  title: 'The load balancer is of the standard SKU',
  failureTitle: 'The load balancer is of the retired basic SKU',
  severities: ['high'],
  condition: 'Fails when loadBalancerSku is basic.',
  why: 'The basic load balancer has been out of support since 30 September 2025; an operation that touches every node should not rest on it.',
  fix: {
    text: 'A cluster of availability sets is raised with them by --migrate-vmas-to-vms (MIG-005). Otherwise upgrade the load balancer in a window of its own, before the migration. Public addresses of services may change, and connections break.',
    commands: [raiseSku, migrateSets],
  },
  sources: [
    {
      title: 'Basic load balancer retirement',
      url: 'https://github.com/MicrosoftDocs/azure-aks-docs/blob/main/articles/aks/includes/basic-load-balancer-retirement.md',
      sure: 'documented',
    },
  ],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    const sku = managedCluster.networkProfile?.loadBalancerSku;
    if (sku === undefined) return unknown('The cluster states no load balancer SKU.');
    const message = `The load balancer SKU of ${managedCluster.name} is ${sku}.`;
    const evidence = { loadBalancerSku: sku };
    return assessed([
      isEnum(sku, 'basic')
        ? fail(managedCluster.id, message, {
            evidence,
            commands: managedCluster.agentPoolProfiles.some(({ type }) => isEnum(type, 'AvailabilitySet'))
              ? [migrateSets]
              : [raiseSku],
          })
        : pass(managedCluster.id, message, { evidence }),
    ]);
  },
});
