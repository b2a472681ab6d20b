import { countOf } from '../../model/count-of.ts';
import { nodeAddresses, subnetLimit } from '../../network/headroom/subnets.ts';
import { assessEach, cannotTell } from '../assess-each.ts';
import { fail, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { setPoolSurge } from '../pool-surge.ts';

export default defineCheck({
  code: 'IP-001',
  category: 'ipPlan',
  title: 'Every node subnet has free addresses for the surge of the reimage',
  failureTitle: 'A node subnet has too few free addresses for the reimage',
  severities: ['high'],
  condition:
    "Fails for each node subnet whose free addresses are fewer than the surge nodes of today's pools on it. Exactly as many passes. Azure keeps five addresses of every prefix.",
  why: 'The migration reimages all pools at once, with their surge nodes. Where the subnet is full they cannot start, and the operation stops (SubnetIsFull).',
  fix: {
    text: 'Lower the surge of the pools on the subnet, or free addresses in it. Neither restarts nodes; a lower surge makes the migration slower.',
    commands: [setPoolSurge],
  },
  sources: [
    {
      title: 'SubnetIsFull during an upgrade',
      url: 'https://github.com/MicrosoftDocs/SupportArticles-docs/blob/main/support/azure/azure-kubernetes/create-upgrade-delete/error-code-subnetisfull-upgrade.md',
      sure: 'documented',
    },
    { title: 'Upgrade options', url: 'https://learn.microsoft.com/azure/aks/upgrade-options', sure: 'documented' },
  ],
  needs: ['managedCluster', 'nodeSubnets', 'subnetUsages'],
  failsWithout: ['nodeSubnets', 'subnetUsages'],

  evaluate({ managedCluster, nodeSubnets }, _context, all) {
    return assessEach(
      nodeSubnets.map((subnet) => {
        const { left } = subnetLimit(managedCluster, all, subnet);
        if (left === null) return cannotTell(`How many addresses of subnet ${subnet.name} are free is not known.`);
        const needed = nodeAddresses(managedCluster, subnet).surgeNow;
        if (needed === null) return cannotTell('The size of the node pools is not known.');
        const message = `Subnet ${subnet.name} has ${countOf(left, 'free address', 'free addresses')}; the surge needs ${needed}.`;
        const evidence = { free: left, needed };
        return left < needed ? fail(subnet.id, message, { evidence }) : pass(subnet.id, message, { evidence });
      }),
    );
  },
});
