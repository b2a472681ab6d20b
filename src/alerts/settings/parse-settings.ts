import { describeIssue } from '../../model/describe-issue.ts';
import { type AlertSettings, alertSettingsSchema } from './schema.ts';

/** Alert settings that are malformed. The message names the key and what is wrong with it, and shows no value. */
export class AlertSettingsError extends Error {
  override readonly name = 'AlertSettingsError';
}

/** Whether the app setting holds the settings themselves; otherwise it is the path of the file that does. */
export function isInlineSettings(value: string): boolean {
  return value.trimStart().startsWith('{');
}

/** Reads alert settings from JSON. Throws an `AlertSettingsError` for the first thing that is wrong. */
export function parseAlertSettings(text: string): AlertSettings {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's own message would quote the text.
    throw new AlertSettingsError('The alert settings are not JSON: check commas, quotes and brackets.');
  }
  const parsed = alertSettingsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AlertSettingsError(`The alert settings cannot be used: ${describeIssue(parsed.error.issues[0])}.`);
}
