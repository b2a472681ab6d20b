import type { Severity } from '../model/finding.ts';

/**
 * What an outcome weighs in a score: OpenSSF Scorecard's weights for critical, high, medium and low risk. `info` says something
 * without judging.
 * @see https://github.com/ossf/scorecard/blob/main/docs/checks.md
 */
export const severityWeights: Readonly<Record<Severity, number>> = {
  blocker: 10,
  high: 7.5,
  medium: 5,
  low: 2.5,
  info: 0,
};
