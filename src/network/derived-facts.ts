import type { RouteTable } from '../model/azure/route-table.ts';
import type { ClusterFacts, ClusterNode } from '../model/cluster-facts.ts';
import { chainFact, type Fact, known, mapFact, notKnown, unread, valueIfKnown } from '../model/fact.ts';
import type { Cidr } from './cidr.ts';
import { podCidrs } from './pod-cidrs.ts';
import { type PodTable, podTables } from './pod-table.ts';
import { type ClassifiedTable, classifyTable } from './routes.ts';

/** What follows from the facts that were read. Each is as little known as what it follows from. */
interface DerivedFacts {
  readonly podCidrs: Fact<readonly Cidr[]>;
  /** The tables of the node subnets, with what each route means to this cluster. */
  readonly classifiedTables: Fact<readonly ClassifiedTable[]>;
  /** The table that holds the pods' routes, wherever it hangs. */
  readonly podTable: Fact<PodTable>;
}

/** Everything a check may ask about one cluster. */
export type AllFacts = ClusterFacts & DerivedFacts;

export type FactName = keyof AllFacts;

/** The value behind a fact that is known. */
export type FactValue<Name extends FactName> = AllFacts[Name] extends Fact<infer T> ? T : never;

/** Facts that are read again are derived from again. */
export function deriveFacts(facts: ClusterFacts): AllFacts {
  const pods = chainFact(facts.managedCluster, podCidrs);
  const tables = classifiedTables(facts.routeTables, pods, facts.nodes);
  return { ...facts, podCidrs: pods, classifiedTables: tables, podTable: podTable(facts, pods, tables) };
}

/** Where the nodes are not all known, no route has its node. */
export function classifiedTables(
  tables: Fact<readonly RouteTable[]>,
  pods: Fact<readonly Cidr[]>,
  nodes: Fact<readonly ClusterNode[]>,
): Fact<readonly ClassifiedTable[]> {
  const present = valueIfKnown(nodes) ?? [];
  return chainFact(tables, (all) => mapFact(pods, (cidrs) => all.map((table) => classifyTable(table, cidrs, present))));
}

function podTable(
  { otherRouteTables, nodes }: ClusterFacts,
  pods: Fact<readonly Cidr[]>,
  ofSubnets: Fact<readonly ClassifiedTable[]>,
): Fact<PodTable> {
  if (!pods.known) return unread(pods);
  const others = (valueIfKnown(otherRouteTables) ?? []).map((table) =>
    classifyTable(table, pods.value, valueIfKnown(nodes) ?? []),
  );
  const [first] = podTables([...(valueIfKnown(ofSubnets) ?? []), ...others], nodes.known);
  return first === undefined ? notKnown('No table with routes of the nodes was read.') : known(first);
}
