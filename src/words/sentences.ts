import type { Asked, ReportHead, ReportScope, Run } from '../model/report.ts';
import { dateText, monthText, weeksBetween } from './dates.ts';
import { counted, numberText, rateText, verdictWords } from './words.ts';

/** The report in one sentence. Says what could not be read wherever that could turn the answer. */
export function answerSentence(head: ReportHead): string {
  const { clusters, kubenet } = head.summary;
  const unread = head.run.scopes.filter((scope) => scope.status !== 'read').length;
  const but = notReadInFull(unread, head.run.unusedFiles.length);
  const untold = head.unreadable ?? [];
  if (kubenet > 0) return `${[stillOnKubenet(head), ...mayBeKubenet(untold)].join('. ')}.`;
  if (untold.length > 0) return `${mayBeKubenet(untold).join('')}.`;
  if (isNothingRead(head.run)) {
    return `Nothing could be read: none of ${counted(head.run.scopes.length, 'subscription')} let the audit in.`;
  }
  if (head.run.status === 'failed') return 'Nothing could be read: no subscription was in scope.';
  if (head.run.scopes.length === 0) return 'Nothing was audited: no subscription was in scope.';
  if (head.asked !== undefined) return `${ofThoseAsked(head.asked, head.matched)}${but}.`;
  if (clusters === 0) return `No AKS cluster was found${but}.`;
  if (but !== '') return `No kubenet cluster was found among ${counted(clusters, 'cluster')}${but}.`;
  const unfinished = head.estate.checks.find(({ code, status }) => code === 'MIG-021' && status === 'fail');
  const open = unfinished?.findings.filter(({ status }) => status === 'fail').length ?? 0;
  if (open > 0) {
    return `No cluster states kubenet any more, but ${counted(open, 'migration')} to Azure CNI Overlay ${open === 1 ? 'is' : 'are'} not finished.`;
  }
  const leftovers = head.estate.checks.some((outcome) => outcome.status === 'fail' && outcome.waiver === null);
  const advice = leftovers ? ' Keep the audit until the leftovers below are gone.' : '';
  return `No kubenet cluster left in ${numberText(clusters)}.${advice}`;
}

/** Of the clusters that nobody asked for it says nothing: no kubenet cluster among those asked for is none among them alone. */
function ofThoseAsked({ clusters, tags }: Asked, matched = 0): string {
  if (matched === 1) return 'The cluster that was asked for does not use kubenet';
  if (matched > 1) return `None of the ${counted(matched, 'cluster')} that were asked for uses kubenet`;
  const tagged = Object.entries(tags).map(([name, value]) => `${name}=${value}`);
  const parts = [
    clusters.length === 0 ? '' : ` named ${clusters.join(' or ')}`,
    tagged.length === 0 ? '' : ` that carries ${tagged.join(' and ')}`,
  ];
  return `No AKS cluster${parts.join('')} was found`;
}

/** `, but 1 subscription and 2 files could not be read in full`; empty where all was. */
function notReadInFull(subscriptions: number, files: number): string {
  const parts = [
    ...(subscriptions === 0 ? [] : [counted(subscriptions, 'subscription')]),
    ...(files === 0 ? [] : [counted(files, 'file')]),
  ];
  return parts.length === 0 ? '' : `, but ${parts.join(' and ')} could not be read in full`;
}

const clustersNamed = 5;

/** `Whether 2 clusters use kubenet is not known: a, b`. */
function mayBeKubenet(clusters: NonNullable<ReportHead['unreadable']>): string[] {
  if (clusters.length === 0) return [];
  const names = clusters.slice(0, clustersNamed).map(({ name }) => name);
  const more = clusters.length > clustersNamed ? ` and ${numberText(clusters.length - clustersNamed)} more` : '';
  return [
    `Whether ${counted(clusters.length, 'cluster')} ${clusters.length === 1 ? 'uses' : 'use'} kubenet is not known: ${names.join(', ')}${more}`,
  ];
}

/** Whether every subscription refused, so that no count says anything. */
export function isNothingRead({ scopes }: Pick<Run, 'scopes'>): boolean {
  return scopes.length > 0 && scopes.every((scope) => scope.status === 'unreadable');
}

function stillOnKubenet({ summary, asked, matched }: ReportHead): string {
  const { clusters, kubenet, verdicts } = summary;
  const all =
    asked === undefined ? counted(clusters, 'cluster') : `${counted(matched ?? kubenet, 'cluster')} asked for`;
  const judged = verdicts.blocked + verdicts.needsWork + verdicts.ready + verdicts.unverified;
  const verb = kubenet === 1 ? 'uses' : 'use';
  const parts = [
    verdicts.blocked > 0 ? `${numberText(verdicts.blocked)} ${verdicts.blocked === 1 ? 'is' : 'are'} blocked` : '',
    `${verdicts.ready > 0 ? numberText(verdicts.ready) : 'none'} could move today`,
    judged < kubenet ? `${numberText(kubenet - judged)} ${kubenet - judged === 1 ? 'was' : 'were'} not audited` : '',
  ];
  return `${numberText(kubenet)} of ${all} still ${verb} kubenet; ${parts.filter(Boolean).join(', ')}`;
}

/** Whether the pace is enough, and over what it was measured; says so where no history tells. Empty when nothing is left to move. */
export function paceSentence(head: PacedHead): string {
  const { summary, run, history = [] } = head;
  if (summary.kubenet === 0) return '';
  if (summary.forecast.perWeekLately === null) {
    if (!run.scopes.some(({ status, verdicts }) => status === 'read' || verdicts !== undefined)) {
      return 'No subscription was read in full, so nothing can be said about the pace.';
    }
    return head.history === undefined
      ? 'No history yet: with --history FOLDER a second scan says whether the pace is enough.'
      : 'No history yet: after two audits this line says whether the pace is enough.';
  }
  return [
    ...(history.some(({ invented }) => invented) ? ['The past audits are invented, to show this line.'] : []),
    paceAlone(head, summary.forecast.perWeekLately),
    ...paceBasis(head),
  ].join(' ');
}

type PacedHead = Pick<ReportHead, 'asOf' | 'summary' | 'deadline' | 'history' | 'run'>;

function paceAlone({ asOf, summary, deadline, history }: PacedHead, perWeek: number): string {
  const { perWeekNeeded, projectedFinish } = summary.forecast;
  const since = paceSince(asOf, history);
  const needed = neededSentence(perWeekNeeded, deadline);
  if (perWeek < 0)
    return `The number of kubenet clusters grew by ${rateText(-perWeek)} a week ${since.during}; ${needed}.`;
  if (projectedFinish === null)
    return `At the pace ${since.of} (${rateText(perWeek)} a week) no end is in sight; ${needed}.`;
  return `At the pace ${since.of} you finish in ${monthText(projectedFinish)}, ${lateness(deadline.date, projectedFinish)}.`;
}

/** Nothing is in time any more once support has ended. */
function neededSentence(perWeek: number, { date, daysLeft }: ReportHead['deadline']): string {
  if (daysLeft < 0) return `support ended on ${dateText(date)}`;
  const rate = rateText(perWeek);
  if (rate === rateText(0)) return 'less than 0.1 a week is needed';
  return `${rate} a week ${rate === rateText(1) ? 'is' : 'are'} needed`;
}

/** As the forecast looks back; what is shorter says from when. */
const paceWeeks = 8;

function paceSince(asOf: string, history: PacedHead['history'] = []): { readonly of: string; readonly during: string } {
  const weeks = `the last ${paceWeeks} weeks`;
  const first = history.find((point) => (weeksBetween(point.asOf, asOf) ?? 0) <= paceWeeks);
  const isShort = first !== undefined && (weeksBetween(first.asOf, asOf) ?? 0) < paceWeeks - 1;
  return isShort
    ? { of: `since ${dateText(first.asOf)}`, during: `since ${dateText(first.asOf)}` }
    : { of: `of ${weeks}`, during: `in ${weeks}` };
}

/** Nothing where every audit that counts read everything. */
export function paceBasis({ run, history = [] }: Pick<ReportHead, 'run' | 'history'>): string[] {
  if (!history.some(({ common }) => common !== undefined && common.scopes < common.of)) return [];
  const whole = run.scopes.filter(({ verdicts }) => verdicts !== undefined).length;
  return [
    `This is measured over ${numberText(whole)} of ${counted(run.scopes.length, 'subscription')}: what two audits did not both read moves nothing.`,
  ];
}

function lateness(deadline: string, finish: string): string {
  if (finish.slice(0, 10) <= deadline) return 'in time';
  const weeks = weeksBetween(deadline, finish) ?? 0;
  return weeks === 0 ? 'days late' : `${counted(weeks, 'week')} late`;
}

/** `495 days until 31 Mar 2028, when AKS stops supporting kubenet`. */
export function deadlineSentence({ date, daysLeft }: ReportHead['deadline']): string {
  const days = counted(Math.abs(daysLeft), 'day');
  if (daysLeft < 0) return `${days} since ${dateText(date)}, when AKS stopped supporting kubenet`;
  return `${days} until ${dateText(date)}, when AKS stops supporting kubenet`;
}

const scopesNamed = 3;

/** `6 of 7 subscriptions read. 1 could not be read: legacy (403 …).` */
export function coverageSentence({ scopes, unusedFiles }: Pick<Run, 'scopes' | 'unusedFiles'>): string {
  const read = scopes.filter((scope) => scope.status === 'read').length;
  const parts = [
    scopes.length === 0
      ? 'No subscription was in scope.'
      : `${numberText(read)} of ${counted(scopes.length, 'subscription')} read.`,
    scopesSentence(scopes, 'unreadable', 'could not be read'),
    scopesSentence(scopes, 'partial', 'read in part'),
    unusedFilesSentence(unusedFiles),
  ];
  return parts.filter(Boolean).join(' ');
}

/** A file may have several reasons, and be used for the rest of it. */
function unusedFilesSentence(unusedFiles: Run['unusedFiles']): string {
  const byFile = Map.groupBy(unusedFiles, ({ file }) => file);
  if (byFile.size === 0) return '';
  const files = [...byFile].map(([file, those]) => reasonedName(file, those.map(({ reason }) => reason).join(' ')));
  return `${counted(byFile.size, 'file')} could not be used whole: ${firstOf(files)}.`;
}

function scopesSentence(scopes: readonly ReportScope[], status: ReportScope['status'], words: string): string {
  const such = scopes.filter((scope) => scope.status === status);
  return such.length === 0 ? '' : `${numberText(such.length)} ${words}: ${firstOf(scopeTexts(such))}.`;
}

/** `name (reason)`; what several share is said once, after the first three names. */
function scopeTexts(scopes: readonly ReportScope[]): string[] {
  return [...Map.groupBy(scopes, ({ reason, subscriptionId }) => reason ?? subscriptionId).values()].map((alike) => {
    const names = alike.map(({ name, subscriptionId }) => name ?? subscriptionId);
    const more = names.length - scopesNamed;
    const listed = `${names.slice(0, scopesNamed).join(', ')}${more > 0 ? ` and ${numberText(more)} more` : ''}`;
    return reasonedName(listed, alike[0]?.reason ?? null);
  });
}

/** The reason's own full stop goes, since a sentence follows. */
function reasonedName(name: string, reason: string | null): string {
  return reason === null ? name : `${name} (${reason.replace(/\.$/, '')})`;
}

function firstOf(all: readonly string[]): string {
  const more = all.length - scopesNamed;
  return `${all.slice(0, scopesNamed).join('; ')}${more > 0 ? `; and ${numberText(more)} more` : ''}`;
}

/** What is read when nothing burns: only of the clusters where that is known; empty where there is no cluster. */
export function quietSentence(rows: readonly { readonly liveUnknown: boolean }[]): string {
  const unsure = rows.filter((row) => row.liveUnknown).length;
  const sure = rows.length - unsure;
  if (rows.length === 0) return '';
  if (unsure === 0) return `No live route problem in ${counted(sure, 'cluster')}.`;
  const could = `it could not be checked in ${counted(unsure, 'cluster')}`;
  return sure === 0
    ? `Whether routes are broken now is not known: ${could}.`
    : `No live route problem found in ${counted(sure, 'cluster')}; ${could}.`;
}

/** `11 blocked · 9 needs work · 1 unverified · 4 ready`. */
export function verdictCountsText({
  summary: { kubenet, verdicts },
  run,
  asked,
}: Pick<ReportHead, 'summary' | 'run' | 'asked'>): string {
  if (isNothingRead(run)) return 'How many clusters use kubenet is not known.';
  if (kubenet === 0) return asked === undefined ? 'No kubenet cluster.' : 'No kubenet cluster among those asked for.';
  const order = ['blocked', 'needsWork', 'unverified', 'ready'] as const;
  return order.map((each) => `${numberText(verdicts[each])} ${verdictWords[each].word}`).join(' · ');
}
