import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import type { AuditedCluster, EstateResult } from '../model/audit.ts';
import { migrationProofSchema } from '../model/migration-proof.ts';
import { type ClusterReport, clusterReportSchema, outcomeSchema, requestCountsSchema } from '../model/report.ts';
import { type SlimCluster, slimCluster, slimClusterSchema } from './cluster-summary.ts';
import { StoredValueError } from './errors.ts';
import { reportRow, resultPartition, slimRow, slimRows, type UnitId, unitRow } from './keys.ts';
import { listPacked, packedRows, readPacked } from './packed-value.ts';
import { type Row, writeRows } from './rows.ts';

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

/** Writes what an attempt found under a name of its own; it counts for nothing until the unit's row names the attempt. */
export async function writeResult(
  results: TableClient,
  at: UnitAttempt,
  clusters: readonly AuditedCluster[],
  outcome: EstateResult,
): Promise<void> {
  await writeRows(results, resultRows(partitionOf(at), clusters, outcome));
}

async function* resultRows(
  partition: string,
  clusters: readonly AuditedCluster[],
  outcome: EstateResult,
): AsyncGenerator<Row> {
  for (const cluster of clusters) {
    const { id } = cluster.report;
    yield* await packedRows(partition, reportRow(id), cluster.report);
    yield* await packedRows(partition, slimRow(id), slimCluster(cluster));
  }
  yield* await packedRows(partition, unitRow, outcome);
}

export async function readOutcome(results: TableClient, at: UnitAttempt): Promise<EstateResult> {
  const outcome = await readPacked(results, partitionOf(at), unitRow, unitOutcomeSchema);
  if (outcome === undefined) throw missing(results, at, unitRow);
  return outcome;
}

export function listSlimClusters(results: TableClient, at: UnitAttempt): AsyncGenerator<SlimCluster> {
  return listPacked(results, partitionOf(at), slimRows, slimClusterSchema);
}

export async function readClusterReport(results: TableClient, at: UnitAttempt, id: string): Promise<ClusterReport> {
  const report = await readPacked(results, partitionOf(at), reportRow(id), clusterReportSchema);
  if (report === undefined) throw missing(results, at, reportRow(id));
  return report;
}

function partitionOf({ runId, unit, attempt }: UnitAttempt): string {
  return resultPartition(runId, unit, attempt);
}

function missing(results: TableClient, at: UnitAttempt, row: string): StoredValueError {
  return new StoredValueError(results.tableName, partitionOf(at), row, 'It is not there.');
}
