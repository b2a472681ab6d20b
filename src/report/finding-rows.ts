import type { CheckOutcome } from '../model/outcome.ts';
import type { ClusterReport, ReportHead, ReportScope, ReportStream } from '../model/report.ts';
import { subscriptionIdOf } from '../model/resource-id.ts';
import type { FindingRow } from './columns.ts';

/**
 * The rows of every tabular format: a row for each subscription that was not fully read, then the findings of the estate, then
 * those of the clusters. An outcome without findings has a row only where it is `unknown` or `error`: a table without it would
 * read as fine.
 */
export async function* findingRows(report: ReportStream): AsyncGenerator<FindingRow> {
  const nameOf = subscriptionNames(report.head);
  yield* scopeRows(report.head);
  yield* estateFindingRows(report.head);
  for await (const cluster of report.clusters()) yield* clusterFindingRows(cluster, nameOf);
}

export function scopeRows({ run }: ReportHead): FindingRow[] {
  return run.scopes.filter((scope) => scope.status !== 'read').map(scopeRow);
}

export function* estateFindingRows(head: ReportHead): Generator<FindingRow> {
  const nameOf = subscriptionNames(head);
  for (const outcome of head.estate.checks) yield* outcomeRows(outcome, undefined, nameOf);
}

export function* clusterFindingRows(
  cluster: ClusterReport,
  nameOf: NameOf,
  checks: readonly CheckOutcome[] = cluster.checks,
): Generator<FindingRow> {
  for (const outcome of checks) yield* outcomeRows(outcome, cluster, nameOf);
}

type NameOf = (subscriptionId: string) => string | null;

export function subscriptionNames({ run }: ReportHead): NameOf {
  const names = new Map(run.scopes.map((scope) => [scope.subscriptionId.toLowerCase(), scope.name]));
  return (subscriptionId) => names.get(subscriptionId.toLowerCase()) ?? null;
}

function scopeRow(scope: ReportScope): FindingRow {
  const partly = scope.status === 'partial';
  return {
    subscriptionId: scope.subscriptionId,
    subscriptionName: scope.name,
    cluster: undefined,
    outcome: undefined,
    finding: undefined,
    status: 'unknown',
    title: partly ? 'A part of the subscription could not be read' : 'The subscription could not be read',
    message: scope.reason ?? '',
  };
}

function* outcomeRows(
  outcome: CheckOutcome,
  cluster: ClusterReport | undefined,
  nameOf: NameOf,
): Generator<FindingRow> {
  const row = (subscriptionId: string) => ({
    subscriptionId,
    subscriptionName: nameOf(subscriptionId),
    cluster,
    outcome,
    title: outcome.title,
  });
  for (const finding of outcome.findings) {
    const subscriptionId = cluster?.subscriptionId ?? subscriptionIdOf(finding.resourceId) ?? '';
    yield { ...row(subscriptionId), finding, status: finding.status, message: finding.message };
  }
  const isNotKnown = outcome.status === 'unknown' || outcome.status === 'error';
  if (outcome.findings.length === 0 && isNotKnown) {
    yield {
      ...row(cluster?.subscriptionId ?? ''),
      finding: undefined,
      status: outcome.status,
      message: outcome.reason,
    };
  }
}
