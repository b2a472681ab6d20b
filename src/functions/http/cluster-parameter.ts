import { z } from 'zod';
import type { ClusterReport } from '../../model/report.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { AppServices } from '../app-services.ts';
import { problem } from './problem.ts';
import type { RouteResponse } from './route-response.ts';
import { findReportedRun } from './run-parameter.ts';

export const clusterKeySchema = z
  .string()
  .regex(/^[0-9a-z]{8,64}$/, 'not the key of a cluster')
  .meta({ description: 'The key that the list gives.' });

/** A cluster of a run that has a report, read when it is needed, or the answer that says why there is none. */
export type FoundCluster =
  | { readonly run: RunRecord; read(): Promise<ClusterReport> }
  | { readonly response: RouteResponse };

export async function findClusterReport(services: AppServices, runId: string, key: string): Promise<FoundCluster> {
  const found = await findReportedRun(services, runId);
  if ('response' in found) return found;
  const { run } = found;
  const entry = await services.store.readIndexEntry(run, key);
  if (entry !== undefined) return { run, read: () => services.store.readClusterReport(entry) };
  const detail = `Run ${run.id} has no kubenet cluster with the key ${key}.`;
  return { response: problem(404, 'There is no such cluster.', detail) };
}
