import { valueIfKnown } from '../../model/fact.ts';
import { resourceNameOf, sameResource } from '../../model/resource-id.ts';
import { podTables } from '../../network/pod-table.ts';
import { assessEach, cannotTell } from '../assess-each.ts';
import { fail, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { ingressController } from '../sources.ts';
import { whyNoGateway } from '../why-no-gateway.ts';

export default defineCheck({
  code: 'ING-005',
  category: 'ingress',
  title: 'The application gateway finds a way to the pods',
  failureTitle: 'The application gateway cannot reach the pods',
  severities: ['high'],
  live: true,
  condition:
    "Fails when the subnet of the ingress controller add-on's gateway has no route table, or one without the routes of nodes that another table holds. Does not apply without the add-on.",
  why: "On kubenet the gateway sends to pod addresses, which only the table with the pods' routes leads to. The add-on leaves a subnet alone that has no table it may change, or another one, and every backend is then unhealthy.",
  fix: {
    text: "Put the table that holds the pods' routes on the subnet of the gateway, with the gateway's own routes copied into it where it had another table. It takes effect at once; nothing restarts. A gateway of version 2 allows no default route to an appliance there. The migration asks for its removal later (MIG-010), inside its window.",
    commands: ['az network vnet subnet update --ids {subnetId} --route-table {routeTableId}'],
  },
  sources: [
    ingressController,
    {
      title: 'A gateway subnet without the table, or with another one',
      url: 'https://github.com/Azure/application-gateway-kubernetes-ingress/issues/1340',
      sure: 'reported',
    },
  ],
  needs: ['managedCluster', 'gatewaySubnets', 'routeTables'],

  evaluate({ managedCluster, gatewaySubnets }, _context, all) {
    const absent = whyNoGateway(managedCluster);
    if (absent !== undefined) return absent;
    const right = valueIfKnown(all.podTable);
    if (right === undefined) return unknown('No table with routes of the nodes was read.');
    const tables = valueIfKnown(all.classifiedTables) ?? [];
    return assessEach(
      gatewaySubnets.map(({ id, name, routeTableId }) => {
        const evidence = { routeTableId: routeTableId ?? null, podRoutesIn: right.table.id };
        const parameters = { subnetId: id, routeTableId: right.table.id };
        if (!routeTableId) {
          return fail(
            id,
            `Subnet ${name} of the application gateway has no route table; the pods' routes are in ${right.table.name}.`,
            { evidence, parameters },
          );
        }
        if (sameResource(routeTableId, right.table.id)) {
          return pass(
            id,
            `Subnet ${name} of the application gateway uses ${right.table.name}, which leads to the pods.`,
            { evidence },
          );
        }
        const own = tables.filter(({ table }) => sameResource(table.id, routeTableId));
        const here = podTables(own, all.nodes.known)[0]?.nodeNames ?? new Set<string>();
        const missing = [...right.nodeNames].filter((node) => !here.has(node));
        if (own.length > 0 && missing.length === 0)
          return pass(id, `The table of subnet ${name} leads to the pods.`, { evidence });
        return right.nodeNames.size === 0
          ? cannotTell(`What ${resourceNameOf(routeTableId)} leads to is not known.`)
          : fail(
              id,
              `Subnet ${name} of the application gateway uses ${resourceNameOf(routeTableId)}; the pods' routes are in ${right.table.name}.`,
              { evidence, parameters },
            );
      }),
    );
  },
});
