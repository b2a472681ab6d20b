import { z } from 'zod';
import { runIdPattern } from '../../store/keys.ts';
import { hasReport, isClosed, type RunRecord } from '../../store/run-record.ts';
import type { AppServices } from '../app-services.ts';
import { problem } from './problem.ts';
import type { RouteResponse } from './route-response.ts';

export const runIdSchema = z
  .string()
  .regex(runIdPattern, 'not the id of a run')
  .meta({ description: 'The id of a run.' });

export const runSchema = z
  .union([z.literal('latest'), runIdSchema])
  .default('latest')
  .meta({ description: 'The id of a run, or `latest`.' });

/** A run that has a report, or the answer that says why there is none. */
export type FoundRun = { readonly run: RunRecord } | { readonly response: RouteResponse };

export async function findReportedRun({ store }: AppServices, id: string): Promise<FoundRun> {
  const run = id === 'latest' ? await store.latestReportedRun() : await store.readRun(id);
  if (run !== undefined && hasReport(run)) return { run };
  return { response: problem(404, 'There is no such report.', whyNot(id, run)) };
}

function whyNot(id: string, run: RunRecord | undefined): string {
  if (run === undefined) return id === 'latest' ? 'No audit has finished yet.' : `There is no run ${id}.`;
  if (!isClosed(run)) return `Run ${id} is ${run.status}: its report comes when it has finished.`;
  if (run.forgottenAt !== undefined) return `The report of run ${id} is kept no longer; its history is.`;
  return `Run ${id} has no report. ${run.failure ?? ''}`.trim();
}
