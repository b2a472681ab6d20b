import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { TimerSchedule } from '../src/config/schedule.ts';

const date = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const schema = z.object({ last: date.nullable(), next: date, lastUpdated: date });

/** When a timer last ran and is expected next, as the platform keeps it in its status blob. */
export type TimerStatus = z.output<typeof schema>;

/** Keeps one small JSON file per timer in the folder; writes replace the file as a whole. */
export function createTimerStatusStore(folder: string) {
  const fileOf = (functionName: string) => join(folder, `${functionName}.json`);
  return {
    /** The stored status; undefined when there is none. A damaged file throws. */
    async read(functionName: string): Promise<TimerStatus | undefined> {
      const file = fileOf(functionName);
      let text: string;
      try {
        text = await readFile(file, 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
          return undefined;
        }
        throw error;
      }
      try {
        return schema.parse(JSON.parse(text));
      } catch (error) {
        throw new Error(`Timer status ${file} is damaged. Delete it to start the schedule afresh.`, { cause: error });
      }
    },
    async write(functionName: string, status: TimerStatus): Promise<void> {
      const file = fileOf(functionName);
      await mkdir(folder, { recursive: true });
      await writeFile(`${file}.new`, JSON.stringify(status));
      await rename(`${file}.new`, file);
    },
  };
}

export type TimerStatusStore = ReturnType<typeof createTimerStatusStore>;

/**
 * The status to start with. Past due means: the stored schedule is still this one and its next occurrence went by while
 * no host ran. A changed schedule starts from now instead of firing.
 */
export function statusAtStart(
  stored: TimerStatus | undefined,
  schedule: TimerSchedule,
  now: Date,
): { status: TimerStatus | undefined; isPastDue: boolean } {
  const isSameSchedule = stored !== undefined && schedule.next(stored.lastUpdated)?.getTime() === stored.next.getTime();
  if (stored !== undefined && isSameSchedule) {
    return { status: stored, isPastDue: stored.next <= now };
  }
  const next = schedule.next(now);
  return { status: next === undefined ? undefined : { last: null, next, lastUpdated: now }, isPastDue: false };
}

/** The status after a run that began at the given time; undefined when the schedule has no further occurrence. */
export function statusAfterRun(schedule: TimerSchedule, ranAt: Date): TimerStatus | undefined {
  const next = schedule.next(ranAt);
  return next === undefined ? undefined : { last: ranAt, next, lastUpdated: ranAt };
}
