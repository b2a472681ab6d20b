import { isAllowed } from '../arm/access.ts';
import type { Estate, Principal } from '../estate/estate.ts';
import type { GraphTables } from './graph-tables.ts';
import type { GuardedRow } from './guarded-row.ts';
import type { GraphRow } from './run-query-port.ts';

/** The subscriptions that a query looks into, in lower case. */
export type SubscriptionScope = ReadonlySet<string>;

/** Whose eyes look at which estate's tables. */
export interface Viewer {
  readonly tables: GraphTables;
  readonly principal: Principal;
  readonly estate: Estate;
}

/** A table as one principal sees it within a scope; undefined for one that there is not. What may not be read is not there. */
export function visibleRows(viewer: Viewer, name: string, scope: SubscriptionScope): readonly GraphRow[] | undefined {
  const rows = view(viewer).get(name.toLowerCase());
  if (rows === undefined) return undefined;
  return ['', ...scope].flatMap((subscriptionId) => rows.get(subscriptionId) ?? []);
}

/** The subscriptions, in lower case, in which the principal can read anything that Resource Graph holds. */
export function readableSubscriptions(viewer: Viewer): SubscriptionScope {
  return new Set([...view(viewer).values()].flatMap((rows) => [...rows.keys()]).filter((id) => id !== ''));
}

/** Readable rows by table and subscription. */
type View = ReadonlyMap<string, ReadonlyMap<string, readonly GraphRow[]>>;

/** Tables are made anew whenever the estate changes, and with them what anybody may see. */
const views = new WeakMap<GraphTables, Map<string, View>>();

function view(viewer: Viewer): View {
  const ofTables = views.get(viewer.tables) ?? new Map<string, View>();
  views.set(viewer.tables, ofTables);
  const known = ofTables.get(viewer.principal.objectId);
  if (known !== undefined) return known;
  const mayRead = readCheck(viewer);
  const made: View = new Map([...viewer.tables].map(([name, rows]) => [name, bySubscription(rows.filter(mayRead))]));
  ofTables.set(viewer.principal.objectId, made);
  return made;
}

function bySubscription(rows: readonly GuardedRow[]): ReadonlyMap<string, readonly GraphRow[]> {
  const grouped = Map.groupBy(rows, (each) => each.subscriptionId);
  return new Map([...grouped].map(([subscriptionId, found]) => [subscriptionId, found.map((each) => each.row)]));
}

/** Decides once for each type and resource group, unless some grant reaches deeper than that. */
function readCheck({ principal, estate }: Viewer): (row: GuardedRow) => boolean {
  const reachesDeeper = principal.grants.some(({ scope }) => /^\/subscriptions\/.+\/providers\//i.test(scope));
  const decide = (row: GuardedRow) => isAllowed(principal, row.action, row.id, estate);
  if (reachesDeeper) return decide;
  const decided = new Map<string, boolean>();
  return (row) => {
    const key = `${row.action}|${row.subscriptionId}|${row.resourceGroup}|${row.subscriptionId === '' ? row.id : ''}`;
    const known = decided.get(key) ?? decide(row);
    decided.set(key, known);
    return known;
  };
}
