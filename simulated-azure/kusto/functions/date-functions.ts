import { toDateTime, toText } from '../convert.ts';
import { floorDivide, KustoDateTime } from '../date-time.ts';
import {
  KustoTimespan,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MILLISECOND,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
} from '../timespan.ts';
import type { Value } from '../value.ts';
import type { Call, ScalarFunction, ScalarFunctions } from './scalar-function.ts';
import { argument } from './scalar-function.ts';

const shifted = (time: KustoDateTime, offset: Value, sign: 1n | -1n): Value =>
  offset instanceof KustoTimespan ? new KustoDateTime(time.ticks + sign * offset.ticks) : null;

const now = (values: readonly Value[], call: Call): Value =>
  values.length === 0 ? call.now : shifted(call.now, argument(values, 0), 1n);

const TICKS: Readonly<Record<string, bigint>> = {
  week: TICKS_PER_DAY * 7n,
  day: TICKS_PER_DAY,
  hour: TICKS_PER_HOUR,
  minute: TICKS_PER_MINUTE,
  second: TICKS_PER_SECOND,
  millisecond: TICKS_PER_MILLISECOND,
  microsecond: 10n,
  nanosecond: 1n,
};
const MONTHS: Readonly<Record<string, number>> = { year: 12, quarter: 3, month: 1 };

/** 1970-01-01 was a Thursday; Kusto's weeks begin on Sunday. */
const WEEK_SHIFT = TICKS_PER_DAY * 4n;

/** The number of the period a datetime lies in, counted from one fixed moment. */
function periodNumber(period: string, time: KustoDateTime): number | null {
  const months = MONTHS[period];
  const month = time.date.getUTCFullYear() * 12 + time.date.getUTCMonth();
  if (months !== undefined) return Math.floor(month / months);
  const ticks = TICKS[period];
  if (ticks === undefined) return null;
  return Number(floorDivide(time.ticks + (period === 'week' ? WEEK_SHIFT : 0n), ticks));
}

/** How many borders of the period lie between the two: from 23:59 to 00:01 it is one day. */
const datetimeDiff: ScalarFunction = (values) => {
  const period = toText(argument(values, 0)).toLowerCase();
  const [left, right] = [toDateTime(argument(values, 1)), toDateTime(argument(values, 2))];
  if (!left || !right) return null;
  const [first, second] = [periodNumber(period, left), periodNumber(period, right)];
  if (first === null || second === null) return null;
  return period === 'nanosecond' ? (first - second) * 100 : first - second;
};

const datetimeAdd: ScalarFunction = (values) => {
  const period = toText(argument(values, 0)).toLowerCase();
  const [amount, time] = [argument(values, 1), toDateTime(argument(values, 2))];
  if (typeof amount !== 'number' || !time) return null;
  const months = MONTHS[period];
  if (months !== undefined) return addMonths(time, amount * months);
  const ticks = TICKS[period];
  return ticks === undefined ? null : new KustoDateTime(time.ticks + ticks * BigInt(amount));
};

/** A day that the month does not have becomes its last one. */
function addMonths(time: KustoDateTime, months: number): KustoDateTime {
  const date = time.date;
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  const day = BigInt(Math.min(date.getUTCDate(), lastDay) - 1) * TICKS_PER_DAY;
  const clock = time.ticks - floorDivide(time.ticks, TICKS_PER_DAY) * TICKS_PER_DAY;
  return new KustoDateTime(BigInt(first) * TICKS_PER_MILLISECOND + day + clock);
}

const ofDate =
  (run: (date: Date, time: KustoDateTime) => Value): ScalarFunction =>
  (values) => {
    const time = toDateTime(argument(values, 0));
    return time ? run(time.date, time) : null;
  };

const startOfDay = (time: KustoDateTime) => new KustoDateTime(floorDivide(time.ticks, TICKS_PER_DAY) * TICKS_PER_DAY);
const utc = (year: number, month: number, day: number) => KustoDateTime.from(new Date(Date.UTC(year, month, day)));

const FIELDS: Readonly<Record<string, (date: Date) => number>> = {
  yyyy: (date) => date.getUTCFullYear(),
  MM: (date) => date.getUTCMonth() + 1,
  dd: (date) => date.getUTCDate(),
  HH: (date) => date.getUTCHours(),
  mm: (date) => date.getUTCMinutes(),
  ss: (date) => date.getUTCSeconds(),
};

const formatDatetime: ScalarFunction = (values) => {
  const time = toDateTime(argument(values, 0));
  if (!time) return '';
  return toText(argument(values, 1)).replace(/yyyy|MM|dd|HH|mm|ss/g, (field) =>
    String(FIELDS[field]?.(time.date) ?? '').padStart(2, '0'),
  );
};

export const dateFunctions: ScalarFunctions = [
  ['now', now],
  ['ago', (values, call) => shifted(call.now, argument(values, 0), -1n)],
  ['datetime_diff', datetimeDiff],
  ['datetime_add', datetimeAdd],
  ['format_datetime', formatDatetime],
  ['startofday', ofDate((_, time) => startOfDay(time))],
  [
    'startofweek',
    ofDate((date) => utc(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - date.getUTCDay())),
  ],
  ['startofmonth', ofDate((date) => utc(date.getUTCFullYear(), date.getUTCMonth(), 1))],
  ['startofyear', ofDate((date) => utc(date.getUTCFullYear(), 0, 1))],
  ['dayofweek', ofDate((date) => new KustoTimespan(BigInt(date.getUTCDay()) * TICKS_PER_DAY))],
  ['dayofmonth', ofDate((date) => date.getUTCDate())],
  ['monthofyear', ofDate((date) => date.getUTCMonth() + 1)],
  ['getmonth', ofDate((date) => date.getUTCMonth() + 1)],
  ['getyear', ofDate((date) => date.getUTCFullYear())],
  ['hourofday', ofDate((date) => date.getUTCHours())],
];
