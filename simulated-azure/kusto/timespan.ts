export const TICKS_PER_MILLISECOND = 10_000n;
export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_MINUTE = TICKS_PER_SECOND * 60n;
export const TICKS_PER_HOUR = TICKS_PER_MINUTE * 60n;
export const TICKS_PER_DAY = TICKS_PER_HOUR * 24n;

/** A Kusto timespan, in ticks of 100 nanoseconds. */
export class KustoTimespan {
  readonly ticks: bigint;

  constructor(ticks: bigint) {
    this.ticks = ticks;
  }

  /** `[-][d.]hh:mm:ss[.fffffff]`, the form Kusto writes. */
  toString(): string {
    const ticks = this.ticks < 0n ? -this.ticks : this.ticks;
    const two = (value: bigint) => value.toString().padStart(2, '0');
    const days = ticks / TICKS_PER_DAY;
    const clock = [(ticks / TICKS_PER_HOUR) % 24n, (ticks / TICKS_PER_MINUTE) % 60n, (ticks / TICKS_PER_SECOND) % 60n];
    const fraction = ticks % TICKS_PER_SECOND;
    const sign = this.ticks < 0n ? '-' : '';
    const tail = fraction === 0n ? '' : `.${fraction.toString().padStart(7, '0')}`;
    return `${sign}${days === 0n ? '' : `${days}.`}${clock.map(two).join(':')}${tail}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

const UNITS: Readonly<Record<string, bigint>> = {
  d: TICKS_PER_DAY,
  h: TICKS_PER_HOUR,
  m: TICKS_PER_MINUTE,
  s: TICKS_PER_SECOND,
  ms: TICKS_PER_MILLISECOND,
  microsecond: 10n,
  tick: 1n,
};

const UNIT_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^d(ays?)?$/, 'd'],
  [/^h(ours?|rs?)?$/, 'h'],
  [/^m(in(utes?)?)?$/, 'm'],
  [/^s(ec(onds?)?)?$/, 's'],
  [/^(ms|milli(s|seconds?)?)$/, 'ms'],
  [/^micro(s|seconds?)?$/, 'microsecond'],
  [/^ticks?$/, 'tick'],
];

/** Reads `1d`, `1.5h`, `time(2.03:04:05)`, `03:04:05.123`; null for what is no timespan. */
export function parseTimespan(text: string): KustoTimespan | null {
  const inner = (/^(?:time|timespan)\((.*)\)$/s.exec(text.trim())?.[1] ?? text).trim().replace(/^['"]|['"]$/g, '');
  return parseWithUnit(inner) ?? parseClock(inner);
}

function parseWithUnit(text: string): KustoTimespan | null {
  const match = /^(-?\d+(?:\.\d+)?)\s*([a-z]+)$/.exec(text);
  const unit = UNIT_NAMES.find(([pattern]) => pattern.test(match?.[2] ?? ''))?.[1];
  const ticks = unit === undefined ? undefined : UNITS[unit];
  if (match?.[1] === undefined || ticks === undefined) return null;
  return new KustoTimespan(scale(ticks, Number(match[1])));
}

function parseClock(text: string): KustoTimespan | null {
  const match = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?$/.exec(text);
  if (!match) return /^-?\d+$/.test(text) ? new KustoTimespan(BigInt(text) * TICKS_PER_DAY) : null;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const ticks =
    BigInt(days) * TICKS_PER_DAY +
    BigInt(hours) * TICKS_PER_HOUR +
    BigInt(minutes) * TICKS_PER_MINUTE +
    BigInt(seconds) * TICKS_PER_SECOND +
    BigInt(fraction.padEnd(7, '0'));
  return new KustoTimespan(sign ? -ticks : ticks);
}

/** ticks × factor, rounded to whole ticks. */
export function scale(ticks: bigint, factor: number): bigint {
  return Number.isInteger(factor) ? ticks * BigInt(factor) : BigInt(Math.round(Number(ticks) * factor));
}
