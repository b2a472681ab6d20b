/** A route as the route table holds it; a situation may add, change or take away any. */
export interface RouteDraft {
  name: string;
  addressPrefix: string;
  nextHopType: string;
  nextHopIpAddress?: string;
}

export interface RouteTableDraft {
  readonly id: string;
  readonly location: string;
  readonly routes: RouteDraft[];
}

export interface SubnetDraft {
  readonly id: string;
  readonly addressPrefixes: readonly string[];
  routeTable: RouteTableDraft | undefined;
  networkSecurityGroupId: string | undefined;
  delegatedTo: string | undefined;
  /** Ids of the IP configurations in the subnet, nodes' included: Azure shows them and counts them as used addresses. */
  readonly ipConfigurationIds: string[];
}

export interface PeeringDraft {
  readonly name: string;
  readonly remoteVirtualNetworkId: string;
  readonly remoteAddressPrefixes: readonly string[];
}

export interface VirtualNetworkDraft {
  readonly id: string;
  readonly location: string;
  readonly addressPrefixes: readonly string[];
  readonly subnets: SubnetDraft[];
  readonly peerings: PeeringDraft[];
}
