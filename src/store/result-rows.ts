import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import type { EstateResult, UnitResult } from '../model/audit.ts';
import { migrationProofSchema } from '../model/migration-proof.ts';
import { outcomeSchema } from '../model/outcome.ts';
import { type ClusterReport, clusterReportSchema, requestCountsSchema } from '../model/report.ts';
import { type SlimCluster, slimCluster, slimClusterSchema } from './cluster-summary.ts';
import { StoredValueError } from './errors.ts';
import {
  digestPartition,
  digestRow,
  prefixEnd,
  reportRow,
  resultPartition,
  type UnitId,
  unitOfRowKey,
} from './keys.ts';
import { packedRows, readPacked, unpack } from './packed-value.ts';
import { listRows, type Row, writeRows } from './rows.ts';
import type { PlannedRun } from './run-record.ts';

/** What came out of a unit, besides its clusters. Only the estate's unit has checks. */
const unitOutcomeSchema = z.object({
  troubles: z.array(z.object({ subscriptionId: z.string(), reason: z.string() })),
  requests: requestCountsSchema,
  checks: z.array(outcomeSchema),
  migrations: z.array(migrationProofSchema).optional(),
});

/** One attempt at one unit of a run. */
export interface UnitAttempt {
  readonly runId: string;
  readonly unit: UnitId;
  readonly attempt: string;
}

/** What closing a run needs of an attempt at a unit, so that it need not read the reports. */
const unitDigestSchema = z.object({ outcome: unitOutcomeSchema, clusters: z.array(slimClusterSchema) });
export type UnitDigest = z.infer<typeof unitDigestSchema>;

/** What an attempt found: its clusters, and the rest, asked for once every cluster is written. */
export interface UnitFindings {
  readonly clusters: UnitResult['clusters'];
  readonly outcome: (clusters: readonly SlimCluster[]) => EstateResult;
}

/**
 * Writes what an attempt found under a name of its own; it counts for nothing until the unit's row names the attempt. Of the clusters
 * that it takes only what a transaction holds is in memory.
 * @returns what is kept of them beside their reports
 */
export async function writeResult(
  results: TableClient,
  planAttempt: string,
  at: UnitAttempt,
  { clusters, outcome }: UnitFindings,
): Promise<readonly SlimCluster[]> {
  const slim: SlimCluster[] = [];
  await writeRows(results, reportRows(partitionOf(at), clusters, slim));
  const digest = { outcome: outcome(slim), clusters: slim };
  const row = digestRow(at.unit, at.attempt);
  await writeRows(results, await packedRows(digestPartition(at.runId, planAttempt), row, digest));
  return slim;
}

async function* reportRows(
  partition: string,
  clusters: UnitFindings['clusters'],
  slim: SlimCluster[],
): AsyncGenerator<Row> {
  for await (const cluster of clusters) {
    slim.push(slimCluster(cluster));
    yield* await packedRows(partition, reportRow(cluster.report.id), cluster.report);
  }
}

/** Of the attempts that won, in the order of the units. */
export async function* listDigests(
  results: TableClient,
  { id, planAttempt }: PlannedRun,
  winners: ReadonlyMap<UnitId, string>,
): AsyncGenerator<{ readonly at: UnitAttempt; readonly digest: UnitDigest }> {
  const partition = digestPartition(id, planAttempt);
  const rest = new Map(winners);
  let rows: Row[] = [];
  for await (const row of listRows(results, partition)) {
    const [unitKey = '', attempt = ''] = row.rowKey.split('|');
    const unit = unitOfRowKey(unitKey);
    if (winners.get(unit) !== attempt) continue;
    rows.push(row);
    if (rows.length < Number(row['rows'])) continue;
    yield { at: { runId: id, unit, attempt }, digest: await unpack(results, rows, unitDigestSchema) };
    rows = [];
    rest.delete(unit);
  }
  for (const [unit, attempt] of rest) throw missing(results, partition, digestRow(unit, attempt));
}

export async function readClusterReport(results: TableClient, at: UnitAttempt, id: string): Promise<ClusterReport> {
  const report = await readPacked(results, partitionOf(at), reportRow(id), clusterReportSchema);
  if (report === undefined) throw missing(results, partitionOf(at), reportRow(id));
  return report;
}

/** A cluster's report as it lies in its rows: a tenth of what it takes when it is read. */
export type PackedReport = readonly Row[];

/**
 * The reports of clusters that follow each other in the report, all of one attempt at a unit, in one range.
 * @param ids not empty, in the order of the report
 */
export async function readPackedReports(
  results: TableClient,
  at: UnitAttempt,
  ids: readonly string[],
): Promise<PackedReport[]> {
  const [first = '', last = ''] = [ids[0], ids.at(-1)];
  const range = { from: reportRow(first), to: prefixEnd(`${reportRow(last)}|`), pageSize: 100 };
  const found = new Map<string, Row[]>();
  for await (const row of listRows(results, partitionOf(at), range)) {
    const key = row.rowKey.slice(0, row.rowKey.lastIndexOf('|'));
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return ids.map((id) => {
    const rows = found.get(reportRow(id));
    if (rows === undefined) throw missing(results, partitionOf(at), reportRow(id));
    return rows;
  });
}

function partitionOf({ runId, unit, attempt }: UnitAttempt): string {
  return resultPartition(runId, unit, attempt);
}

function missing(results: TableClient, partition: string, row: string): StoredValueError {
  return new StoredValueError(results.tableName, partition, row, 'It is not there.');
}
