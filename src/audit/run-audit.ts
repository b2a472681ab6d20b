import { indexClusters } from '../gather/cluster-index.ts';
import type { AuditPlan, AuditScope, AuditUnit, ScopeTrouble } from '../model/audit.ts';
import { mapInOrder } from '../model/in-order.ts';
import { defaultPlanSettings, type PlanSettings } from '../model/plan-settings.ts';
import type { ReportStream, RequestCounts, SourceKind } from '../model/report.ts';
import { subscriptionIdOf } from '../model/resource-id.ts';
import { timestamp } from '../model/timestamp.ts';
import { noWaivers, type WaiverFile } from '../model/waiver.ts';
import { wholeAnswer } from '../model/whole-answer.ts';
import { failingChecks } from '../plan/plan-cluster.ts';
import { type AuditSources, judgeUnit, readUnit } from './audit-clusters.ts';
import { auditEstate, type EstateTables, readEstateTables } from './audit-estate.ts';
import { keepClusters } from './kept-clusters.ts';
import { planAudit } from './plan-audit.ts';
import { reportHead } from './report-head.ts';
import { countRun } from './run-count.ts';

/** How far an audit is, for a person who waits. */
export interface AuditProgress {
  readonly subscriptions: number;
  readonly clustersDone: number;
  readonly clustersTotal: number;
  readonly requests: RequestCounts;
}

export interface RunOptions {
  readonly scope: AuditScope;
  readonly runId: string;
  readonly asOf: Date;
  readonly routeLimit: number;
  readonly waivers?: WaiverFile;
  /** What the owner decides about the order in which clusters migrate; the defaults where not given. */
  readonly planSettings?: PlanSettings | undefined;
  readonly unusedFiles?: readonly { readonly file: string; readonly reason: string }[];
  /** Called once, before the first cluster is read. */
  readonly onPlan?: ((plan: AuditPlan) => void) | undefined;
  readonly onProgress?: (progress: AuditProgress) => void;
  readonly now: () => Date;
}

/**
 * Units in memory at once, the one that is judged counted. A unit's queries follow from each other and would not use Resource Graph's
 * quota by themselves, nor while a unit is judged; ARM is asked as fast by one.
 */
const unitsAtOnce = { graph: 2, arm: 1, input: 1 } as const satisfies Record<SourceKind, number>;

/** Clusters between two signs of life. */
const clustersBetweenReports = 50;

/** One audit from beginning to end in this process, without a store: no history, so no pace and no second sight of stale routes. */
export async function runAudit(sources: AuditSources, options: RunOptions): Promise<ReportStream> {
  const { scope, asOf, routeLimit, now, onProgress, waivers = noWaivers, planSettings = defaultPlanSettings } = options;
  const startedAt = timestamp(now());
  const plan = { ...(await planAudit(sources.source, scope)), unusedFiles: [...(options.unusedFiles ?? [])] };
  options.onPlan?.(plan);
  const clustersTotal = plan.units.reduce((total, { clusterIds }) => total + clusterIds.length, 0);
  const clusters = keepClusters(clustersTotal);
  const count = countRun(planSettings);
  const troubles: ScopeTrouble[] = [];
  const report = () =>
    onProgress?.({
      subscriptions: plan.scopes.length,
      clustersDone: clusters.count,
      clustersTotal,
      requests: sources.source.requests(),
    });
  report();
  const index = indexClusters(plan.index);
  const context = { asOf, routeLimit, index, previousAudits: new Map(), waivers: waivers.waivers };
  const lastUnits = subscriptionsByLastUnit(plan.units);
  let estateTables: Promise<EstateTables> | undefined;
  const read = async (unit: AuditUnit) => {
    const facts = await readUnit(sources, unit.clusterIds, context);
    // Nothing is asked while the last units are judged, but for this.
    if (unit === plan.units.at(-1)) estateTables = startedEarly(readEstateTables(sources.source, plan));
    return { unit, facts };
  };
  for await (const { unit, facts } of mapInOrder(plan.units, unitsAtOnce[plan.source], read)) {
    const judged = judgeUnit(sources, unit.clusterIds, context, facts);
    const clusterIds: string[] = [];
    for await (const { report: audited } of judged.clusters) {
      clusterIds.push(audited.id);
      count.add(audited, failingChecks(audited));
      clusters.add(audited);
      if (clusters.count % clustersBetweenReports === 0) report();
    }
    troubles.push(...wholeAnswer(unit, { clusterIds, troubles: judged.troubles }));
    sources.source.forget(lastUnits.get(unit) ?? []);
    report();
  }
  const estate = await auditEstate(sources.source, plan, { waivers: waivers.waivers, asOf }, estateTables);
  const head = reportHead({
    id: options.runId,
    asOf: timestamp(asOf),
    startedAt,
    finishedAt: timestamp(now()),
    plan: { ...plan, requests: { total: 0, throttled: 0, retried: 0, failed: 0 } },
    count,
    troubles: [...troubles, ...estate.troubles],
    requests: [sources.source.requests()],
    estateChecks: estate.checks,
    waivers,
    before: undefined,
    planning: { settings: planSettings },
  });
  // Units follow the order of ids, and so does what came of them.
  // A function made here would keep all that was read until the report is written.
  return { head, clusters: clusters.read };
}

/** Awaited in its turn; until then a failure must not count as unhandled. */
function startedEarly<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

/** Subscriptions by the unit with the last of their clusters: what is remembered of them is of no use after it. */
function subscriptionsByLastUnit(units: readonly AuditUnit[]): ReadonlyMap<AuditUnit, readonly string[]> {
  const last = new Map<string, AuditUnit>();
  for (const unit of units) {
    for (const id of unit.clusterIds) last.set(subscriptionIdOf(id) ?? '', unit);
  }
  return new Map(
    [...Map.groupBy(last, ([, unit]) => unit)].map(([unit, all]) => [
      unit,
      all.map(([subscriptionId]) => subscriptionId),
    ]),
  );
}
