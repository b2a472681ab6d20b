import { describeIssue } from '../model/describe-issue.ts';
import { type PlanSettings, planSettingsSchema } from '../model/plan-settings.ts';
import { type Schedule, scheduleSchema } from '../model/schedule.ts';

/** Settings or an earlier plan that cannot be used. The message says what is wrong, in one line. */
export class PlanInputError extends Error {
  override readonly name = 'PlanInputError';
}

/** @throws {PlanInputError} for the first thing that is wrong */
export function parsePlanSettings(text: string): PlanSettings {
  const parsed = planSettingsSchema.safeParse(parseJson(text, 'The plan settings are'));
  if (parsed.success) return parsed.data;
  throw new PlanInputError(`The plan settings cannot be used: ${describeIssue(parsed.error.issues[0])}.`);
}

/**
 * The schedule of a plan that `--format json` wrote, or of a report that carries one.
 * @throws {PlanInputError}
 */
export function parsePreviousPlan(text: string): Schedule {
  const value = parseJson(text, 'The earlier plan is');
  const given = typeof value === 'object' && value !== null && 'schedule' in value ? value.schedule : undefined;
  if (given === undefined)
    throw new PlanInputError('The earlier plan has no schedule: give a plan made with --format json.');
  const parsed = scheduleSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new PlanInputError(`The earlier plan cannot be used: schedule.${describeIssue(parsed.error.issues[0])}.`);
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new PlanInputError(`${what} not JSON: check commas, quotes and brackets.`, { cause });
  }
}
