import { TICKS_PER_MILLISECOND, TICKS_PER_SECOND } from './timespan.ts';

/** A Kusto datetime: UTC, in ticks of 100 nanoseconds since 1970-01-01. */
export class KustoDateTime {
  readonly ticks: bigint;

  constructor(ticks: bigint) {
    this.ticks = ticks;
  }

  static from(date: Date): KustoDateTime {
    return new KustoDateTime(BigInt(date.getTime()) * TICKS_PER_MILLISECOND);
  }

  /** The same instant without what is finer than a millisecond. */
  get date(): Date {
    return new Date(Number(floorDivide(this.ticks, TICKS_PER_MILLISECOND)));
  }

  /** With all seven digits, as `tostring` writes it. */
  toString(): string {
    return `${this.#seconds()}.${this.#fraction()}Z`;
  }

  /** Without trailing zeros, as Resource Graph returns it: `2026-01-01T00:00:00Z`. */
  toJSON(): string {
    const fraction = this.#fraction().replace(/0+$/, '');
    return `${this.#seconds()}${fraction === '' ? '' : `.${fraction}`}Z`;
  }

  #seconds(): string {
    return this.date.toISOString().slice(0, 19);
  }

  #fraction(): string {
    const rest = this.ticks - floorDivide(this.ticks, TICKS_PER_SECOND) * TICKS_PER_SECOND;
    return rest.toString().padStart(7, '0');
  }
}

/** Division that rounds towards minus infinity: datetimes before 1970 are negative. */
export function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by !== 0n && value < 0n !== by < 0n ? quotient - 1n : quotient;
}

const ISO =
  /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** Reads ISO 8601 forms, with or without time and offset; null for what is no date. */
export function parseDateTime(text: string): KustoDateTime | null {
  const match = ISO.exec(text.trim());
  if (!match) return null;
  const [, year = '', month = '', day = '1', hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  const instant = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (!isCalendarDay(instant, Number(hour), Number(day), Number(month))) return null;
  const ticks = BigInt(instant) * TICKS_PER_MILLISECOND + BigInt(fraction.padEnd(7, '0').slice(0, 7));
  return new KustoDateTime(ticks - BigInt(offsetMinutes(zone)) * 60n * TICKS_PER_SECOND);
}

function isCalendarDay(instant: number, hour: number, day: number, month: number): boolean {
  const date = new Date(instant);
  return hour < 24 && date.getUTCDate() === day && date.getUTCMonth() === month - 1;
}

function offsetMinutes(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}
