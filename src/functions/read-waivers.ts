import { readFile } from 'node:fs/promises';
import { knownCodes } from '../checks/index.ts';
import { noWaivers, type WaiverFile } from '../model/waiver.ts';
import { parseWaivers, WaiverFileError } from '../waivers/parse-waivers.ts';

/**
 * The waivers of the app. An audit does not stop for a file that cannot be used: the report says that nothing of it holds.
 * @param value JSON, or the path of a file that holds it
 */
export async function readWaivers(value: string | undefined, asOf: Date): Promise<WaiverFile> {
  if (value === undefined) return noWaivers;
  try {
    return parseWaivers(await settingText(value), knownCodes, asOf);
  } catch (error) {
    if (!(error instanceof WaiverFileError) && !isFileError(error)) throw error;
    const detail = `No waiver of the file holds. ${error.message}`;
    const nobody = { code: '', scope: '', owner: '', reason: '', expires: '' };
    return { waivers: [], refused: [{ ...nobody, from: 'file', state: 'refused', detail }] };
  }
}

/** JSON as it stands in a setting, or in the file that the setting names. */
export async function settingText(value: string): Promise<string> {
  return value.trimStart().startsWith('{') ? value : readFile(value, 'utf8');
}

export function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
