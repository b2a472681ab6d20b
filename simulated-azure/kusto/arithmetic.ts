import { isTime } from './convert.ts';
import { floorDivide, KustoDateTime } from './date-time.ts';
import { KustoTimespan, scale } from './timespan.ts';
import type { KustoType, Value } from './value.ts';

type NumberOperation = (left: number, right: number, type: KustoType) => number | null;

const isWhole = (type: KustoType) => type === 'long' || type === 'int';

/** Division of whole numbers is cut off towards zero, and by zero it is null. */
function divide(left: number, right: number, type: KustoType): number | null {
  if (!isWhole(type) || !Number.isInteger(left) || !Number.isInteger(right)) return left / right;
  return right === 0 ? null : Math.trunc(left / right);
}

/** Kusto's remainder is never negative. */
function modulo(left: number, right: number): number | null {
  if (right === 0) return null;
  const size = Math.abs(right);
  return ((left % size) + size) % size;
}

const NUMBERS: Readonly<Record<string, NumberOperation>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': divide,
  '%': modulo,
};

/** `+ - * / %` over numbers, datetimes and timespans; null where an operand is null or of another kind. */
export function calculate(operator: string, left: Value, right: Value, type: KustoType): Value {
  if (typeof left === 'number' && typeof right === 'number') return NUMBERS[operator]?.(left, right, type) ?? null;
  if (isTime(left) && isTime(right)) return calculateTimes(operator, left, right);
  if (left instanceof KustoTimespan && typeof right === 'number') return scaleBy(operator, left, right);
  if (typeof left === 'number' && right instanceof KustoTimespan && operator === '*') return scaleBy('*', right, left);
  return null;
}

function scaleBy(operator: string, span: KustoTimespan, factor: number): Value {
  if (operator === '*') return new KustoTimespan(scale(span.ticks, factor));
  return operator === '/' && factor !== 0 ? new KustoTimespan(scale(span.ticks, 1 / factor)) : null;
}

function calculateTimes(operator: string, left: KustoDateTime | KustoTimespan, right: typeof left): Value {
  if (operator === '/' && right.ticks !== 0n) return Number(left.ticks) / Number(right.ticks);
  if (operator !== '+' && operator !== '-') return null;
  const ticks = operator === '+' ? left.ticks + right.ticks : left.ticks - right.ticks;
  const dates = [left, right].filter((time) => time instanceof KustoDateTime).length;
  return dates === 1 ? new KustoDateTime(ticks) : new KustoTimespan(ticks);
}

/** Kusto's `bin`: the largest multiple of the size that is not above the value. */
export function bin(value: Value, size: Value): Value {
  if (typeof value === 'number' && typeof size === 'number') return size === 0 ? null : Math.floor(value / size) * size;
  if (!isTime(value) || !(size instanceof KustoTimespan) || size.ticks === 0n) return null;
  const ticks = floorDivide(value.ticks, size.ticks) * size.ticks;
  return value instanceof KustoDateTime ? new KustoDateTime(ticks) : new KustoTimespan(ticks);
}
