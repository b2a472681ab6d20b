import { mapped, type ScalarValue, type Value } from './value.ts';

/**
 * A default of code that somebody calls, at every depth: whoever does can give another value.
 * @param among the only values that can be given, where the code says so
 */
export function overridable(value: Value, among?: readonly string[]): Value {
  return mapped(value, (each) => {
    switch (each.kind) {
      case 'scalar':
        return { ...each, overridable: among === undefined ? {} : { among } };
      case 'list':
        return { ...each, items: each.items.map((item) => overridable(item)) };
      case 'object':
        return {
          ...each,
          get: (key) => {
            const found = each.get(key);
            return found && overridable(found);
          },
        };
      default:
        return each;
    }
  });
}

/** Whether the caller can turn it round, given what it is for each value that can be given. */
export function canTurn(value: Value, outcome: (text: string) => boolean): boolean {
  if (value.kind !== 'scalar' || value.overridable === undefined) return false;
  const { among } = value.overridable;
  return among?.every((text) => outcome(text) === outcome(String(value.value))) !== true;
}

/** What a default decides, with the texts that would stand there had the caller given another value. */
export function withOtherwise(taken: Value, other: Value): Value {
  return mapped(taken, (value) => {
    if (value.kind === 'object') return { ...value, get: (key) => memberOtherwise(value.get(key), other, key) };
    if (value.kind !== 'scalar' && value.kind !== 'null') return value;
    const more = scalarsIn(other).filter((each) => value.kind === 'null' || each.value !== value.value);
    return more.length === 0 ? value : { ...value, otherwise: [...(value.otherwise ?? []), ...more] };
  });
}

function memberOtherwise(taken: Value | undefined, other: Value, key: string): Value | undefined {
  const member = other.kind === 'object' ? other.get(key) : undefined;
  return taken === undefined || member === undefined ? taken : withOtherwise(taken, member);
}

function scalarsIn(value: Value): ScalarValue[] {
  if (value.kind === 'choice') return value.of.flatMap((each) => scalarsIn(each.value));
  return value.kind === 'scalar' ? [{ ...value, otherwise: [] }, ...(value.otherwise ?? [])] : [];
}
