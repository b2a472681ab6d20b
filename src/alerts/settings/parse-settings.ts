import type { z } from 'zod';
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
  throw new AlertSettingsError(`The alert settings cannot be used: ${describe(parsed.error.issues[0])}.`);
}

function describe(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'nobody knows why';
  const at = issue.path.reduce<string>(appended, '');
  switch (issue.code) {
    case 'unrecognized_keys': {
      const names = issue.keys.map((key) => appended(at, key)).join(', ');
      return `${names} is not known: check its spelling, or remove it`;
    }
    case 'invalid_value':
      return `${at} must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return `${at} is missing or not one of the known ones`;
    case 'invalid_type':
      return `${at || 'the whole'} is missing, or is not of type ${issue.expected}`;
    case 'custom':
    case 'invalid_format':
      return `${at} ${issue.message}`;
    default:
      return `${at}: ${issue.message}`;
  }
}

function appended(path: string, segment: PropertyKey): string {
  if (typeof segment === 'number') return `${path}[${segment}]`;
  return path === '' ? String(segment) : `${path}.${String(segment)}`;
}
