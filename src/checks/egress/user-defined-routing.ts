import { isEnum } from '../../model/azure/managed-cluster.ts';
import { isManagedTable } from '../../network/ownership.ts';
import { assessEach, cannotTell } from '../assess-each.ts';
import { fail, notApplicable, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { updateToOverlay } from '../sources.ts';

export default defineCheck({
  code: 'EGR-001',
  category: 'egress',
  title: 'User-defined egress survives the migration',
  failureTitle: 'User-defined egress goes away with the route table',
  severities: ['high'],
  condition:
    "Applies to outbound type userDefinedRouting. Fails for each table of the node subnets that AKS manages. That a table of the owner's has to be taken off by hand is disputed: the documentation says so, and also that its pod routes are removed by the migration itself.",
  why: 'The migration deletes the table that AKS manages, with the way out it holds. Nodes that are reimaged without egress cannot pull their images or reach the API server, and do not come back.',
  fix: {
    text: 'Have a table of your own with the default route ready for every node subnet before the migration, and keep it associated. It needs a window: all outbound traffic takes the new table at once.',
    commands: [
      'az network route-table create --subscription {networkSubscription} --resource-group {networkResourceGroup} --name {newRouteTable}',
      'az network route-table route create --subscription {networkSubscription} --resource-group {networkResourceGroup} --route-table-name {newRouteTable} --name default --address-prefix 0.0.0.0/0 --next-hop-type VirtualAppliance --next-hop-ip-address {firewallIp}',
    ],
  },
  sources: [
    {
      title: 'Outbound types in AKS',
      url: 'https://learn.microsoft.com/azure/aks/egress-outboundtype',
      sure: 'documented',
    },
    updateToOverlay,
  ],
  needs: ['managedCluster', 'routeTables'],
  failsWithout: ['routeTables'],

  evaluate({ managedCluster, routeTables }) {
    const outboundType = managedCluster.networkProfile?.outboundType ?? null;
    if (outboundType === null) return unknown('The cluster states no outbound type.');
    if (!isEnum(outboundType, 'userDefinedRouting')) {
      return notApplicable(`The outbound type is ${outboundType}, not userDefinedRouting.`);
    }
    if (routeTables.length === 0) return notApplicable('No node subnet has a route table; RT-001 is about that.');
    return assessEach(
      routeTables.map(({ id, name }) => {
        const isManaged = isManagedTable(id, managedCluster);
        const evidence = { outboundType };
        if (isManaged === undefined) return cannotTell('The cluster states no node resource group.');
        return isManaged
          ? fail(id, `Egress depends on route table ${name}, which the migration deletes.`, { evidence })
          : pass(id, `Route table ${name} is the owner's: the migration keeps it.`, { evidence });
      }),
    );
  },
});
