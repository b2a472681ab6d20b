/**
 * At most `most` of the points, oldest first: the first and the last, and those nearest to even steps of time between them, so that
 * a burst of audits does not push out the rest.
 */
export function thinned<Point extends { readonly asOf: string }>(points: readonly Point[], most: number): Point[] {
  const sorted = points.toSorted((a, b) => Date.parse(a.asOf) - Date.parse(b.asOf));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (sorted.length <= most || first === undefined || last === undefined) return sorted;
  const start = Date.parse(first.asOf);
  const step = (Date.parse(last.asOf) - start) / (most - 1);
  const kept = new Map(sorted.map((point) => [Math.round((Date.parse(point.asOf) - start) / step), point]));
  return [...new Set([first, ...kept.values()])].slice(-most);
}
