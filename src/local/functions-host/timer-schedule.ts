import { Cron } from 'croner';

/** A schedule in UTC. */
export interface TimerSchedule {
  /** The first occurrence strictly after the given time, or null when there is none. */
  next(after: Date): Date | null;
}

/** Reads an NCRONTAB expression: `{second} {minute} {hour} {day} {month} {day-of-week}`, always six fields. */
export function parseSchedule(expression: string, where: string): TimerSchedule {
  try {
    const cron = new Cron(expression, { paused: true, mode: '6-part', timezone: 'Etc/UTC', domAndDow: true });
    return { next: (after) => cron.nextRun(after) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${where} has schedule "${expression}", which is not a six-field NCRONTAB expression: ${reason}`);
  }
}

/** Whether two neighbouring occurrences are at least a minute apart: the platform persists only such schedules. */
export function isMonitored(schedule: TimerSchedule, from: Date): boolean {
  const first = schedule.next(from);
  const second = first && schedule.next(first);
  return first === null || second === null || second.getTime() - first.getTime() >= 60_000;
}
