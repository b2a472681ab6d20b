import { defaultPlanSettings, type PlanSettings } from '../model/plan-settings.ts';
import { PlanInputError, parsePlanSettings } from '../plan/parse-settings.ts';
import { isFileError, settingText } from './read-waivers.ts';

export interface AppPlanSettings {
  readonly settings: PlanSettings;
  /** Why these are the defaults, where others were meant. */
  readonly problems: readonly string[];
}

export const defaultAppPlanSettings: AppPlanSettings = { settings: defaultPlanSettings, problems: [] };

/**
 * The plan settings of the app. An audit does not stop for a file that cannot be used: the plan says so.
 * @param value JSON, or the path of a file that holds it
 */
export async function readPlanSettings(value: string | undefined): Promise<AppPlanSettings> {
  if (value === undefined) return defaultAppPlanSettings;
  try {
    return { settings: parsePlanSettings(await settingText(value)), problems: [] };
  } catch (error) {
    if (!(error instanceof PlanInputError) && !isFileError(error)) throw error;
    return { settings: defaultPlanSettings, problems: [`The defaults hold. ${error.message}`] };
  }
}
