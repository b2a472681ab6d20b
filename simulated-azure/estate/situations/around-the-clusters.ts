import { addCluster } from '../build/add-cluster.ts';
import { addRouteTable, addSubnet, addVirtualNetwork, peer } from '../build/add-virtual-network.ts';
import { localNetworkGateway } from '../build/gateways.ts';
import type { Situation } from './situation.ts';

/** A hub without clusters: firewall and gateway subnets, the way to the data centre, peerings to two spokes. */
const hub: Situation = (draft) => {
  const place = { subscription: 'connectivity', resourceGroup: 'rg-hub-network' } as const;
  const virtualNetwork = addVirtualNetwork(draft, place, { name: 'vnet-hub', addressPrefixes: ['10.90.0.0/16'] });
  addSubnet(virtualNetwork, 'AzureFirewallSubnet', '10.90.0.0/26');
  addSubnet(virtualNetwork, 'GatewaySubnet', '10.90.1.0/27');
  draft.others.push(
    localNetworkGateway(
      virtualNetwork.id.replace(/virtualNetworks\/.*$/, 'localNetworkGateways/lgw-datacentre'),
      virtualNetwork.location,
      ['10.200.0.0/16', '192.168.0.0/16'],
    ),
  );
  for (const spoke of draft.virtualNetworks.filter(({ id }) => /vnet-(settlement|core-banking)$/.test(id))) {
    peer(spoke, virtualNetwork);
  }
};

/** What a deleted proof of concept left behind. */
const orphanRouteTable: Situation = (draft) => {
  const place = { subscription: 'development', resourceGroup: 'MC_rg-poc_aks-poc_westeurope' } as const;
  addRouteTable(draft, place, 'aks-agentpool-40417728-routetable');
};

/** The cluster nobody but its owners may read. */
const unreadable: Situation = (draft) => {
  addCluster(draft, { name: 'aks-legal-vault', subscription: 'restricted' });
};

export const aroundTheClusters: readonly Situation[] = [hub, orphanRouteTable, unreadable];
