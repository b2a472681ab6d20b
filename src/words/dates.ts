const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface IsoParts {
  readonly year: string;
  readonly month: string;
  readonly day: number;
  /** Empty for a date without a time. */
  readonly time: string;
}

/** `31 Mar 2028`; what is not an ISO 8601 date comes back as it is. */
export function dateText(iso: string): string {
  const parts = isoParts(iso);
  return parts === undefined ? iso : `${parts.day} ${parts.month} ${parts.year}`;
}

/** `22 Nov 2026, 06:00 UTC`; a date without a time has none. */
export function momentText(iso: string): string {
  const parts = isoParts(iso);
  if (parts === undefined) return iso;
  return parts.time === '' ? dateText(iso) : `${dateText(iso)}, ${parts.time} UTC`;
}

/** `May 2028`. */
export function monthText(iso: string): string {
  const parts = isoParts(iso);
  return parts === undefined ? iso : `${parts.month} ${parts.year}`;
}

/** Whole weeks from one date to the other, at least 0; undefined where one is no date. */
export function weeksBetween(from: string, to: string): number | undefined {
  const weeks = (Date.parse(to) - Date.parse(from)) / (7 * 24 * 60 * 60 * 1000);
  return Number.isNaN(weeks) ? undefined : Math.max(0, Math.round(weeks));
}

/** Reports hold UTC, so the digits are read as they stand and no time zone comes in. */
function isoParts(iso: string): IsoParts | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(iso);
  const [, year, monthNumber, day, time] = match ?? [];
  const month = months[Number(monthNumber) - 1];
  if (year === undefined || month === undefined) return undefined;
  return { year, month, day: Number(day), time: time ?? '' };
}
