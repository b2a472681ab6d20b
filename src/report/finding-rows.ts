import { effortOf } from '../model/effort.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import type { ClusterReport, ReportHead, ReportScope, ReportStream } from '../model/report.ts';
import { subscriptionIdOf } from '../model/resource-id.ts';
import { type ClusterCodeOf, clusterCodeCells } from './code/cluster-cells.ts';
import type { FindingRow } from './columns.ts';

/**
 * The rows of every tabular format: a row for each subscription that was not fully read, then the findings of the estate, then
 * those of the clusters. An outcome without findings has a row only where it is `unknown` or `error`: a table without it would
 * read as fine. They come in groups, those of a cluster together, and no group is empty.
 */
export async function* findingRows(report: ReportStream): AsyncGenerator<FindingRow[]> {
  const known = rowSurroundings(report.head);
  const ofHead = [...scopeRows(report.head), ...estateFindingRows(report.head)];
  if (ofHead.length > 0) yield ofHead;
  for await (const cluster of report.clusters()) {
    const rows = [...clusterFindingRows(cluster, known)];
    if (rows.length > 0) yield rows;
  }
}

export function scopeRows({ run }: ReportHead): FindingRow[] {
  return run.scopes.filter((scope) => scope.status !== 'read').map(scopeRow);
}

export function* estateFindingRows(head: ReportHead): Generator<FindingRow> {
  const nameOf = subscriptionNames(head);
  for (const outcome of head.estate.checks) yield* outcomeRows(outcome, ofNoCluster, nameOf);
}

export function* clusterFindingRows(
  cluster: ClusterReport,
  { nameOf, codeOf }: RowSurroundings,
  checks: readonly CheckOutcome[] = cluster.checks,
): Generator<FindingRow> {
  const ofCluster = { cluster, effort: effortOf(cluster.checks), code: codeOf(cluster) };
  for (const outcome of checks) yield* outcomeRows(outcome, ofCluster, nameOf);
}

/** What all rows of a cluster have in common. */
type RowCluster = Pick<FindingRow, 'cluster' | 'effort' | 'code'>;
const ofNoCluster: RowCluster = { cluster: undefined, effort: undefined, code: undefined };

/** What the rows of a report take from its head. */
export interface RowSurroundings {
  readonly nameOf: NameOf;
  readonly codeOf: ClusterCodeOf;
}

export function rowSurroundings(head: ReportHead): RowSurroundings {
  return { nameOf: subscriptionNames(head), codeOf: clusterCodeCells(head) };
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
    ...ofNoCluster,
    outcome: undefined,
    finding: undefined,
    status: 'unknown',
    title: partly ? 'A part of the subscription could not be read' : 'The subscription could not be read',
    message: scope.reason ?? '',
  };
}

function* outcomeRows(outcome: CheckOutcome, ofCluster: RowCluster, nameOf: NameOf): Generator<FindingRow> {
  const { cluster } = ofCluster;
  const row = (subscriptionId: string) => ({
    ...ofCluster,
    ...{ subscriptionId, subscriptionName: nameOf(subscriptionId), outcome, title: outcome.title },
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
