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
  const nearest = new Map<number, { readonly point: Point; readonly distance: number }>();
  for (const point of sorted) {
    const steps = (Date.parse(point.asOf) - start) / step;
    const distance = Math.abs(steps - Math.round(steps));
    const other = nearest.get(Math.round(steps));
    if (other === undefined || distance < other.distance) nearest.set(Math.round(steps), { point, distance });
  }
  return [...nearest.values()].map(({ point }) => point);
}
