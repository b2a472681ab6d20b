import type { Place, SourceText } from '../text/place.ts';

/**
 * What an expression can be, as far as the folder tells: known, one of several, or not known with the reason. Every part keeps the place
 * where it is written, since that is where a person must change it.
 */
export type Value = ScalarValue | NullValue | ListValue | ObjectValue | UnknownValue | ChoiceValue;

export interface ScalarValue {
  readonly kind: 'scalar';
  readonly value: string | number | boolean;
  readonly at: Place;
  /** The key that picked this value out of a map, where it was computed. */
  readonly pickedBy?: { readonly key: string; readonly at: Place };
  /** The text character by character, for one that is a script. */
  readonly source?: SourceText;
  /** Of a default that whoever runs the code can override: with one of these, where the code lists them. */
  readonly overridable?: { readonly among?: readonly string[] };
  /** What stands here where such a default is overridden. */
  readonly otherwise?: readonly ScalarValue[];
}

export interface NullValue {
  readonly kind: 'null';
  readonly at: Place;
  readonly otherwise?: readonly ScalarValue[];
}

export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly at: Place;
}

export interface ObjectValue {
  readonly kind: 'object';
  readonly at: Place;
  readonly keys: readonly string[];
  get(key: string): Value | undefined;
  /** Why there may be more keys than these; undefined where there are not. */
  readonly open?: string;
}

export interface UnknownValue {
  readonly kind: 'unknown';
  /** A clause that completes "it could not be told, because …". */
  readonly reason: string;
  /** `caller`: whoever runs this code gives the value; `unread`: the folder has or had it, but it was not worked out. */
  readonly from: 'caller' | 'unread';
  readonly at: Place;
  /** Of a text that is known in parts. */
  readonly pieces?: Pieces;
  /** The only values it can take, where the code says so. */
  readonly among?: readonly string[];
}

/** What is known of a text, with something that is not between each two: one piece alone is the whole. `['', '-aks']` ends with -aks. */
export type Pieces = readonly [string, ...string[]];

export interface ChoiceValue {
  readonly kind: 'choice';
  readonly at: Place;
  readonly of: readonly Option[];
}

/** `sure`: somebody gets this value; `maybe`: only under a condition that the folder does not decide. */
export interface Option {
  readonly value: Value;
  readonly certainty: 'sure' | 'maybe';
}

export function scalar(value: string | number | boolean, at: Place): ScalarValue {
  return { kind: 'scalar', value, at };
}

export function nullValue(at: Place): NullValue {
  return { kind: 'null', at };
}

export function unknown(reason: string, at: Place, from: UnknownValue['from'] = 'unread'): UnknownValue {
  return { kind: 'unknown', reason, from, at };
}

export function list(items: readonly Value[], at: Place): ListValue {
  return { kind: 'list', items, at };
}

/** @param ignoresCase whether a key is found in any letter case, as Azure Resource Manager does */
export function object(
  entries: ReadonlyMap<string, Value>,
  at: Place,
  { open, ignoresCase = false }: { readonly open?: string | undefined; readonly ignoresCase?: boolean } = {},
): ObjectValue {
  const folded = ignoresCase ? new Map([...entries].map(([key, value]) => [key.toLowerCase(), value])) : undefined;
  return {
    kind: 'object',
    at,
    keys: [...entries.keys()],
    get: (key) => entries.get(key) ?? folded?.get(key.toLowerCase()),
    ...(open === undefined ? {} : { open }),
  };
}

/** A map whose members are worked out when they are asked for; which keys it has is not known. */
export function lazyObject(at: Place, get: (key: string) => Value | undefined): ObjectValue {
  return { kind: 'object', at, keys: [], get, open: 'its keys are not known' };
}

/** More would say nothing to a person and cost without end. */
const mostOptions = 64;

/** One of several values; a single one is itself. */
export function choice(options: readonly Option[], at: Place): Value {
  const flat = options.flatMap(flattened);
  const [first] = flat;
  if (flat.length === 1 && first?.certainty === 'sure') return first.value;
  if (flat.length > mostOptions) return unknown(`it has more than ${mostOptions} possible values`, at);
  return { kind: 'choice', of: flat, at };
}

/** What a name holds after an assignment that may not have run. */
export function either(before: Value, after: Value): Value {
  return choice(
    [before, after].map((value) => ({ value, certainty: 'maybe' })),
    after.at,
  );
}

function flattened({ value, certainty }: Option): readonly Option[] {
  if (value.kind !== 'choice') return [{ value, certainty }];
  return value.of.map((inner) => ({ value: inner.value, certainty: both(certainty, inner.certainty) }));
}

function both(a: Option['certainty'], b: Option['certainty']): Option['certainty'] {
  return a === 'sure' && b === 'sure' ? 'sure' : 'maybe';
}

/** Applies `f` to what a value can be. */
export function mapped(value: Value, f: (value: Exclude<Value, ChoiceValue>) => Value): Value {
  if (value.kind !== 'choice') return f(value);
  return choice(
    value.of.map(({ value: each, certainty }) => ({ value: mapped(each, f), certainty })),
    value.at,
  );
}

/** Everything a value can be, without nesting. */
export function options(
  value: Value,
): readonly { readonly value: Exclude<Value, ChoiceValue>; readonly sure: boolean }[] {
  if (value.kind !== 'choice') return [{ value, sure: true }];
  return value.of.flatMap(({ value: each, certainty }) =>
    options(each).map((inner) => ({ value: inner.value, sure: inner.sure && certainty === 'sure' })),
  );
}

/** What stands in place of a value where a default that decided is overridden. */
export function otherwiseOf(value: Value): readonly ScalarValue[] {
  return (value.kind === 'scalar' || value.kind === 'null' ? value.otherwise : undefined) ?? [];
}

/** The text of a value that is one known text, number or truth value. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'scalar' ? String(value.value) : undefined;
}
