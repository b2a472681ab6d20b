import type { NodeSubnet } from '../../model/cluster-facts.ts';
import { assessed, fail, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { configureKubenet } from '../sources.ts';

export default defineCheck({
  code: 'RT-001',
  category: 'routeTable',
  title: 'Every node subnet has a route table',
  failureTitle: 'A node subnet has no route table',
  severities: ['blocker'],
  live: true,
  condition: 'Fails for every node subnet that is associated with no route table.',
  why: 'Pods on different nodes reach each other only through the routes AKS writes. Without the table that traffic is lost. A template that leaves the association out removes it each time it is applied.',
  fix: {
    text: "Associate the subnet with the cluster's route table. Traffic between nodes resumes as soon as the association is made; nothing restarts. Add the association to the template, or its next run takes it away again.",
    commands: ['az network vnet subnet update --ids {subnetId} --route-table {routeTableId}'],
  },
  sources: [
    configureKubenet,
    {
      title: 'Pods lose each other after the route table is gone',
      url: 'https://github.com/Azure/AKS/issues/718',
      sure: 'reported',
    },
    {
      title: 'A template run that removes the association',
      url: 'https://github.com/ansible-collections/azure/issues/890',
      sure: 'reported',
    },
  ],
  needs: ['nodeSubnets'],

  evaluate({ nodeSubnets }) {
    const tables = nodeSubnets.flatMap(({ routeTableId }) => routeTableId || []);
    return assessed(nodeSubnets.map((subnet) => judgeSubnet(subnet, tables[0])));
  },
});

function judgeSubnet(subnet: NodeSubnet, tableOfAnotherSubnet: string | undefined) {
  const evidence = { routeTableId: subnet.routeTableId || null, pools: subnet.poolNames };
  if (subnet.routeTableId) return pass(subnet.id, `Subnet ${subnet.name} uses ${subnet.routeTableId}.`, { evidence });
  return fail(
    subnet.id,
    `Subnet ${subnet.name} has no route table: pods on its nodes cannot reach other nodes' pods.`,
    {
      evidence,
      parameters: {
        subnetId: subnet.id,
        ...(tableOfAnotherSubnet === undefined ? {} : { routeTableId: tableOfAnotherSubnet }),
      },
    },
  );
}
