import { type Finding, severityRank } from '../model/finding.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import { resourceKey } from '../model/resource-id.ts';
import type { FindingChange, FindingChangeKind } from './report-diff.ts';

type Owner = { readonly id: string; readonly name: string } | null;

/** What became of the findings of one cluster, or of the estate (`owner` null): check by check, in the order of the reports. */
export function compareOutcomes(
  owner: Owner,
  before: readonly CheckOutcome[],
  after: readonly CheckOutcome[],
): FindingChange[] {
  const old = new Map(before.map((outcome) => [outcome.code, outcome]));
  const asked = new Set(after.map(({ code }) => code));
  return [
    ...after.flatMap((outcome) => compareOutcome(owner, old.get(outcome.code), outcome)),
    ...before
      .filter((outcome) => outcome.status === 'fail' && !asked.has(outcome.code))
      .map((outcome) => ofOutcome('notKnown', owner, outcome, 'The newer report has no such check.')),
  ];
}

function compareOutcome(owner: Owner, before: CheckOutcome | undefined, after: CheckOutcome): FindingChange[] {
  switch (after.status) {
    case 'fail':
      return after.waiver === null
        ? stillOpen(owner, before, after)
        : before !== undefined && isWaived(before)
          ? []
          : [ofOutcome('waived', owner, after, waiverText(after))];
    case 'pass':
    case 'notApplicable':
      return before?.status === 'fail' ? failing(before).map((each) => gone(owner, before, each)) : [];
    case 'unknown':
    case 'error':
    case 'notRun': {
      const wasAnswered = before?.status === 'fail' || (before?.status === 'pass' && after.status !== 'notRun');
      return wasAnswered ? [ofOutcome('notKnown', owner, before, after.reason)] : [];
    }
    default:
      return after.status satisfies never;
  }
}

function stillOpen(owner: Owner, before: CheckOutcome | undefined, after: CheckOutcome): FindingChange[] {
  if (before?.status !== 'fail' || before.waiver !== null) {
    return failing(after).map((each) => opened(owner, after, each, before));
  }
  const { kept, came, went } = matched(failing(before), failing(after));
  return [
    ...kept.flatMap(({ old, now }) => (isSame(after, old, now) ? [] : [changed(owner, after, old, now)])),
    ...came.map((each) => opened(owner, after, each, undefined)),
    ...went.map((each) => gone(owner, before, each)),
  ];
}

/** Every failing finding; of an outcome that names none, the outcome itself. */
function failing({ findings, title, reason, severity }: CheckOutcome): readonly Finding[] {
  const all = findings.filter(({ status }) => status === 'fail');
  const itself = { status: 'fail', severity, confidence: 'measured', evidence: {} } as const;
  return all.length > 0 ? all : [{ ...itself, resourceId: '', message: reason === '' ? title : reason }];
}

interface Matched {
  readonly kept: readonly { readonly old: Finding; readonly now: Finding }[];
  readonly came: readonly Finding[];
  readonly went: readonly Finding[];
}

/**
 * Findings of the same resource are the same where they say the same; of what is left, where the resource has one in each report.
 * Several that all read otherwise came and went: which became which nobody could tell.
 */
function matched(before: readonly Finding[], after: readonly Finding[]): Matched {
  const [old, now] = [Map.groupBy(before, keyOf), Map.groupBy(after, keyOf)];
  const kept: { old: Finding; now: Finding }[] = [];
  const came: Finding[] = [];
  const went: Finding[] = [];
  for (const key of new Set([...now.keys(), ...old.keys()])) {
    const left = [...(old.get(key) ?? [])];
    const fresh: Finding[] = [];
    for (const each of now.get(key) ?? []) {
      const at = left.findIndex(({ message }) => message === each.message);
      const [same] = at < 0 ? [] : left.splice(at, 1);
      if (same === undefined) fresh.push(each);
      else kept.push({ old: same, now: each });
    }
    const [oneOld, oneNow] = [left[0], fresh[0]];
    if (left.length === 1 && fresh.length === 1 && oneOld !== undefined && oneNow !== undefined) {
      kept.push({ old: oneOld, now: oneNow });
    } else {
      came.push(...fresh);
      went.push(...left);
    }
  }
  return { kept, came, went };
}

function keyOf({ resourceId }: Finding): string {
  return resourceKey(resourceId);
}

/** The days left until the deadline change every day, which is no news. */
function isSame({ category }: CheckOutcome, old: Finding, now: Finding): boolean {
  return old.severity === now.severity && (old.message === now.message || category === 'deadline');
}

function opened(owner: Owner, outcome: CheckOutcome, finding: Finding, before: CheckOutcome | undefined) {
  const wasNotAnswered = before !== undefined && before.status !== 'pass' && before.status !== 'notApplicable';
  const earlier =
    before !== undefined && isWaived(before) ? 'Waived.' : wasNotAnswered ? `Not known. ${before.reason}`.trim() : null;
  return change('opened', owner, outcome, {
    ...{ severity: finding.severity, severityBefore: null, resourceId: finding.resourceId },
    ...{ before: earlier, after: finding.message },
  });
}

function changed(owner: Owner, outcome: CheckOutcome, old: Finding, now: Finding): FindingChange {
  return change('changed', owner, outcome, {
    ...{ severity: now.severity, severityBefore: old.severity, resourceId: now.resourceId },
    ...{ before: old.message, after: now.message },
  });
}

function gone(owner: Owner, outcome: CheckOutcome, { severity, resourceId, message }: Finding): FindingChange {
  const details = { severity, severityBefore: severity, resourceId, before: message, after: null };
  return change('fixed', owner, outcome, details);
}

/** One line for the whole outcome. */
function ofOutcome(kind: FindingChangeKind, owner: Owner, outcome: CheckOutcome, after: string): FindingChange {
  const [first, ...more] = failing(outcome);
  const said = outcome.status === 'fail' ? (first?.message ?? null) : outcome.title;
  return change(kind, owner, outcome, {
    severity: outcome.severity,
    severityBefore: outcome.status === 'fail' ? outcome.severity : null,
    resourceId: owner?.id ?? first?.resourceId ?? '',
    before: said === null || more.length === 0 ? said : `${said.replace(/\.$/, '')}, and ${more.length} more`,
    after,
  });
}

function change(
  kind: FindingChangeKind,
  cluster: Owner,
  { code, title, live }: CheckOutcome,
  details: Pick<FindingChange, 'severity' | 'severityBefore' | 'resourceId' | 'before' | 'after'>,
): FindingChange {
  return { kind, cluster, code, title, live, ...details };
}

function isWaived({ status, waiver }: CheckOutcome): boolean {
  return status === 'fail' && waiver !== null;
}

function waiverText({ waiver }: CheckOutcome): string {
  return waiver === null ? '' : `Accepted by ${waiver.owner} until ${waiver.expires}: ${waiver.reason}`;
}

/** Whether something opened: a finding that was not there, or one that got worse. */
export function isOpening({ kind, severity, severityBefore }: FindingChange): boolean {
  if (kind === 'opened') return true;
  return kind === 'changed' && severityBefore !== null && severityRank(severity) < severityRank(severityBefore);
}
