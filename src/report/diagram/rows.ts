import {
  type NetworkPicture,
  type NodeRouteState,
  nodeRouteStates,
  type PictureNode,
} from '../../model/network-picture.ts';
import { sameResource } from '../../model/resource-id.ts';
import { counted, numberText } from '../../words/words.ts';
import type { DrawnRow } from './drawing.ts';
import type { LineState } from './line-states.ts';

type Pool = NetworkPicture['pools'][number];

/** What the rows of a subnet need to know of its table. */
export interface TableOfRows {
  readonly isAbsent: boolean;
  /** Routes to nodes of the cluster that it holds; null where that is not known. */
  readonly podRoutes: number | null;
}

/** The nodes of a pool: those listed one by one, then the others by state. */
export function drawRows(picture: NetworkPicture, pool: Pool, table: TableOfRows): readonly DrawnRow[] {
  const name = pool.name ?? 'pool not known';
  const { states } = pool;
  if (states === null) return [notKnownRow(name, pool.count)];
  const listed = (picture.nodes ?? []).filter((node) => node.pool === pool.name);
  const total = nodeRouteStates.reduce((sum, state) => sum + states[state], 0);
  if (total === 0) return pool.count === 0 ? [] : [notKnownRow(name, pool.count)];
  const folded = nodeRouteStates.flatMap((state) => {
    const rest = states[state] - listed.filter((node) => node.state === state).length;
    return rest > 0 ? [groupRow(name, state, rest)] : [];
  });
  return [...listed.map(nodeRow), ...folded].map((row) => onTable(row, table));
}

export function notKnownRow(name: string, nodes: number | null): DrawnRow {
  return {
    count: nodes ?? 0,
    title: name,
    detail: nodes === null ? 'how many nodes is not known' : counted(nodes, 'node'),
    state: 'unknown',
    note: '',
    blocks: [],
  };
}

/** Routes of the table whose node is gone, the first one by one. */
export function drawStaleRoutes({ staleRoutes }: NetworkPicture, routeTableId: string): readonly DrawnRow[] {
  if (staleRoutes === null) return [];
  const shown = staleRoutes.shown.filter((route) => sameResource(route.routeTableId, routeTableId));
  const more = staleRoutes.count - staleRoutes.shown.length;
  const gone = (title: string, blocks: readonly string[]): DrawnRow => ({
    count: 1,
    title,
    detail: 'this node is gone',
    state: 'stale',
    note: '',
    blocks,
  });
  return [
    ...shown.map(({ name, addressPrefix }) => gone(name.split('____')[0] ?? name, [addressPrefix])),
    ...(more > 0 && shown.length > 0
      ? [{ ...gone(`${numberText(more)} more`, []), count: more, detail: 'routes without a node' }]
      : []),
  ];
}

function nodeRow({ name, pool, addresses, prefixes, state, nextHop }: PictureNode): DrawnRow {
  const notes: Partial<Record<NodeRouteState, string>> = {
    wrongHop: nextHop === null ? 'leads nowhere' : `leads to ${nextHop}`,
    // Of two address families one has its route.
    missing: prefixes.length > 0 ? 'for one address family' : '',
  };
  return {
    count: 1,
    title: name,
    detail: [pool, ...addresses].filter(Boolean).join(' · '),
    state,
    note: notes[state] ?? '',
    blocks: prefixes,
  };
}

function groupRow(pool: string, state: NodeRouteState, nodes: number): DrawnRow {
  const hasRoutes = state === 'right' || state === 'wrongHop' || state === 'forwardingOff';
  return {
    count: nodes,
    title: `${pool}: ${counted(nodes, 'node')}`,
    detail: 'drawn as one line',
    state,
    note: '',
    blocks: hasRoutes ? [nodes === 1 ? 'a /24' : `${numberText(nodes)} blocks of /24`] : [],
  };
}

/** A route says nothing to a subnet that does not use its table. */
function onTable(row: DrawnRow, { isAbsent, podRoutes }: TableOfRows): DrawnRow {
  const state: LineState = isAbsent ? 'noTable' : 'otherTable';
  const isElsewhere = row.state === 'right' && (isAbsent || podRoutes === 0);
  return isElsewhere ? { ...row, state } : row;
}
