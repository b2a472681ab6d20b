import { isEnum } from '../../model/azure/managed-cluster.ts';
import { ipFamilyCount, podCidrTexts } from '../../network/pod-cidrs.ts';
import { assessed, fail, pass, unknown } from '../assessment.ts';
import { azuresDefault } from '../azures-default.ts';
import { defineCheck } from '../define-check.ts';
import { dualStackGap } from '../sources.ts';

export default defineCheck({
  code: 'MIG-014',
  category: 'migration',
  title: 'The cluster uses IPv4 alone',
  failureTitle: 'The cluster is dual stack',
  severities: ['high'],
  condition: 'Fails when ipFamilies names IPv6, or the cluster has two pod CIDRs.',
  why: 'Overlay gives nodes another IPv6 block than kubenet does. While the migration is under way, IPv6 traffic between pods on migrated nodes and pods on the others is lost; IPv4 is meant to keep working.',
  fix: {
    text: 'Plan the migration as downtime for whatever talks IPv6 between pods, until all nodes are done, or build a new cluster on Overlay and switch. The migration reimages every node and cannot be undone.',
    commands: [
      'az aks create --subscription {subscription} --resource-group {resourceGroup} --name {newCluster} --network-plugin azure --network-plugin-mode overlay --ip-families "ipv4,ipv6"',
    ],
  },
  sources: [dualStackGap],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    const ipFamilies = managedCluster.networkProfile?.ipFamilies ?? [];
    const podCidrs = podCidrTexts(managedCluster);
    const evidence = { ipFamilies, podCidrs };
    const isDualStack = ipFamilies.some((family) => isEnum(family, 'IPv6')) || podCidrs.length > 1;
    if (!isDualStack && ipFamilyCount(managedCluster) === undefined) {
      return unknown(`${managedCluster.name} states neither its IP families nor its pod CIDRs.`);
    }
    return assessed([
      isDualStack
        ? fail(managedCluster.id, `${managedCluster.name} gives its pods IPv6 addresses.`, { evidence })
        : pass(
            managedCluster.id,
            `${managedCluster.name} uses IPv4 alone${ipFamilies.length === 0 ? ` (families ${azuresDefault})` : ''}.`,
            { evidence },
          ),
    ]);
  },
});
