import { nameOfObject } from '../model/kubernetes/object-meta.ts';
import type { PodDisruptionBudget } from '../model/kubernetes/pod-disruption-budget.ts';

/**
 * Why the API refuses every eviction of the budget's pods; undefined where it does not. Several of these look harmless in `kubectl get`.
 * @param others every budget of the cluster
 */
export function budgetObstacle(
  budget: PodDisruptionBudget,
  others: readonly PodDisruptionBudget[],
): string | undefined {
  const { minAvailable, maxUnavailable, expectedPods, currentHealthy } = budget;
  const hasPods = (currentHealthy ?? 0) > 0;
  if (budget.syncFailed)
    return 'its controller cannot work out how many pods there should be (SyncFailed), as where their owner has no scale';
  if (expectedPods === 0 && hasPods) {
    return minAvailable === undefined && maxUnavailable === undefined
      ? 'it sets neither minAvailable nor maxUnavailable'
      : 'it covers pods that no controller owns';
  }
  // Without pods there is nothing to drain.
  if (expectedPods === 0) return undefined;
  if (budget.isUnseen === true) return 'its controller has not seen its last change';
  const other = others.find((each) => each !== budget && coversTheSame(budget, each));
  if (other !== undefined) return `${nameOfObject(other)} covers the same pods, and the API takes one budget a pod`;
  return numbersObstacle(budget);
}

/** What the budget's own numbers rule out. */
function numbersObstacle({
  minAvailable,
  maxUnavailable,
  disruptionsAllowed,
  expectedPods,
}: PodDisruptionBudget): string | undefined {
  if (isZero(maxUnavailable)) return `maxUnavailable is ${maxUnavailable}`;
  if (minAvailable !== undefined && isAll(minAvailable, expectedPods)) {
    return `minAvailable is ${minAvailable}${expectedPods === undefined ? '' : ` of ${expectedPods}`}`;
  }
  return disruptionsAllowed === 0 ? 'none of its pods can be spared now' : undefined;
}

/** Sure without seeing a pod: where the labels of one hold those of the other, its pods are the other's too. */
function coversTheSame(a: PodDisruptionBudget, b: PodDisruptionBudget): boolean {
  if (a.namespace !== b.namespace || a.matchLabels === undefined || b.matchLabels === undefined) return false;
  return (
    (holds(a.matchLabels, b.matchLabels) && (a.expectedPods ?? 0) > 0) ||
    (holds(b.matchLabels, a.matchLabels) && (b.expectedPods ?? 0) > 0)
  );
}

function holds(more: Readonly<Record<string, string>>, less: Readonly<Record<string, string>>): boolean {
  return Object.entries(less).every(([name, value]) => more[name] === value);
}

function isZero(maxUnavailable: string | undefined): boolean {
  return maxUnavailable !== undefined && /^0+%?$/.test(maxUnavailable);
}

function isAll(minAvailable: string, expectedPods: number | undefined): boolean {
  if (minAvailable.endsWith('%')) return Number.parseInt(minAvailable, 10) >= 100;
  return expectedPods !== undefined && Number.parseInt(minAvailable, 10) >= expectedPods;
}
