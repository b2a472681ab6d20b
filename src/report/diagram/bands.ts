import type { NetworkPicture } from '../../model/network-picture.ts';
import type { ClusterReport } from '../../model/report.ts';
import { parentResourceId, resourceNameOf, sameResource } from '../../model/resource-id.ts';
import { counted, numberText } from '../../words/words.ts';
import type { DrawnBand, DrawnNeighbour, DrawnRow, DrawnSubnet, DrawnTable } from './drawing.ts';
import { drawRows, drawStaleRoutes, notKnownRow, type TableOfRows } from './rows.ts';

type Picture = NetworkPicture;
type PictureTable = NonNullable<Picture['routeTables']>[number];
type PictureSubnet = NonNullable<Picture['subnets']>[number];

/** The node subnets by route table, each with its nodes. At least one band, whatever could not be read. */
export function drawBands(cluster: ClusterReport): readonly DrawnBand[] {
  const { picture } = cluster.network;
  if (picture === undefined) return [bandWithoutPicture(cluster)];
  if (picture.subnets === null) return [bandWithoutSubnets(cluster, picture)];
  const byTable = Map.groupBy(picture.subnets, ({ routeTableId }) => routeTableId);
  const bands = [...byTable].map(([routeTableId, subnets]) => drawBand(picture, routeTableId, subnets));
  return bands.length === 0 ? [bandWithoutSubnets(cluster, picture)] : bands;
}

function drawBand(picture: Picture, routeTableId: string | null, subnets: readonly PictureSubnet[]): DrawnBand {
  const table = picture.routeTables?.find(({ id }) => routeTableId !== null && sameResource(id, routeTableId));
  const place = { isAbsent: routeTableId === null, podRoutes: table?.podRoutes ?? null };
  const drawn = subnets.map((subnet) => drawSubnet(picture, subnet, place));
  const stale = routeTableId === null ? [] : drawStaleRoutes(picture, routeTableId);
  return {
    table: drawTable(routeTableId, table),
    subnets: drawn.map((subnet, index) => (index === 0 ? { ...subnet, rows: [...subnet.rows, ...stale] } : subnet)),
    neighbours: table === undefined ? [] : drawNeighbours(table),
  };
}

function drawSubnet(picture: Picture, subnet: PictureSubnet, table: TableOfRows): DrawnSubnet {
  const pools = picture.pools.filter(({ subnetId }) => subnetId !== null && sameResource(subnetId, subnet.id));
  return {
    name: resourceNameOf(subnet.id),
    detail: [subnet.addressPrefixes.join(', '), addressesText(subnet)].filter(Boolean).join(' · '),
    rows: pools.flatMap((pool) => drawRows(picture, pool, table)),
  };
}

function addressesText({ used, capacity }: PictureSubnet): string {
  if (capacity === null) return '';
  return used === null
    ? `${counted(capacity, 'address', 'addresses')}, used: not known`
    : `${numberText(used)} of ${counted(capacity, 'address', 'addresses')} used`;
}

const emptyTable = { used: undefined, limit: undefined, holds: '', note: '', isAbsent: false } as const;

function drawTable(routeTableId: string | null, table: PictureTable | undefined): DrawnTable {
  if (routeTableId === null) {
    return { ...emptyTable, name: 'No route table', isAbsent: true };
  }
  const name = resourceNameOf(routeTableId);
  if (table === undefined) {
    return { ...emptyTable, name, note: 'could not be read' };
  }
  const { nextHopType, nextHopIpAddress } = table.defaultRoute ?? {};
  const others = table.podRoutes === null ? 0 : table.used - table.podRoutes;
  return {
    name,
    used: table.used,
    limit: table.limit,
    holds:
      table.podRoutes === null
        ? ''
        : `${numberText(table.podRoutes)} to nodes${others > 0 ? `, ${counted(others, 'other')}` : ''}`,
    note: nextHopType === undefined ? '' : `0.0.0.0/0 to ${nextHopIpAddress ?? nextHopType}`,
    isAbsent: false,
  };
}

/** Further ones are counted: a table may serve hundreds. */
const neighboursDrawn = 6;

function drawNeighbours({ foreignSubnetIds, otherClusterIds }: PictureTable): readonly DrawnNeighbour[] {
  const clusters = (otherClusterIds ?? []).map((id) => ({
    kind: 'cluster' as const,
    name: resourceNameOf(id),
    detail: 'another cluster on this route table',
  }));
  const subnets = (foreignSubnetIds ?? []).map((id) => ({
    kind: 'subnet' as const,
    name: resourceNameOf(id),
    detail: `holds no nodes · ${resourceNameOf(parentResourceId(id))}`,
  }));
  const all: DrawnNeighbour[] = [...clusters, ...subnets];
  if (all.length <= neighboursDrawn) return all;
  const more = all.length - neighboursDrawn;
  const rest = { kind: 'subnet', name: `${numberText(more)} more`, detail: 'on this route table' } as const;
  return [...all.slice(0, neighboursDrawn), rest];
}

function bandWithoutSubnets({ network }: ClusterReport, picture: Picture): DrawnBand {
  const rows = picture.pools.flatMap((pool) => drawRows(picture, pool, { isAbsent: false, podRoutes: null }));
  return unknownBand(network, rows);
}

function bandWithoutPicture({ network, headroom }: ClusterReport): DrawnBand {
  return unknownBand(network, [notKnownRow('Nodes', headroom.nodesNow)]);
}

function unknownBand({ routeTableIds, nodeSubnetIds }: ClusterReport['network'], rows: readonly DrawnRow[]): DrawnBand {
  const [table] = routeTableIds ?? [];
  const [subnet] = nodeSubnetIds ?? [];
  const whenUnread = routeTableIds === null ? 'Route table not known' : 'Route table';
  return {
    table: { ...emptyTable, name: table === undefined ? whenUnread : resourceNameOf(table) },
    subnets: [{ name: subnet === undefined ? undefined : resourceNameOf(subnet), detail: '', rows }],
    neighbours: [],
  };
}
