import { addCounts } from '../arm/request-counter.ts';
import { type AuditPlan, type ScopeTrouble, withTroubles } from '../model/audit.ts';
import { datedFactsCheckedOn } from '../model/dated-facts.ts';
import { daysLeft, kubenetDeadline } from '../model/deadline.ts';
import type { MigrationProof } from '../model/migration-proof.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import type { ReportHead, ReportScope, RequestCounts, ScopeCounts } from '../model/report.ts';
import { type Waiver, type WaiverFile, waiverKey } from '../model/waiver.ts';
import { makeSchedule, type ScheduleInput } from '../plan/make-schedule.ts';
import type { FleetCount } from '../scoring/comparable-points.ts';
import { forecast } from '../scoring/forecast.ts';
import { runStatus } from '../scoring/run-status.ts';
import { catalogueTexts } from './catalogue-texts.ts';
import { countedScopes } from './counted-scopes.ts';
import { withFleetHistory } from './fleet-history.ts';
import type { RunCount } from './run-count.ts';

/** What a finished run consists of, beside its clusters. */
export interface FinishedRun {
  readonly id: string;
  /** ISO 8601 in UTC, as the report prints them. */
  readonly asOf: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly plan: AuditPlan;
  /** Has counted every kubenet cluster of the run. */
  readonly count: RunCount;
  readonly troubles: readonly ScopeTrouble[];
  readonly requests: readonly RequestCounts[];
  readonly estateChecks: readonly CheckOutcome[];
  readonly waivers: WaiverFile;
  readonly migrations?: readonly MigrationProof[];
  /** The runs before this one, in any order, for the pace and the line; undefined where no history is kept. */
  readonly before: readonly FleetCount[] | undefined;
  readonly noticeTrouble?: string | undefined;
  /** What the owner decides about the order in which clusters migrate, and what was planned before. */
  readonly planning: Pick<ScheduleInput, 'settings' | 'problems' | 'previous'>;
}

/** The report's head. A folder's gaps are its findings' to name, so with source `input` only unused files make the run partial. */
export function reportHead(run: FinishedRun): ReportHead {
  const { plan } = run;
  const { tally, planned } = run.count;
  const counted = countedScopes(plan, tally);
  const scopes = withVerdicts(plan.source === 'input' ? plan.scopes : scopesAfter(plan.scopes, run.troubles), counted);
  const ofScopes = runStatus(scopes);
  const status = ofScopes === 'complete' && plan.unusedFiles.length > 0 ? 'partial' : ofScopes;
  const now = { asOf: run.asOf, kubenet: tally.kubenet };
  const head: ReportHead = {
    schemaVersion: '1.0',
    asOf: run.asOf,
    deadline: { date: kubenetDeadline, daysLeft: daysLeft(new Date(run.asOf)) },
    dataCheckedOn: datedFactsCheckedOn,
    run: {
      id: run.id,
      source: plan.source,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      status,
      scopes,
      requests: run.requests.reduce(addCounts, plan.requests),
      unusedFiles: plan.unusedFiles,
    },
    summary: tally.summary({ overlay: plan.overlay.length, other: plan.other.length }, forecast(now, [])),
    estate: { checks: [...run.estateChecks] },
    ...waiversOf(run),
    ...(run.migrations === undefined || run.migrations.length === 0 ? {} : { migrations: [...run.migrations] }),
    ...(run.noticeTrouble === undefined ? {} : { noticeTrouble: run.noticeTrouble }),
    overlay: plan.overlay,
    other: plan.other,
    ...(plan.unreadable.length === 0 ? {} : { unreadable: plan.unreadable }),
    ...(plan.matched === undefined ? {} : { matched: plan.matched }),
    ...(plan.asked === undefined ? {} : { asked: plan.asked }),
    catalogue: catalogueTexts,
    schedule: makeSchedule({
      clusters: planned,
      left: [...plan.overlay, ...plan.other],
      asOf: run.asOf,
      ...run.planning,
    }),
  };
  return run.before === undefined ? head : withFleetHistory(head, run.before);
}

function withVerdicts(scopes: readonly ReportScope[], counted: ScopeCounts): ReportScope[] {
  return scopes.map((scope) => {
    const verdicts = counted[scope.subscriptionId.toLowerCase()];
    return verdicts === undefined ? scope : { ...scope, verdicts };
  });
}

/** Those of the file that no cluster and no finding of the estate speaks of. */
function waiversOf({ waivers, count, estateChecks }: FinishedRun): Pick<ReportHead, 'waivers'> {
  const isOnEstate = ({ code, until }: Waiver) =>
    estateChecks.some((outcome) => outcome.code === code && outcome.waiver?.expires === until);
  const unmatched = waivers.waivers
    .filter((waiver) => !count.tally.waivers.has(waiverKey(waiver)) && !isOnEstate(waiver))
    .map(({ until, ...waiver }) => {
      const detail = `${waiver.code} fails nowhere in its scope: there is nothing to accept.`;
      return { ...waiver, expires: until, state: 'unmatched' as const, detail };
    });
  const all = [...waivers.refused, ...unmatched];
  return all.length === 0 ? {} : { waivers: all };
}

/** A trouble outside the planned scopes is a scope of its own rather than lost. */
function scopesAfter(scopes: readonly ReportScope[], troubles: readonly ScopeTrouble[]): ReportScope[] {
  const planned = new Map(scopes.map(({ subscriptionId }) => [subscriptionId.toLowerCase(), subscriptionId]));
  const spelled = troubles.map((trouble) => ({
    ...trouble,
    subscriptionId: planned.get(trouble.subscriptionId.toLowerCase()) ?? trouble.subscriptionId,
  }));
  const strangers = new Set(spelled.map(({ subscriptionId }) => subscriptionId)).difference(new Set(planned.values()));
  const added = [...strangers].sort().map((subscriptionId): ReportScope => {
    return { subscriptionId, name: null, status: 'partial', reason: null };
  });
  return withTroubles([...scopes, ...added], spelled);
}
