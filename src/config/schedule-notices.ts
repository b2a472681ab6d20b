import type { Environment } from './environment.ts';
import { scheduleNotice } from './schedule.ts';

/** Settings that hold a timer's schedule. */
export const scheduleSettings = ['KUBENET_AUDIT_SCHEDULE', 'KUBENET_AUDIT_SWEEP_SCHEDULE'] as const;

/**
 * One sentence for each schedule of the environment that means something else than it seems.
 * @throws {ScheduleError} where one is refused
 */
export function scheduleNotices(environment: Environment, now: Date): readonly string[] {
  return scheduleSettings.flatMap((name) => {
    const text = environment[name]?.trim();
    const notice = text ? scheduleNotice(text, now) : undefined;
    return notice === undefined ? [] : [`${name}: ${notice}`];
  });
}
