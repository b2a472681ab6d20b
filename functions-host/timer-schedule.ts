import { parseSchedule, type TimerSchedule } from '../src/config/schedule.ts';

/**
 * Reads a timer's schedule as the platform does.
 * @throws where the platform's host would not start
 */
export function readTimerSchedule(text: string, where: string): TimerSchedule {
  try {
    return parseSchedule(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${where} has schedule "${text}", with which the host would not start: ${reason}.`);
  }
}

/** Whether two neighbouring occurrences are at least a minute apart: the platform persists only such schedules. */
export function isMonitored(schedule: TimerSchedule, from: Date): boolean {
  const first = schedule.next(from);
  const second = first && schedule.next(first);
  return first === undefined || second === undefined || second.getTime() - first.getTime() >= 60_000;
}
