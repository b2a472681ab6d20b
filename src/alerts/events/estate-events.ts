import type { AlertEvent, EstateMemory } from '../../model/alert.ts';
import { daysLeft } from '../../model/deadline.ts';
import type { ReportHead } from '../../model/report.ts';
import { momentText } from '../../words/dates.ts';
import { answerSentence, coverageSentence, deadlineSentence, paceSentence } from '../../words/sentences.ts';
import { counted } from '../../words/words.ts';
import type { FailedRun } from '../delivery/alert-services.ts';
import { completeAuditHours, deadlineMarks } from '../thresholds.ts';
import { type ChangeLog, createChangeLog, estateSubject, type Moment } from './change-log.ts';
import { sayExpiringWaivers } from './expiring-waivers.ts';
import { readableSubscriptions, subscriptionEvents } from './subscription-events.ts';

/** What is to be said of the estate as a whole, and what is to be remembered of it. */
export function estateEvents(
  head: ReportHead,
  before: EstateMemory | undefined,
): { readonly events: readonly AlertEvent[]; readonly memory: EstateMemory } {
  const { asOf } = head;
  const moment = { runId: head.run.id, asOf };
  const firstAsOf = before?.firstAsOf ?? asOf;
  const log = createChangeLog(before, estateSubject(firstAsOf), moment);
  const lastCompleteAt = head.run.status === 'complete' ? asOf : (before?.lastCompleteAt ?? null);
  sayLateAudit(lastCompleteAt ?? firstAsOf, asOf, log, coverageSentence(head.run));
  if (head.run.status !== 'failed') {
    log.settle(false, { ...failedAudit, title: 'Audits work again', detail: coverageSentence(head.run) });
  }
  const deadlineMark = sayDeadline(head, before, log);
  const waivers = sayExpiringWaivers(head.estate.checks, before?.waivers ?? {}, asOf, log);
  const coverage = subscriptionEvents(head, before, log.said.changes, moment);
  return {
    events: [...log.events, ...coverage.events],
    memory: {
      ...moment,
      ...{ firstAsOf, lastCompleteAt, deadlineMark, waivers },
      open: log.said.open,
      changes: coverage.changes,
      subscriptions: readableSubscriptions(head, before),
    },
  };
}

/**
 * What is to be said of an audit that ended without a report. Undefined where that is said already, or a later audit is told. It is
 * no audit to compare the next one with: what was known before stays.
 */
export function failedAuditEvents(
  { id, createdAt, failure }: FailedRun,
  before: EstateMemory | undefined,
): { readonly events: readonly AlertEvent[]; readonly memory: EstateMemory } | undefined {
  if (before !== undefined && before.asOf > createdAt) return undefined;
  const log = createChangeLog(before, estateSubject(before?.firstAsOf ?? createdAt), { runId: id, asOf: createdAt });
  log.settle(true, {
    ...failedAudit,
    title: 'An audit failed before it read anything',
    detail: failure,
  });
  if (log.events.length === 0) return undefined;
  return { events: log.events, memory: { ...(before ?? nothingKnown(id, createdAt)), ...log.said } };
}

const failedAudit = { condition: 'auditFailed', kind: 'auditFailed', severity: 'high' } as const;

export function isFailureTold({ open }: EstateMemory): boolean {
  return open[failedAudit.condition] !== undefined;
}

/** The memory of an installation whose first audit failed. */
function nothingKnown(runId: string, asOf: string): EstateMemory {
  const left = daysLeft(new Date(asOf));
  const deadlineMark = deadlineMarks.findLast(({ at }) => left <= at)?.at ?? null;
  const nothing = { lastCompleteAt: null, open: {}, changes: {}, waivers: {}, subscriptions: {} };
  return { runId, asOf, firstAsOf: asOf, deadlineMark, ...nothing };
}

/** What is to be said when no audit comes: for a clock to ask between audits. Undefined where nothing changes. */
export function lateAuditEvents(
  before: EstateMemory,
  now: Date,
): { readonly events: readonly AlertEvent[]; readonly memory: EstateMemory } | undefined {
  const moment: Moment = { runId: null, asOf: `${now.toISOString().slice(0, 19)}Z` };
  const log = createChangeLog(before, estateSubject(before.firstAsOf), moment);
  sayLateAudit(
    before.lastCompleteAt ?? before.firstAsOf,
    moment.asOf,
    log,
    `The last audit began ${momentText(before.asOf)}.`,
  );
  return log.events.length === 0 ? undefined : { events: log.events, memory: { ...before, ...log.said } };
}

function sayLateAudit(lastComplete: string, asOf: string, log: ChangeLog, detail: string): void {
  const hours = Math.floor((Date.parse(asOf) - Date.parse(lastComplete)) / 3_600_000);
  const isLate = hours >= completeAuditHours;
  log.settle(isLate, {
    condition: 'noCompleteAudit',
    kind: 'noCompleteAudit',
    severity: 'high',
    title: isLate ? `No complete audit for ${counted(hours, 'hour')}` : 'An audit was complete again',
    detail: isLate ? `None since ${momentText(lastComplete)}. ${detail}` : detail,
  });
}

/** The first audit only learns where it stands. After a pause only the nearest mark is said. */
function sayDeadline(head: ReportHead, before: EstateMemory | undefined, log: ChangeLog): number | null {
  const reached = deadlineMarks.findLast(({ at }) => head.deadline.daysLeft <= at);
  if (reached === undefined || before === undefined) return reached?.at ?? null;
  const isPassed = before.deadlineMark === null || reached.at < before.deadlineMark;
  if (!isPassed) return before.deadlineMark;
  // What is left is the message; an audit that read nothing cannot tell it.
  if (head.run.status === 'failed') return before.deadlineMark;
  if (head.summary.kubenet > 0 || head.run.status !== 'complete') {
    log.say({
      condition: 'deadline',
      kind: 'deadline',
      transition: 'opened',
      severity: reached.severity,
      title: deadlineSentence(head.deadline),
      detail: `${answerSentence(head)} ${paceSentence(head)}`.trim(),
    });
  }
  return reached.at;
}
