import { addCluster } from '../build/add-cluster.ts';
import { networkSecurityGroup } from '../build/add-network-security-group.ts';
import { addOwnNetwork, addSubnet } from '../build/add-virtual-network.ts';
import { addApplicationGateway, agicAddon } from '../build/gateways.ts';
import { addOwnRoutes, routeTableOf } from '../build/routes.ts';
import type { Situation } from './situation.ts';

/** AGIC attached the node route table, AKS's own, to the gateway's subnet, as it does on kubenet. */
const gatewayOnNodeTable: Situation = (draft) => {
  const place = { subscription: 'retail', resourceGroup: 'rg-storefront-network' } as const;
  const { virtualNetwork, subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-storefront',
    prefix: '10.50.0.0/16',
    nodes: '10.50.0.0/22',
  });
  const gatewaySubnet = addSubnet(virtualNetwork, 'snet-appgw', '10.50.8.0/24');
  const gatewayId = addApplicationGateway(draft, virtualNetwork, gatewaySubnet, 'agw-storefront');
  const cluster = addCluster(draft, {
    name: 'aks-storefront-prod',
    subscription: 'retail',
    properties: { addonProfiles: agicAddon(gatewayId) },
    pools: [
      { name: 'system', mode: 'System', count: 3, subnet },
      { name: 'web', count: 4, subnet },
    ],
  });
  gatewaySubnet.routeTable = routeTableOf(cluster);
};

/** The gateway has its subnet to itself and no route table, but the subnet is a /22. */
const gatewaySubnetTooLarge: Situation = (draft) => {
  const place = { subscription: 'retail', resourceGroup: 'rg-webshop-network' } as const;
  const { virtualNetwork, subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-webshop',
    prefix: '10.51.0.0/16',
    nodes: '10.51.0.0/22',
    routeTable: 'rt-webshop',
  });
  const gatewaySubnet = addSubnet(virtualNetwork, 'snet-appgw', '10.51.8.0/22');
  const gatewayId = addApplicationGateway(draft, virtualNetwork, gatewaySubnet, 'agw-webshop');
  addCluster(draft, {
    name: 'aks-webshop-prod',
    subscription: 'retail',
    properties: { addonProfiles: agicAddon(gatewayId) },
    pools: [{ name: 'system', mode: 'System', count: 3, subnet }],
  });
};

const defaultRouteMissing: Situation = (draft) => {
  const place = { subscription: 'payments', resourceGroup: 'rg-secure-egress-network' } as const;
  const { subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-secure-egress',
    prefix: '10.52.0.0/16',
    nodes: '10.52.0.0/22',
    routeTable: 'rt-secure-egress',
  });
  const cluster = addCluster(draft, {
    name: 'aks-secure-egress-prod',
    subscription: 'payments',
    networkProfile: { outboundType: 'userDefinedRouting', loadBalancerProfile: undefined },
    pools: [
      { name: 'system', mode: 'System', count: 3, subnet },
      { name: 'apps', count: 4, subnet },
    ],
  });
  addOwnRoutes(routeTableOf(cluster), { 'to-datacentre': '10.200.0.0/16' });
};

/** A deny for everything inbound that no rule before it excepts pods from. */
const denyingSecurityGroup: Situation = (draft) => {
  const place = { subscription: 'payments', resourceGroup: 'rg-pci-network' } as const;
  const { virtualNetwork, subnet } = addOwnNetwork(draft, place, {
    name: 'vnet-pci',
    prefix: '10.53.0.0/16',
    nodes: '10.53.0.0/22',
    routeTable: 'rt-pci',
  });
  const group = virtualNetwork.id.replace(/virtualNetworks\/.*$/, 'networkSecurityGroups/nsg-pci-nodes');
  const inbound = { direction: 'Inbound', destination: '*' } as const;
  draft.others.push(
    networkSecurityGroup(group, virtualNetwork.location, [
      { ...inbound, name: 'allow-load-balancer', priority: 200, access: 'Allow', source: 'AzureLoadBalancer' },
      { ...inbound, name: 'deny-all', priority: 4000, access: 'Deny', source: '*' },
    ]),
  );
  subnet.networkSecurityGroupId = group;
  addCluster(draft, {
    name: 'aks-pci-zone',
    subscription: 'payments',
    pools: [{ name: 'system', mode: 'System', count: 3, subnet }],
  });
};

const httpProxy: Situation = (draft) => {
  addCluster(draft, {
    name: 'aks-proxy-dmz',
    subscription: 'corporate',
    properties: {
      httpProxyConfig: {
        httpProxy: 'http://proxy.contoso.example:3128',
        httpsProxy: 'http://proxy.contoso.example:3128',
        noProxy: ['localhost', '127.0.0.1', '10.0.0.0/16', '10.224.0.0/12', '10.244.0.0/16', '.contoso.example'],
        trustedCa: null,
      },
    },
  });
};

export const ingressAndEgress: readonly Situation[] = [
  gatewayOnNodeTable,
  gatewaySubnetTooLarge,
  defaultRouteMissing,
  denyingSecurityGroup,
  httpProxy,
];
