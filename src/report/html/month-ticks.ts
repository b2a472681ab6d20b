/** The firsts of months between two moments (milliseconds), at most so many, the same number of months apart. */
export function monthTicks(start: number, end: number, most: number): number[] {
  const monthMs = 30.44 * 24 * 60 * 60 * 1000;
  const months = (end - start) / monthMs;
  const step = [1, 2, 3, 6, 12, 24].find((each) => months / each <= most) ?? 24;
  const first = new Date(start);
  const all = Array.from({ length: 200 }, (_, index) =>
    Date.UTC(first.getUTCFullYear(), Math.floor(first.getUTCMonth() / step) * step + index * step, 1),
  );
  return all.filter((time) => time >= start + monthMs * 0.2 && time <= end - monthMs * 0.3);
}
