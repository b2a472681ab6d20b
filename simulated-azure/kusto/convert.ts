import { KustoDateTime, parseDateTime } from './date-time.ts';
import { KustoTimespan, parseTimespan } from './timespan.ts';
import type { Bag, KustoType, Value } from './value.ts';

export function isBag(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isTime(value);
}

export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isTime(value: unknown): value is KustoDateTime | KustoTimespan {
  return value instanceof KustoDateTime || value instanceof KustoTimespan;
}

/** What came out of JSON, as a value: absent and everything JSON cannot hold are null. */
export function asValue(value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (isTime(value) || isArray(value) || isBag(value)) return value;
  return null;
}

/** Kusto's `tostring`: null is '', a bag or array is its JSON. */
export function toText(value: Value, type: KustoType = 'dynamic'): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value, type);
  if (typeof value === 'boolean' || isTime(value)) return value.toString();
  return JSON.stringify(value);
}

function numberText(value: number, type: KustoType): string {
  const isWholeReal = type === 'real' && Number.isInteger(value) && Math.abs(value) < 1e15;
  return isWholeReal ? value.toFixed(1) : String(value);
}

/** Kusto's `tolong`: a fraction is cut off; text must be a whole number, decimal or hexadecimal. */
export function toLong(value: Value): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (isTime(value)) return Number(value.ticks);
  if (typeof value !== 'string') return null;
  return /^\s*([+-]?\d+|0x[0-9a-f]+)\s*$/i.test(value) ? Number(value) : null;
}

/** Kusto's `toint`: null where 32 bits do not hold the number. */
export function toInt(value: Value): number | null {
  const long = toLong(value);
  return long !== null && long >= -(2 ** 31) && long < 2 ** 31 ? long : null;
}

export function toReal(value: Value): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

/** Kusto's `tobool`: true, false, 1 and 0 as text in any case; any number but 0 is true. */
export function toBool(value: Value): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value !== 'string') return null;
  const text = value.trim().toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : null;
}

export function toDateTime(value: Value): KustoDateTime | null {
  if (value instanceof KustoDateTime) return value;
  return typeof value === 'string' ? parseDateTime(value) : null;
}

export function toTimespan(value: Value): KustoTimespan | null {
  if (value instanceof KustoTimespan) return value;
  return typeof value === 'string' ? parseTimespan(value) : null;
}

export function toGuid(value: Value): string | null {
  const text = toText(value)
    .trim()
    .replace(/^\{|\}$/g, '');
  return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : null;
}

/** Kusto's `parse_json`: text that is not JSON stays a string, '' is null. */
export function parseJson(value: Value): Value {
  if (typeof value !== 'string') return value;
  if (value.trim() === '') return null;
  try {
    return asValue(JSON.parse(value));
  } catch (error) {
    if (error instanceof SyntaxError) return value;
    throw error;
  }
}

const CONVERSIONS: Readonly<Record<KustoType, (value: Value) => Value>> = {
  string: (value) => toText(value),
  dynamic: (value) => value,
  long: toLong,
  int: toInt,
  real: toReal,
  decimal: toReal,
  bool: toBool,
  datetime: toDateTime,
  timespan: toTimespan,
  guid: toGuid,
};

export function convertTo(type: KustoType, value: Value): Value {
  return CONVERSIONS[type](value);
}
