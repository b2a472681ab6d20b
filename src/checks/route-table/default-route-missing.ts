import { isEnum } from '../../model/azure/managed-cluster.ts';
import type { RouteTable } from '../../model/azure/route-table.ts';
import { parseCidr } from '../../network/cidr.ts';
import { isDualStack } from '../../network/pod-cidrs.ts';
import { assessed, fail, type Judgement, notApplicable, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { routeTableParameters } from '../routes-of-tables.ts';

export default defineCheck({
  code: 'RT-014',
  category: 'routeTable',
  title: 'The default route is there, as user-defined egress needs it',
  failureTitle: 'The default route is missing under user-defined egress',
  severities: ['high', 'low'],
  condition:
    'Applies to outbound type userDefinedRouting. Fails, high, for every table of the node subnets without a route for 0.0.0.0/0 to a VirtualAppliance or VirtualNetworkGateway; for a dual-stack cluster also, low, without one for ::/0.',
  why: 'With this outbound type AKS makes no way out of its own. Without the default route nodes cannot pull images or reach the API server, and a reimage leaves them unable to come back.',
  fix: {
    text: 'Add the route to your firewall or network virtual appliance. All outbound traffic of the subnet takes it at once, so let the firewall allow what AKS requires first.',
    commands: [
      'az network route-table route create --subscription {routeTableSubscription} --resource-group {routeTableResourceGroup} --route-table-name {routeTable} --name {newRoute} --address-prefix {addressPrefix} --next-hop-type VirtualAppliance --next-hop-ip-address {firewallIp}',
    ],
  },
  sources: [
    {
      title: 'Egress through user-defined routes',
      url: 'https://learn.microsoft.com/azure/aks/egress-udr',
      sure: 'documented',
    },
    { title: 'AKS releases', url: 'https://github.com/Azure/AKS/blob/master/CHANGELOG.md', sure: 'documented' },
  ],
  needs: ['managedCluster', 'routeTables'],

  evaluate({ managedCluster, routeTables }) {
    const outboundType = managedCluster.networkProfile?.outboundType;
    if (outboundType === undefined) return unknown('The cluster states no outbound type.');
    if (!isEnum(outboundType, 'userDefinedRouting')) {
      return notApplicable(`The outbound type is ${outboundType}, not userDefinedRouting.`);
    }
    if (routeTables.length === 0) {
      return assessed([
        fail(managedCluster.id, `${managedCluster.name} leaves through user-defined routes, and has no route table.`, {
          evidence: { outboundType: outboundType ?? null, routeTables: 0 },
          parameters: { newRoute: defaultRoutes[4].name, addressPrefix: defaultRoutes[4].prefix },
        }),
      ]);
    }
    const families = isDualStack(managedCluster) ? ([4, 6] as const) : ([4] as const);
    return assessed(routeTables.flatMap((table) => families.map((family) => judgeTable(table, family))));
  },
});

const defaultRoutes = {
  4: { name: 'default', prefix: '0.0.0.0/0', severity: 'high' },
  6: { name: 'default-ipv6', prefix: '::/0', severity: 'low' },
} as const;

function judgeTable(table: RouteTable, family: 4 | 6): Judgement {
  const { name, prefix, severity } = defaultRoutes[family];
  const route = table.routes.find((each) => {
    const cidr = parseCidr(each.addressPrefix);
    return (
      cidr?.family === family &&
      cidr.prefixLength === 0 &&
      isEnum(each.nextHopType, 'VirtualAppliance', 'VirtualNetworkGateway')
    );
  });
  if (route !== undefined) {
    return pass(table.id, `${table.name} sends ${prefix} to ${route.nextHopIpAddress ?? route.nextHopType ?? ''}.`, {
      severity,
    });
  }
  return fail(table.id, `${table.name} has no route that sends ${prefix} to an appliance or gateway.`, {
    severity,
    evidence: { addressPrefix: prefix, routes: table.routes.length },
    parameters: { ...routeTableParameters(table.id), newRoute: name, addressPrefix: prefix },
  });
}
