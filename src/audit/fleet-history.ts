import { fleetPointsKept, type ReportHead, type ScopeCounts } from '../model/report.ts';
import { comparablePoints, type FleetCount } from '../scoring/comparable-points.ts';
import { forecast } from '../scoring/forecast.ts';
import { thinned } from '../scoring/thin-history.ts';

/** The head with the line and the pace that earlier counts, in any order, give it. */
export function withFleetHistory(head: ReportHead, before: readonly FleetCount[]): ReportHead {
  const now = fleetCount(head);
  const points = comparablePoints(now, before, head.run.scopes.length);
  return {
    ...head,
    summary: { ...head.summary, forecast: forecast(now, [...points, ...(now.status === 'failed' ? [] : [now])]) },
    history: thinned(points, fleetPointsKept),
  };
}

/** What later audits compare themselves with. */
export function fleetCount({ asOf, run, summary }: Pick<ReportHead, 'asOf' | 'run' | 'summary'>): FleetCount {
  const scopes: ScopeCounts = {};
  for (const { subscriptionId, verdicts } of run.scopes) {
    if (verdicts !== undefined) scopes[subscriptionId.toLowerCase()] = verdicts;
  }
  return { asOf, status: run.status, kubenet: summary.kubenet, verdicts: summary.verdicts, scopes };
}
