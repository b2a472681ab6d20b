import { isArray, isBag, isTime, toText } from './convert.ts';
import type { KustoType, Value } from './value.ts';

/**
 * Kusto's `==`. Two nulls are not known to be equal (null), a null and anything else are not equal (false). Where one
 * side is a string, a dynamic on the other side compares by its text.
 */
export function equals(left: Value, right: Value, leftType: KustoType, rightType: KustoType): boolean | null {
  if (left === null && right === null) return null;
  if (left === null || right === null) return false;
  if (leftType === 'string' || rightType === 'string') return toText(left) === toText(right);
  return sameValue(left, right);
}

/** Equality by value, for keys, sets and `in`; here null equals null. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (isTime(left) && isTime(right)) return left.constructor === right.constructor && left.ticks === right.ticks;
  if ((isArray(left) && isArray(right)) || (isBag(left) && isBag(right))) return keyOf(left) === keyOf(right);
  return false;
}

/** A text that is the same exactly for equal values. */
export function keyOf(value: unknown): string {
  if (isTime(value)) return `${value.constructor.name}:${value.ticks}`;
  if (typeof value === 'object' && value !== null) return `json:${JSON.stringify(value, sortedBag)}`;
  return `${typeof value}:${String(value)}`;
}

function sortedBag(_key: string, value: unknown): unknown {
  if (!isBag(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Negative, zero or positive; null where the two have no order (different kinds, or one is null). Text is ordinal. */
export function order(left: Value, right: Value): number | null {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return ordinal(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (isTime(left) && isTime(right) && left.constructor === right.constructor) {
    return left.ticks < right.ticks ? -1 : Number(left.ticks > right.ticks);
  }
  return null;
}

function ordinal(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
