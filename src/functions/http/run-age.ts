import { z } from 'zod';
import type { RunRecord } from '../../store/run-record.ts';

/** A run that has ended, and how long ago. */
export const runAgeSchema = z.object({ id: z.string(), finishedAt: z.string(), ageSeconds: z.number().int() });
export type RunAge = z.infer<typeof runAgeSchema>;

/** Null where there is no such run. A clock that is behind the one that closed the run makes no age below 0. */
export function runAge(run: RunRecord | undefined, now: Date): RunAge | null {
  if (run?.closedAt === undefined) return null;
  const ageSeconds = Math.max(0, Math.round((now.getTime() - Date.parse(run.closedAt)) / 1000));
  return { id: run.id, finishedAt: run.closedAt, ageSeconds };
}
