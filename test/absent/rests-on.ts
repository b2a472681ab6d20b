import type { Report } from '../../src/model/report.ts';
import type { WorldAudit } from './audit-world.ts';
import type { Item } from './kinds.ts';
import { propertiesOf, type SchemaProperty } from './schema-properties.ts';
import { putInstead } from './take-away.ts';

/** What a property holds anywhere in the estates, and what it could hold: by kind and path. */
export type Values = ReadonlyMap<string, readonly unknown[]>;

const mostValues = 8;

function valueKey({ kind }: Pick<Item, 'kind'>, { path }: Pick<SchemaProperty, 'path'>): string {
  return `${kind} ${path}`;
}

/** The values of every property over all worlds, the rarer ones too, and a few that no estate has. */
export function valuesIn(items: readonly Item[]): Values {
  const byKey = new Map<string, Map<string, unknown>>();
  for (const item of items) {
    for (const property of propertiesOf(item.schema)) {
      const key = valueKey(item, property);
      const values = byKey.get(key) ?? new Map<string, unknown>();
      byKey.set(key, values);
      for (const { holder, key: name } of property.occurrences(item.raw)) {
        const value = holder[name];
        if (value !== null && values.size < 200) values.set(JSON.stringify(value), value);
      }
    }
  }
  return new Map([...byKey].map(([key, values]) => [key, chosen([...values.values()])]));
}

function chosen(values: readonly unknown[]): readonly unknown[] {
  const step = Math.max(1, Math.ceil(values.length / mostValues));
  const some = values.filter((_, at) => at % step === 0);
  const types = new Set(values.map((value) => typeof value));
  return [
    ...new Set([
      ...some,
      ...(types.has('boolean') ? [true, false] : []),
      ...(types.has('number') ? [0, 1, 5000] : []),
      ...(types.has('string') ? ['Other'] : []),
    ]),
  ];
}

/** Codes of the checks, by cluster, that pass in the world as it is and would fail by some other value of the property. */
export async function restingOn(
  property: SchemaProperty,
  items: readonly Item[],
  { audit, values }: { readonly audit: WorldAudit; readonly values: Values },
): Promise<ReadonlySet<string>> {
  const resting = new Set<string>();
  const kind = items[0];
  if (kind === undefined) return resting;
  for (const value of values.get(valueKey(kind, property)) ?? []) {
    const changes = putInstead(items, property, value);
    if (changes.size === 0) continue;
    const after = await audit.after(changes);
    for (const key of after === undefined ? [] : newlyFailing(audit.before, after)) resting.add(key);
  }
  return resting;
}

function newlyFailing(before: Report, after: Report): readonly string[] {
  const keys = (report: Report, wanted: string) =>
    outcomes(report).flatMap(({ cluster, code, status }) => (status === wanted ? [`${cluster} ${code}`] : []));
  const passing = new Set(keys(before, 'pass'));
  return keys(after, 'fail').filter((key) => passing.has(key));
}

interface Outcome {
  /** `estate` for what belongs to none. */
  readonly cluster: string;
  readonly code: string;
  readonly status: string;
  readonly reason: string;
}

export function outcomes({ clusters, estate }: Report): readonly Outcome[] {
  return [{ name: 'estate', checks: estate.checks }, ...clusters].flatMap(({ name, checks }) =>
    checks.map(({ code, status, reason }) => ({ cluster: name, code, status, reason })),
  );
}
