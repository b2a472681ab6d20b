import { valueIfKnown } from '../../model/fact.ts';
import { distinctResourceIds, resourceNameOf, sameResource } from '../../model/resource-id.ts';
import { assessed, fail, notApplicable, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { configureKubenet } from '../sources.ts';

export default defineCheck({
  code: 'RT-002',
  category: 'routeTable',
  title: 'All node subnets use one route table',
  failureTitle: 'The node subnets use different route tables',
  severities: ['high'],
  condition:
    'Fails when the node subnets of the cluster use more than one route table. A subnet without any is RT-001 and is not counted here; the one whose table holds the routes of most nodes passes.',
  why: "AKS writes its routes into one table. Nodes in a subnet with another table find no routes to the other nodes' pods.",
  fix: {
    text: "Associate every node subnet with the table that holds AKS's routes, after copying routes of your own that the other tables hold. Traffic of the subnet follows the new table at once.",
    commands: ['az network vnet subnet update --ids {subnetId} --route-table {routeTableId}'],
  },
  sources: [configureKubenet],
  needs: ['nodeSubnets'],
  failsWithout: ['nodeSubnets'],

  evaluate({ nodeSubnets }, _context, all) {
    const associated = nodeSubnets.flatMap(({ id, name, routeTableId }) =>
      routeTableId ? [{ id, name, routeTableId }] : [],
    );
    const tables = distinctResourceIds(associated.map(({ routeTableId }) => routeTableId));
    if (tables.length === 0) return notApplicable('No node subnet has a route table; RT-001 is about that.');
    const right = valueIfKnown(all.podTable)?.table;
    return assessed(
      associated.map(({ id, name, routeTableId }) => {
        const table = resourceNameOf(routeTableId);
        const details = {
          evidence: { routeTableId, tablesOfTheCluster: tables },
          parameters: { subnetId: id, ...(right === undefined ? {} : { routeTableId: right.id }) },
        };
        if (tables.length > 1 && right !== undefined && sameResource(right.id, routeTableId)) {
          return pass(id, `Subnet ${name} uses ${table}, which holds the pods' routes.`, details);
        }
        return tables.length > 1
          ? fail(id, `Subnet ${name} uses ${table}, one of ${tables.length} tables of the node subnets.`, details)
          : pass(id, `Subnet ${name} uses ${table}, as every node subnet with a table does.`, details);
      }),
    );
  },
});
