import type { Severity } from '../model/finding.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import type { Verdict } from '../model/report.ts';

export interface JudgedVerdict {
  readonly verdict: Verdict;
  /** A sentence or two that name the codes behind it. */
  readonly verdictReason: string;
}

/** Whether a cluster can move today, by the checks that are not about the deadline. */
export function verdict(outcomes: readonly CheckOutcome[]): JudgedVerdict {
  const counted = outcomes.filter(({ category, waiver }) => category !== 'deadline' && waiver === null);
  const { sentence, ...decided } = decide(counted);
  return { ...decided, verdictReason: `${sentence}${inClusterChecksNotRun(counted)}${waived(outcomes)}.` };
}

function decide(outcomes: readonly CheckOutcome[]): { readonly verdict: Verdict; readonly sentence: string } {
  const blockers = withStatus(outcomes, ['fail'], ['blocker']);
  if (blockers.length > 0) {
    return { verdict: 'blocked', sentence: `Blocked by ${withTitles(blockers)}` };
  }
  const urgent = withStatus(outcomes, ['fail'], ['high']);
  if (urgent.length > 0) {
    return { verdict: 'needsWork', sentence: `Needs work before it can move: ${withTitles(urgent)}` };
  }
  const open = withStatus(outcomes, ['unknown', 'error'], ['blocker', 'high']);
  if (open.length > 0) {
    return { verdict: 'unverified', sentence: `Nothing that was read stops it, but not answered: ${codes(open)}` };
  }
  const level = outcomes.some(({ status }) => status === 'notRun')
    ? 'Azure level'
    : 'Azure level and inside the cluster';
  return { verdict: 'ready', sentence: `Ready at ${level}` };
}

function withStatus(
  outcomes: readonly CheckOutcome[],
  statuses: readonly CheckOutcome['status'][],
  severities: readonly Severity[],
): readonly CheckOutcome[] {
  return outcomes.filter(({ status, severity }) => statuses.includes(status) && severities.includes(severity));
}

function withTitles(outcomes: readonly CheckOutcome[]): string {
  return outcomes.map(({ code, title }) => `${code} (${title})`).join(', ');
}

function codes(outcomes: readonly CheckOutcome[]): string {
  return outcomes.map(({ code }) => code).join(', ');
}

/** What runs inside the cluster was not looked at: said whatever the verdict is. */
function inClusterChecksNotRun(outcomes: readonly CheckOutcome[]): string {
  const notRun = outcomes.filter(({ status }) => status === 'notRun');
  return notRun.length > 0 ? `; in-cluster checks not run (${codes(notRun)})` : '';
}

/** What somebody accepted is no reason any more, and is not hidden either. */
function waived(outcomes: readonly CheckOutcome[]): string {
  const accepted = outcomes.filter(({ waiver }) => waiver !== null);
  return accepted.length > 0 ? `; waived: ${codes(accepted)}` : '';
}
