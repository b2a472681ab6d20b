import { z } from 'zod';
import { requestCountsSchema, scopeSchema, sources, summarySchema } from '../../model/report.ts';
import { hasReport, type RunRecord, runStatuses, runTriggers } from '../../store/run-record.ts';

/** A run as the list shows it. */
export const runViewSchema = z.object({
  id: z.string(),
  trigger: z.enum(runTriggers),
  status: z.enum(runStatuses),
  source: z.enum(sources).nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** Whether its report can be read. */
  hasReport: z.boolean(),
  failure: z.string().nullable(),
  summary: summarySchema.nullable(),
});
export type RunView = z.infer<typeof runViewSchema>;

/** One run in full: how far it is while it runs, what it covered when it has finished. */
export const runDetailSchema = runViewSchema.extend({
  units: z.object({ total: z.number().int(), open: z.number().int() }).nullable(),
  scopes: z.array(scopeSchema).nullable(),
  requests: requestCountsSchema.nullable(),
});

export function toRunView(run: RunRecord): RunView {
  return {
    id: run.id,
    trigger: run.trigger,
    status: run.status,
    source: run.source ?? null,
    startedAt: run.createdAt,
    finishedAt: run.closedAt ?? null,
    hasReport: hasReport(run),
    failure: run.failure ?? null,
    summary: run.summary ?? null,
  };
}
