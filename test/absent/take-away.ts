import { isDeepStrictEqual } from 'node:util';
import type { Changes } from './audit-world.ts';
import type { Item } from './kinds.ts';
import type { Occurrence, SchemaProperty } from './schema-properties.ts';

/** The three ways in which a property can be gone. */
export const ways = ['deleted', 'null', 'emptied'] as const;
export type Way = (typeof ways)[number];

/** Of the items given, those in which the property stands, changed there. */
export function takeAway(items: readonly Item[], property: SchemaProperty, way: Way): Changes {
  return changeAt(items, property, ({ holder, key }) => {
    if (way === 'deleted') delete holder[key];
    else holder[key] = way === 'null' ? null : emptyLike(holder[key]);
  });
}

/** The same with another value in its place; what has it already is left out. */
export function putInstead(items: readonly Item[], property: SchemaProperty, value: unknown): Changes {
  const changes = changeAt(items, property, ({ holder, key }) => {
    holder[key] = structuredClone(value);
  });
  return new Map([...changes].filter(([raw, copy]) => !isDeepStrictEqual(raw, copy)));
}

function changeAt(items: readonly Item[], property: SchemaProperty, change: (place: Occurrence) => void): Changes {
  const changes = new Map<unknown, unknown>();
  for (const { raw } of items) {
    const copy = structuredClone(raw);
    const places = property.occurrences(copy);
    for (const place of places) change(place);
    if (places.length > 0) changes.set(raw, copy);
  }
  return changes;
}

function emptyLike(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  return typeof value === 'object' && value !== null ? {} : '';
}
