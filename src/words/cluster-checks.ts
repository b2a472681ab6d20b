import { type Finding, severityRank } from '../model/finding.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import type { ClusterReport } from '../model/report.ts';

/** A cluster's outcomes as a reader meets them: each outcome is in one group, worst first within it. */
export interface GroupedChecks {
  readonly live: readonly CheckOutcome[];
  readonly blockers: readonly CheckOutcome[];
  /** Severity high: somebody has to decide. */
  readonly decisions: readonly CheckOutcome[];
  /** Lesser failures, and the deadline's, which never count in a verdict. */
  readonly others: readonly CheckOutcome[];
  /** Failures somebody accepted, until their waiver ends. */
  readonly waived: readonly CheckOutcome[];
  /** `unknown` and `error`. */
  readonly unknown: readonly CheckOutcome[];
  readonly passed: readonly CheckOutcome[];
  readonly notApplicable: readonly CheckOutcome[];
  readonly notRun: readonly CheckOutcome[];
}

type GroupName = keyof GroupedChecks;

export function groupChecks(checks: readonly CheckOutcome[]): GroupedChecks {
  const sorted = [...checks].sort((a, b) => severityRank(a.severity) - severityRank(b.severity));
  const groups = Map.groupBy(sorted, groupOf);
  const of = (name: GroupName) => groups.get(name) ?? [];
  return {
    live: of('live'),
    blockers: of('blockers'),
    decisions: of('decisions'),
    others: of('others'),
    waived: of('waived'),
    unknown: of('unknown'),
    passed: of('passed'),
    notApplicable: of('notApplicable'),
    notRun: of('notRun'),
  };
}

function groupOf(outcome: CheckOutcome): GroupName {
  switch (outcome.status) {
    case 'fail':
      return groupOfFailure(outcome);
    case 'unknown':
    case 'error':
      return 'unknown';
    case 'pass':
      return 'passed';
    case 'notApplicable':
    case 'notRun':
      return outcome.status;
    default:
      return outcome.status satisfies never;
  }
}

function groupOfFailure({ waiver, live, category, severity }: CheckOutcome): GroupName {
  if (waiver !== null) return 'waived';
  if (live) return 'live';
  if (category === 'deadline') return 'others';
  if (severity === 'blocker') return 'blockers';
  return severity === 'high' ? 'decisions' : 'others';
}

/** The check that says the same of every kubenet cluster. */
export const fleetDeadlineCode = 'DL-001';

/** The deadline is every cluster's: where the whole fleet is told of it, a cluster repeats it only if the update is what it needs. */
export function withoutFleetDeadline({
  verdict,
  checks,
}: Pick<ClusterReport, 'verdict' | 'checks'>): readonly CheckOutcome[] {
  return verdict === 'ready' ? checks : checks.filter(({ code }) => code !== fleetDeadlineCode);
}

/** The same outcomes, what to act on first at the top. */
export function byUrgency(checks: readonly CheckOutcome[]): readonly CheckOutcome[] {
  const { live, blockers, decisions, unknown, others, waived, ...rest } = groupChecks(checks);
  return [
    ...[...live, ...blockers, ...decisions, ...unknown, ...others, ...waived],
    ...[...rest.passed, ...rest.notApplicable, ...rest.notRun],
  ];
}

export function failingFindings({ findings }: Pick<CheckOutcome, 'findings'>): readonly Finding[] {
  return findings.filter((finding) => finding.status === 'fail');
}

/** An outcome as one line: its first failing finding's sentence, and how many more there are. */
export function headline(outcome: CheckOutcome): string {
  const [first, ...more] = failingFindings(outcome);
  if (first === undefined) return outcome.title;
  return more.length === 0 ? first.message : `${first.message.replace(/\.$/, '')}, and ${more.length} more`;
}

/** Whether missing facts keep the cluster from a verdict. */
export function isBlockerClass({ severity, category }: CheckOutcome): boolean {
  return category !== 'deadline' && (severity === 'blocker' || severity === 'high');
}

/** What a table says about a cluster in one line. */
export function worstInWords(checks: readonly CheckOutcome[]): string {
  const groups = groupChecks(checks);
  const stops = [...groups.live, ...groups.blockers, ...groups.decisions][0];
  if (stops !== undefined) return headline(stops);
  const missing = groups.unknown.find(isBlockerClass);
  if (missing !== undefined) return `Could not check: ${missing.title}`;
  const lesser = groups.others.find(({ category }) => category !== 'deadline');
  return lesser === undefined ? 'No problem found' : headline(lesser);
}
