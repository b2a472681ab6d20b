import { settingText } from '../functions/read-waivers.ts';
import { PlanInputError, parsePlanSettings } from '../plan/parse-settings.ts';
import { UsageError } from './errors.ts';
import { unreadableFile } from './unreadable-file.ts';

/**
 * The plan settings of an option: JSON, or the path of a file that holds it.
 * @throws {UsageError}
 */
export function givenPlanSettings(value: string | undefined, option: string) {
  return givenPlanInput(value, option, parsePlanSettings);
}

/**
 * What a file that an option names says; undefined where the option is not given.
 * @throws {UsageError} where there is no such file, or it cannot be used
 */
export async function givenPlanInput<T>(
  value: string | undefined,
  option: string,
  parse: (text: string) => T,
): Promise<T | undefined> {
  if (value === undefined) return undefined;
  try {
    return parse(await settingText(value));
  } catch (error) {
    if (error instanceof PlanInputError) throw new UsageError(`${option}: ${error.message}`, { cause: error });
    throw unreadableFile(error, value, `of ${option}`) ?? error;
  }
}
