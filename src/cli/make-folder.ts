import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { UsageError } from './errors.ts';

/**
 * A folder that can be written into, made where there is none: before the work whose result belongs there.
 * @throws {UsageError} where it, or what it lies in, is a file
 */
export async function makeFolder(folder: string, option: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'ENOTDIR')))
      throw error;
    throw new UsageError(`${folder} of ${option} is a file: give a folder.`, { cause: error });
  }
  await access(folder, constants.W_OK);
}
