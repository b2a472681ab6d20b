import type { Severity } from '../../model/finding.ts';
import type { ClusterReport, Verdict } from '../../model/report.ts';
import { verdictWords } from '../../words/words.ts';
import type { ChangeLog } from './change-log.ts';
import { isOpenFailure, isSure } from './failing-checks.ts';

/** Best first. */
const order: readonly Verdict[] = ['ready', 'unverified', 'needsWork', 'blocked'];

const severities: Readonly<Record<Verdict, Severity>> = {
  ready: 'low',
  unverified: 'low',
  needsWork: 'medium',
  blocked: 'high',
};

/**
 * Says a verdict that got worse or better. One that could not be proved today says nothing of a cluster that had work to do, and
 * one that rests on a suspicion waits for the next audit. Gives the verdict that now stands.
 */
export function sayVerdictChange(
  cluster: Pick<ClusterReport, 'verdict' | 'verdictReason' | 'checks'>,
  before: Verdict,
  suspectedBefore: readonly string[],
  log: ChangeLog,
): Verdict {
  const { verdict, verdictReason } = cluster;
  const isBetter = order.indexOf(verdict) < order.indexOf(before);
  if (verdict === before || (verdict === 'unverified' && isBetter)) return before;
  if (!isBetter && !isSureVerdict(cluster, suspectedBefore)) return before;
  log.say({
    condition: 'verdict',
    kind: 'verdict',
    transition: isBetter ? 'closed' : 'opened',
    severity: severities[isBetter ? before : verdict],
    title: `${capital(verdictWords[verdict].word)}; was ${verdictWords[before].word}`,
    detail: verdictReason,
  });
  return verdict;
}

/** Whether one of the failures that make the verdict is more than a suspicion. */
function isSureVerdict({ verdict, checks }: Pick<ClusterReport, 'verdict' | 'checks'>, suspected: readonly string[]) {
  const decisive = verdict === 'blocked' ? 'blocker' : verdict === 'needsWork' ? 'high' : undefined;
  const deciding = checks.filter(
    (outcome) => isOpenFailure(outcome) && outcome.category !== 'deadline' && outcome.severity === decisive,
  );
  return deciding.length === 0 || deciding.some((outcome) => isSure(outcome, suspected));
}

/** Of the verdict that a cluster leaves behind when it leaves kubenet. */
export function severityOfVerdict(verdict: Verdict): Severity {
  return severities[verdict];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
