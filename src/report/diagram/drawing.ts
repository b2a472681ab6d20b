import type { DrawnEgress } from './egress.ts';
import type { LineState } from './line-states.ts';

/** One line of the picture: a node, or nodes that are alike, and where their routes lead. */
export interface DrawnRow {
  /** Nodes, or routes where their nodes are gone. */
  readonly count: number;
  readonly title: string;
  readonly detail: string;
  readonly state: LineState;
  /** What the line says under its state: the wrong hop, say. Empty for nothing. */
  readonly note: string;
  /** The blocks at the pods' end; empty where no route leads to one. */
  readonly blocks: readonly string[];
}

export interface DrawnSubnet {
  /** Undefined where it is not known which subnet holds the nodes. */
  readonly name: string | undefined;
  readonly detail: string;
  readonly rows: readonly DrawnRow[];
}

/** What else hangs on a route table. */
export interface DrawnNeighbour {
  readonly kind: 'subnet' | 'cluster';
  readonly name: string;
  readonly detail: string;
}

export interface DrawnTable {
  readonly name: string;
  readonly used: number | undefined;
  readonly limit: number | undefined;
  /** What its routes are; empty where that is not known. */
  readonly holds: string;
  readonly note: string;
  /** Whether the subnets have no table, which loses traffic. */
  readonly isAbsent: boolean;
}

/** The subnets that share a route table, or have none. */
export interface DrawnBand {
  readonly table: DrawnTable;
  readonly subnets: readonly DrawnSubnet[];
  readonly neighbours: readonly DrawnNeighbour[];
}

/** The picture of a cluster's network, before anybody draws it: texts and their places, the same for every kind of picture. */
export interface Drawing {
  readonly title: string;
  /** In words, for those who do not see it. */
  readonly description: string;
  readonly networks: readonly { readonly name: string; readonly detail: string }[];
  readonly bands: readonly DrawnBand[];
  readonly pods: { readonly ranges: readonly string[]; readonly detail: string };
  readonly egress: DrawnEgress;
  /** Those that occur, worst first, with how many nodes are in them. */
  readonly states: readonly { readonly state: LineState; readonly text: string }[];
  /** What a reader must know that no line shows. */
  readonly remarks: readonly string[];
}
