import type { NodeRouteState } from '../../model/network-picture.ts';

/**
 * What a line of the picture can show: a node's state, or what only the picture tells. `stale`: the node is gone. `noTable`: the
 * node's subnet has no route table. `otherTable`: the routes stand in a table that the node's subnet does not use.
 */
export type LineState = NodeRouteState | 'stale' | 'noTable' | 'otherTable';

export interface LineWords {
  /** Never by colour alone: each state has a shape of its own. */
  readonly symbol: string;
  readonly word: string;
  readonly meaning: string;
  /** After a count of nodes, or of routes where it is `stale`. */
  readonly counted: string;
  readonly tone: 'good' | 'bad' | 'warning' | 'quiet';
}

export const lineWords: Readonly<Record<LineState, LineWords>> = {
  right: {
    symbol: '●',
    word: 'route',
    meaning: 'the route is there and leads to the node',
    counted: 'with their route',
    tone: 'good',
  },
  missing: {
    symbol: '✕',
    word: 'no route',
    meaning: 'no route: packets to these pods are lost',
    counted: 'without a route',
    tone: 'bad',
  },
  wrongHop: {
    symbol: '▲',
    word: 'wrong hop',
    meaning: 'the route leads somewhere else',
    counted: 'with a wrong hop',
    tone: 'bad',
  },
  forwardingOff: {
    symbol: '■',
    word: 'forwarding off',
    meaning: 'the node drops what its route brings: IP forwarding is off',
    counted: 'with IP forwarding off',
    tone: 'bad',
  },
  noTable: {
    symbol: '✕',
    word: 'no route table',
    meaning: 'the subnet has no route table: its nodes do not find the pods of others',
    counted: 'on a subnet without a route table',
    tone: 'bad',
  },
  otherTable: {
    symbol: '▲',
    word: 'other table',
    meaning: 'the routes stand in a table that this subnet does not use',
    counted: 'whose routes stand in another table',
    tone: 'bad',
  },
  stale: {
    symbol: '○',
    word: 'stale route',
    meaning: 'the route has outlived its node',
    counted: 'without a node',
    tone: 'warning',
  },
  pending: {
    symbol: '◔',
    word: 'no route yet',
    meaning: 'no route yet: the node is young or does not run',
    counted: 'without a route yet',
    tone: 'quiet',
  },
  unknown: {
    symbol: '◇',
    word: 'not known',
    meaning: 'whether the route is right could not be told',
    counted: 'whose route could not be judged',
    tone: 'quiet',
  },
};

/** Worst first. */
export const statesByUrgency: readonly LineState[] = [
  'missing',
  'noTable',
  'otherTable',
  'wrongHop',
  'forwardingOff',
  'stale',
  'unknown',
  'pending',
  'right',
];
