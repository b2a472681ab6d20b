const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** .NET's `TimeSpan.MaxValue` in whole days. */
const mostDays = 10_675_199;

/**
 * Milliseconds of a .NET time span (`00:00:30`, `1.00:00:00.5`); undefined where .NET reads none. As .NET has it, a number alone is
 * days, and so is the first of three where it is no hour: `24:00:00` is 24 days.
 */
export function readTimeSpan(text: string): number | undefined {
  const match = /^(-?)(\d+)(?:([.:])(\d+):(\d+)(?::(\d+))?|:(\d+))?(?:\.(\d{1,7}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, sign, first = '', , second, third, fourth, onlyMinutes, fraction] = match;
  const span = wholeSpan(match[3], [first, second, third, fourth, onlyMinutes].map(toNumber));
  // A fraction stands after seconds only.
  const hasSeconds = fourth !== undefined || (third !== undefined && match[3] === ':');
  if (span === undefined || (fraction !== undefined && !hasSeconds)) return undefined;
  const ms = span + Math.round(Number(`0.${fraction ?? '0'}`) * 1000);
  return sign === '-' ? -ms : ms;
}

function toNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function wholeSpan(mark: string | undefined, numbers: readonly (number | undefined)[]): number | undefined {
  const [first = 0, second, third, fourth, onlyMinutes] = numbers;
  if (onlyMinutes !== undefined) return spanOf(0, first, onlyMinutes, 0);
  if (second === undefined || third === undefined) return spanOf(first, 0, 0, 0);
  if (fourth !== undefined) return spanOf(first, second, third, fourth);
  const asTime = mark === ':' ? spanOf(0, first, second, third) : undefined;
  return asTime ?? spanOf(first, second, third, 0);
}

function spanOf(days: number, hours: number, minutes: number, seconds: number): number | undefined {
  if (days > mostDays || hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return days * dayMs + hours * hourMs + minutes * 60_000 + seconds * 1000;
}

/** As .NET writes it: `24.00:00:00`. */
export function timeSpanText(ms: number): string {
  const days = Math.floor(ms / dayMs);
  const time = new Date(ms - days * dayMs).toISOString().slice(11, 19);
  return days === 0 ? time : `${days}.${time}`;
}
