import type { Category } from '../model/finding.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import type { Score } from '../model/report.ts';
import { severityWeights } from './weights.ts';

/** Readiness with a failing blocker, and the route-table score with a failing live check, are never above this. */
const blockerCap = 39;

/** Readiness with a failing check of severity high is never above this. */
const highCap = 79;

const perfect = 100;

export interface Scores {
  readonly readiness: Score;
  readonly routeTable: Score;
  readonly headroom: Score;
}

/** The three scores of a cluster; docs/scoring.md has the formula and an example. */
export function scores(all: readonly CheckOutcome[]): Scores {
  const outcomes = all.filter(({ waiver }) => waiver === null);
  return {
    readiness: score(
      outcomes.filter(({ category }) => category !== 'deadline'),
      readinessCap,
    ),
    routeTable: score(inCategory(outcomes, 'routeTable'), routeTableCap),
    headroom: score(inCategory(outcomes, 'headroom'), () => perfect),
  };
}

function inCategory(outcomes: readonly CheckOutcome[], wanted: Category): readonly CheckOutcome[] {
  return outcomes.filter(({ category }) => category === wanted);
}

/** The highest score that these failing outcomes leave possible. */
type Cap = (failing: readonly CheckOutcome[]) => number;

function readinessCap(failing: readonly CheckOutcome[]): number {
  if (failing.some(({ severity }) => severity === 'blocker')) return blockerCap;
  return failing.some(({ severity }) => severity === 'high') ? highCap : perfect;
}

function routeTableCap(failing: readonly CheckOutcome[]): number {
  return failing.some(({ live }) => live) ? blockerCap : perfect;
}

function score(outcomes: readonly CheckOutcome[], cap: Cap): Score {
  const passed = outcomes.filter(({ status }) => status === 'pass');
  const failed = outcomes.filter(({ status }) => status === 'fail');
  const open = outcomes.filter(({ status }) => status === 'unknown' || status === 'error');
  if (weight(passed) + weight(failed) === 0) return { value: null, low: 0, high: perfect };
  // What nobody read is not won: a failure whose evidence is gone must not raise the score.
  const proved = share(passed, [...failed, ...open], cap) ?? 0;
  return { value: proved, low: proved, high: share([...passed, ...open], failed, cap) ?? perfect };
}

/** Passed weight in percent of all weight, whole, under the cap; null where nothing weighs. */
function share(passed: readonly CheckOutcome[], failed: readonly CheckOutcome[], cap: Cap): number | null {
  const [won, lost] = [weight(passed), weight(failed)];
  return won + lost === 0 ? null : Math.min(cap(failed), Math.round((perfect * won) / (won + lost)));
}

function weight(outcomes: readonly CheckOutcome[]): number {
  return outcomes.reduce((total, { severity }) => total + severityWeights[severity], 0);
}
