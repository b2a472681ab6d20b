/** ISO 8601 in UTC to the second, as reports print moments: `2026-11-22T06:00:00Z`. */
export function timestamp(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`;
}
