import type { AuditPlan } from '../model/audit.ts';
import type { ClusterReport, ReportHead, ReportStream } from '../model/report.ts';
import type { SlimCluster } from './cluster-summary.ts';
import type { OnDamaged, StoredValueError } from './errors.ts';
import * as history from './history-rows.ts';
import * as index from './index-rows.ts';
import type { UnitId } from './keys.ts';
import { claimManualRun, type ManualRun } from './manual-run-row.ts';
import { addToMonths } from './month-rows.ts';
import * as plans from './plan-rows.ts';
import * as reports from './report-rows.ts';
import * as results from './result-rows.ts';
import { deleteExpired, type Retention } from './retention.ts';
import { isClosed, type PlannedRun, type RunRecord, type RunStatus } from './run-record.ts';
import * as runs from './run-rows.ts';
import type { AuditTables } from './tables.ts';
import * as units from './unit-rows.ts';

export type AuditStore = ReturnType<typeof createAuditStore>;

/**
 * Runs, their plans, units, results and reports, and the history, in Table storage. Every operation may be repeated, by several
 * at once; those that decide (creating a run, changing it, completing a unit) let exactly one caller win.
 */
export function createAuditStore(tables: AuditTables) {
  return {
    createRun: (run: Pick<RunRecord, 'id' | 'trigger' | 'createdAt'>) => runs.createRun(tables.runs, run),
    readRun: (id: string) => runs.readRun(tables.runs, id),
    claimManualRun: <Refusal>(next: ManualRun, mayFollow: (last: ManualRun) => Promise<Refusal | undefined>) =>
      claimManualRun(tables.runs, next, mayFollow),
    listRuns: (after?: string, pageSize?: number) => runs.listRuns(tables.runs, after, pageSize),
    listOpenRuns: () => runs.listOpenRuns(tables.runs),
    changeRun: (id: string, from: readonly RunStatus[], change: Partial<RunRecord>) =>
      runs.changeRun(tables.runs, id, from, change),

    writePlan: (runId: string, attempt: string, plan: AuditPlan, now: Date) =>
      plans.writePlan(tables.results, runId, attempt, plan, now),
    readPlan: (run: PlannedRun) => plans.readPlan(tables.results, run),

    readUnit: (run: PlannedRun, unit: UnitId) => units.readUnit(tables.results, run, unit),
    listUnits: (run: PlannedRun) => units.listUnits(tables.results, run),
    listOpenUnits: (run: PlannedRun) => units.listOpenUnits(tables.results, run),
    hasOpenUnit: (run: PlannedRun, justDone?: UnitId) => units.hasOpenUnit(tables.results, run, justDone),
    touchUnit: (run: PlannedRun, unit: UnitId, now: Date) => units.touchUnit(tables.results, run, unit, now),
    completeUnit: (run: PlannedRun, unit: UnitId, attempt: string, now: Date) =>
      units.completeUnit(tables.results, run, unit, attempt, now),

    markRecorded: (run: PlannedRun, unit: UnitId) => units.markRecorded(tables.results, run, unit),
    claimClosing: (id: string, closer: string, now: Date, until: Date) =>
      runs.claimClosing(tables.runs, id, closer, now, until),

    writeResult: (planAttempt: string, at: results.UnitAttempt, found: results.UnitFindings) =>
      results.writeResult(tables.results, planAttempt, at, found),
    listDigests: (run: PlannedRun, winners: ReadonlyMap<UnitId, string>) =>
      results.listDigests(tables.results, run, winners),

    writeIndex: (
      runId: string,
      attempt: string,
      entries: AsyncIterable<index.IndexEntry> | Iterable<index.IndexEntry>,
    ) => index.writeIndex(tables.results, runId, attempt, entries),
    listIndex: (run: RunRecord, range?: { readonly after?: string }) => index.listIndex(tables, run, range),
    readIndexEntry: (run: RunRecord, key: string) => index.readIndexEntry(tables, run, key),
    readClusterReport: ({ summary, at }: index.IndexEntry): Promise<ClusterReport> =>
      results.readClusterReport(tables.results, at, summary.id),

    /** @param keptSince older points of these clusters are dropped */
    writeClusterHistory: (
      run: RunRecord,
      clusters: readonly SlimCluster[],
      keptSince: Date,
      onDamaged: OnDamaged = raise,
    ) =>
      addToMonths(
        tables.history,
        clusters.map((each) => ({ clusterId: each.summary.id, value: history.historyOf(run, each) })),
        keptSince,
        onDamaged,
      ),
    writeFleetHistory: (value: history.FleetHistory) => history.writeFleetHistory(tables.history, value),
    /** Of what is damaged the histories tell `onDamaged`; without it, reading ends there with the error. */
    listClusterHistory: (clusterId: string, before: string, onDamaged: OnDamaged = raise, pageSize?: number) =>
      history.listClusterHistory(tables.history, clusterId, before, onDamaged, pageSize),
    listFleetHistory: (before: string, onDamaged: OnDamaged = raise) =>
      history.listFleetHistory(tables.history, before, onDamaged),
    clusterHistories: (clusterIds: readonly string[], before: string, onDamaged: OnDamaged = raise) =>
      history.clusterHistories(tables.history, clusterIds, before, onDamaged),

    writeHead: (runId: string, attempt: string, head: ReportHead) => reports.writeHead(tables, runId, attempt, head),
    latestReportedRun: () => reports.latestReportedRun(tables),
    latestCompleteRun: () => runs.latestRun(tables.runs, ({ status }) => status === 'complete'),
    latestClosedRun: () => runs.latestRun(tables.runs, isClosed),
    latestRun: () => runs.latestRun(tables.runs, () => true),
    /** Undefined where there is no such run, or it has no report. */
    openReport: async (runId: string): Promise<ReportStream | undefined> => {
      const run = runId === 'latest' ? await reports.latestReportedRun(tables) : await runs.readRun(tables.runs, runId);
      return run === undefined ? undefined : reports.openReport(tables, run);
    },
    deleteExpired: (retention: Retention, now: Date) => deleteExpired(tables, retention, now),
  };
}

function raise(error: StoredValueError): never {
  throw error;
}
