import { z } from 'zod';
import { sources, summarySchema } from '../model/report.ts';
import { runIdPattern } from './keys.ts';

/** `planning` and `running` are open; the others are how a run may close, and final. */
export const runStatuses = ['planning', 'running', 'complete', 'partial', 'failed'] as const;
export type RunStatus = (typeof runStatuses)[number];

export const closedStatuses = ['complete', 'partial', 'failed'] as const;

export const runTriggers = ['schedule', 'manual'] as const;

const timestamp = z.iso.datetime();

/** One run, as its row says. */
export const runRecordSchema = z.object({
  id: z.string().regex(runIdPattern),
  trigger: z.enum(runTriggers),
  status: z.enum(runStatuses),
  /** When the run was asked for: the `asOf` of everything it finds. */
  createdAt: timestamp,
  /** When the run, as a whole, last moved on or was sent for again. */
  touchedAt: timestamp,
  /** The attempt at planning that won; absent until the run is running. */
  planAttempt: z.string().optional(),
  source: z.enum(sources).optional(),
  /** Units of the plan, the estate's among them. */
  units: z.number().int().positive().optional(),
  closedAt: timestamp.optional(),
  /** The attempt at closing that won; absent where there is no report. */
  headAttempt: z.string().optional(),
  /** How its index is written; absent in runs that an earlier version closed. */
  index: z.literal('packed').optional(),
  /** Who closes the run at the moment, and until when nobody else may. */
  closer: z.string().optional(),
  closingUntil: timestamp.optional(),
  summary: summarySchema.optional(),
  /** Why there is no report. */
  failure: z.string().optional(),
  /** When everything but the history was deleted. */
  forgottenAt: timestamp.optional(),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

/** A run that has a plan. */
export interface PlannedRun extends RunRecord {
  readonly planAttempt: string;
}

export function isClosed(run: RunRecord): boolean {
  return run.status !== 'planning' && run.status !== 'running';
}

export function isRunning(run: RunRecord): run is PlannedRun {
  return run.status === 'running' && run.planAttempt !== undefined;
}

/** Whether the report can be read. */
export function hasReport(run: RunRecord): boolean {
  return run.headAttempt !== undefined && run.forgottenAt === undefined;
}
