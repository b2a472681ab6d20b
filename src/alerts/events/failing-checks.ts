import type { CheckOutcome } from '../../model/outcome.ts';
import type { ClusterReport } from '../../model/report.ts';
import { failingFindings, headline } from '../../words/cluster-checks.ts';
import { dateText } from '../../words/dates.ts';
import { staleRouteCode } from '../thresholds.ts';
import type { ChangeLog } from './change-log.ts';

/** Fails, and nobody has accepted it. */
export function isOpenFailure({ status, waiver }: Pick<CheckOutcome, 'status' | 'waiver'>): boolean {
  return status === 'fail' && waiver === null;
}

/** Whether nothing but suspicion speaks for the failure. */
function isSuspected(outcome: Pick<CheckOutcome, 'findings'>): boolean {
  const failing = failingFindings(outcome);
  return failing.length > 0 && failing.every(({ confidence }) => confidence === 'suspected');
}

/** A failure that is proved, or that two audits in a row suspect. */
export function isSure(outcome: CheckOutcome, suspectedBefore: readonly string[]): boolean {
  return !isSuspected(outcome) || suspectedBefore.includes(outcome.code);
}

/** Codes whose failure the next audit has to see again before it is said. */
export function suspectedCodes(checks: readonly CheckOutcome[]): string[] {
  return checks.filter((outcome) => isOpenFailure(outcome) && isSuspected(outcome)).map(({ code }) => code);
}

/** Live problems, and routes without a node: opened when sure, closed when the check passes, silent while nobody can tell. */
export function sayFailingChecks(
  cluster: Pick<ClusterReport, 'checks'>,
  suspectedBefore: readonly string[],
  log: ChangeLog,
): void {
  for (const outcome of cluster.checks) {
    if (!outcome.live && outcome.code !== staleRouteCode) continue;
    const state = stateOf(outcome, suspectedBefore);
    if (state === 'notKnown') continue;
    log.settle(state === 'open', {
      condition: outcome.code,
      kind: outcome.live ? 'outage' : 'staleRoute',
      severity: outcome.severity,
      code: outcome.code,
      title: state === 'open' ? headline(outcome) : outcome.title,
      detail: state === 'open' ? openText(outcome) : closedText(outcome),
    });
  }
}

function stateOf(outcome: CheckOutcome, suspectedBefore: readonly string[]): 'open' | 'closed' | 'notKnown' {
  switch (outcome.status) {
    case 'fail':
      if (outcome.waiver !== null) return 'closed';
      return isSure(outcome, suspectedBefore) ? 'open' : 'notKnown';
    case 'pass':
    case 'notApplicable':
      return 'closed';
    case 'unknown':
    case 'error':
    case 'notRun':
      return 'notKnown';
    default:
      return outcome.status satisfies never;
  }
}

function openText(outcome: CheckOutcome): string {
  const doubt = isSuspected(outcome) ? 'Two audits suspect it; what would prove it could not be read. ' : '';
  return `${doubt}${outcome.fix.text}`.trim();
}

function closedText({ status, waiver, reason }: CheckOutcome): string {
  if (waiver !== null) return `Accepted by ${waiver.owner} until ${dateText(waiver.expires)}: ${waiver.reason}`;
  return status === 'notApplicable' && reason !== '' ? reason : 'The check passes now.';
}
