import { mapped, textOf, unknown, type Value } from './value.ts';

/** The member of a map, at any depth, in any letter case; undefined where it is not there. */
export function memberAt(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  const [key, ...rest] = path;
  if (key === undefined || value === undefined) return value;
  let isThere = false;
  const found = mapped(value, (each) => {
    if (each.kind === 'unknown') {
      isThere = true;
      return each;
    }
    if (each.kind !== 'object') return { kind: 'null', at: each.at };
    const name = each.keys.find((known) => known.toLowerCase() === key.toLowerCase()) ?? key;
    const next = each.get(name);
    if (next !== undefined) isThere = true;
    return next ?? (each.open === undefined ? { kind: 'null', at: each.at } : unknown(each.open, each.at));
  });
  return isThere ? memberAt(found, ...rest) : undefined;
}

/** Tags whose names and values are known. */
export function tagsOf(value: Value | undefined): Record<string, string> {
  if (value?.kind !== 'object') return {};
  const known = value.keys.map((key) => [key, textOf(value.get(key))] as const);
  return Object.fromEntries(known.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}
