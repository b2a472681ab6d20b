import type { Report } from '../../src/model/report.ts';
import type { WorldAudit } from './audit-world.ts';
import { type Item, itemsOf } from './kinds.ts';
import { outcomes, restingOn, type Values } from './rests-on.ts';
import { propertiesOf, type SchemaProperty } from './schema-properties.ts';
import { takeAway, type Way, ways } from './take-away.ts';
import { type Better, whatGotBetter } from './what-got-better.ts';
import type { World } from './world.ts';

/** One property of one kind of thing in one world, taken away in one way. */
export interface Case {
  readonly world: World;
  readonly kind: string;
  readonly property: SchemaProperty;
  readonly way: Way;
  /** The items it is taken from: all that have it, or one. */
  readonly items: readonly Item[];
  /** All that have it. */
  readonly having: readonly Item[];
}

export interface Fault extends Better {
  readonly kind: string;
  readonly path: string;
  readonly way: Way;
}

/** Every property of every kind, taken from everything that has it and from the first thing that has it. */
export function casesOf(world: World): readonly Case[] {
  return [...Map.groupBy(itemsOf(world), ({ kind }) => kind)].flatMap(([kind, items]) => {
    const properties = items[0] === undefined ? [] : propertiesOf(items[0].schema);
    return properties.flatMap((property) => {
      const having = items.filter(({ raw }) => property.occurrences(raw).length > 0);
      const subsets = having.length === 0 ? [] : having.length === 1 ? [having] : [having, having.slice(0, 1)];
      return subsets.flatMap((some) => ways.map((way): Case => ({ world, kind, property, way, items: some, having })));
    });
  });
}

/** What reads better, or goes on passing, without the property. */
export async function faultsOf(
  { kind, property, way, items, having }: Case,
  audit: WorldAudit,
  resting: Resting,
): Promise<readonly Fault[]> {
  const after = await audit.after(takeAway(items, property, way));
  if (after === undefined) return [];
  const better = whatGotBetter(audit.before, after);
  // Of one thing less there may be no other value that fails, so that this is asked of all of them.
  const passing = items.length === having.length ? stillPassing(after, await resting(property, having)) : [];
  return [...better, ...passing].map((each) => ({ ...each, kind, path: property.path, way }));
}

function stillPassing(after: Report, resting: ReadonlySet<string>): readonly Better[] {
  return outcomes(after).flatMap(({ cluster, code, status, reason }) =>
    status === 'pass' && resting.has(`${cluster} ${code}`) && !reason.includes('not stated')
      ? [{ cluster, what: `${code} stays`, from: 'pass', to: `pass: ${reason}` }]
      : [],
  );
}

export type Resting = (property: SchemaProperty, having: readonly Item[]) => Promise<ReadonlySet<string>>;

/** Remembers what rests on a property: the same for every way of taking it away. */
export function rememberedResting(audit: WorldAudit, values: Values): Resting {
  const known = new Map<string, Promise<ReadonlySet<string>>>();
  return (property, having) => {
    const key = `${having[0]?.kind} ${property.path}`;
    const found = known.get(key) ?? restingOn(property, having, { audit, values });
    known.set(key, found);
    return found;
  };
}
