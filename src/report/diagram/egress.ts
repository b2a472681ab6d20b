import type { ClusterReport } from '../../model/report.ts';
import { resourceNameOf } from '../../model/resource-id.ts';

/** Where traffic leaves the virtual network. */
export interface DrawnEgress {
  readonly title: string;
  readonly detail: string;
  /** `table`: a user-defined route sends it somewhere. */
  readonly from: 'network' | 'table';
  readonly isBroken: boolean;
}

const ways: Readonly<Record<string, { readonly title: string; readonly detail: string }>> = {
  loadbalancer: { title: 'Internet', detail: 'through the load balancer of the cluster' },
  managednatgateway: { title: 'Internet', detail: 'through a NAT gateway that AKS made' },
  managednatgatewayv2: { title: 'Internet', detail: 'through a NAT gateway that AKS made' },
  userassignednatgateway: { title: 'Internet', detail: 'through the NAT gateway of the subnet' },
  none: { title: 'No egress', detail: 'the outbound type is none' },
  block: { title: 'No egress', detail: 'the outbound type is block' },
};

export function drawEgress({ network: { outboundType, picture } }: ClusterReport): DrawnEgress {
  const elsewhere = { from: 'network', isBroken: false } as const;
  if (outboundType === null) return { title: 'Egress', detail: 'the outbound type is not known', ...elsewhere };
  if (outboundType.toLowerCase() !== 'userdefinedrouting') {
    const way = ways[outboundType.toLowerCase()] ?? { title: 'Egress', detail: `outbound type ${outboundType}` };
    return { ...way, ...elsewhere };
  }
  const tables = picture?.routeTables ?? undefined;
  if (tables === undefined) {
    return { title: 'User-defined routing', detail: 'the default route is not known', from: 'table', isBroken: false };
  }
  const without = tables.find(({ defaultRoute }) => !leadsOut(defaultRoute?.nextHopType));
  if (without !== undefined || tables.length === 0) {
    const detail =
      without === undefined ? 'there is no route table' : `no default route in ${resourceNameOf(without.id)}`;
    return { title: 'No way out', detail, from: 'table', isBroken: true };
  }
  const hop = tables[0]?.defaultRoute;
  return {
    title: hop?.nextHopIpAddress ?? 'User-defined routing',
    detail: `0.0.0.0/0 to ${hop?.nextHopType ?? ''}`,
    from: 'table',
    isBroken: false,
  };
}

function leadsOut(nextHopType: string | undefined): boolean {
  return ['virtualappliance', 'virtualnetworkgateway'].includes(nextHopType?.toLowerCase() ?? '');
}
