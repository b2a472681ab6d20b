/** Student's t for four times in five, by degrees of freedom from 1; beyond the list it hardly changes. */
const quantiles = [3.08, 1.89, 1.64, 1.53, 1.48, 1.44, 1.41, 1.4, 1.38, 1.37];
const manyQuantile = 1.3;

/** One count of a series, `weeks` from now (negative before). */
export interface CountAt {
  readonly weeks: number;
  readonly kubenet: number;
}

/**
 * The slowest and fastest pace in clusters a week that the counts allow, four times in five; undefined with fewer than three, and for
 * a straight line: three counts that happen to lie on one prove no certainty.
 */
export function paceRange(
  points: readonly CountAt[],
  pace: number,
): { readonly slowest: number; readonly fastest: number } | undefined {
  const freedom = points.length - 2;
  if (freedom < 1) return undefined;
  const meanWeeks = mean(points.map(({ weeks }) => weeks));
  const meanKubenet = mean(points.map(({ kubenet }) => kubenet));
  const squares = points.reduce((sum, { weeks }) => sum + (weeks - meanWeeks) ** 2, 0);
  const residuals = points.reduce(
    (sum, { weeks, kubenet }) => sum + (kubenet - meanKubenet + pace * (weeks - meanWeeks)) ** 2,
    0,
  );
  const error = Math.sqrt(residuals / freedom / squares) * (quantiles[freedom - 1] ?? manyQuantile);
  return error === 0 ? undefined : { slowest: pace - error, fastest: pace + error };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
