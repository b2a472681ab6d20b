import { type ObjectValue, type ScalarValue, textOf, type UnknownValue, type Value } from './value.ts';

/** Every map inside a value, itself too, the outer before the inner. */
export function* objectsIn(value: Value): Generator<ObjectValue> {
  if (value.kind === 'list') for (const item of value.items) yield* objectsIn(item);
  if (value.kind !== 'object') return;
  yield value;
  for (const [, each] of entriesIn(value)) yield* objectsIn(each);
}

export function entriesIn(value: Value | undefined): (readonly [key: string, value: Value])[] {
  if (value?.kind !== 'object') return [];
  return value.keys.flatMap((key) => {
    const each = value.get(key);
    return each === undefined ? [] : [[key, each] as const];
  });
}

export function itemsIn(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : [];
}

/** Every text, number and truth value inside a value, itself too. */
export function textsWithPlaces(value: Value): ScalarValue[] {
  if (value.kind === 'scalar') return [value];
  if (value.kind === 'list') return value.items.flatMap(textsWithPlaces);
  return entriesIn(value).flatMap(([, each]) => textsWithPlaces(each));
}

/** The texts of a list. */
export function textsIn(value: Value | undefined): string[] {
  return itemsIn(value).flatMap((item) => textOf(item) ?? []);
}

/** What is not known inside a value, itself too. */
export function unknownsIn(value: Value): UnknownValue[] {
  if (value.kind === 'unknown') return [value];
  if (value.kind === 'list') return value.items.flatMap(unknownsIn);
  return entriesIn(value).flatMap(([, each]) => unknownsIn(each));
}
