import type { Environment } from '../../config/environment.ts';
import { ScheduleError } from '../../config/ncrontab-field.ts';
import { scheduleNotice } from '../../config/schedule.ts';
import { scheduleSettings } from '../../config/schedule-notices.ts';
import type { Diagnosis } from './diagnosis.ts';

/** What the app's timers would make of the schedules that this environment sets: nothing to say of one that means what it seems. */
export function judgeSchedules(env: Environment, now: Date): Diagnosis[] {
  return scheduleSettings.flatMap((name) => {
    const text = env[name]?.trim();
    return text ? judge(name, text, now) : [];
  });
}

function judge(name: string, text: string, now: Date): Diagnosis[] {
  try {
    const notice = scheduleNotice(text, now);
    return notice === undefined ? [] : [{ level: 'warning', text: `${name}: ${notice}` }];
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    return [{ level: 'warning', text: `${name}: "${text}" is refused, and the app does not start: ${error.message}.` }];
  }
}
