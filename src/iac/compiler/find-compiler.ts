import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative } from 'node:path';

/**
 * The Bicep compiler on the PATH; undefined where there is none. One that lies in a scanned path, and a PATH that hangs on where the command
 * runs, count as none: nothing of what is scanned is ever run.
 * @param scanned folders or files
 */
export function compilerOnPath(scanned: readonly string[], path = process.env['PATH'] ?? ''): string | undefined {
  const name = process.platform === 'win32' ? 'bicep.exe' : 'bicep';
  const roots = scanned.map((each) => realpathSync(each));
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, name))
    .find((file) => isProgram(file) && !roots.some((root) => isInside(realpathSync(file), root)));
}

/** Whether a file is there and may be run. */
export function isProgram(file: string): boolean {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') return false;
    throw error;
  }
}

function isInside(file: string, root: string): boolean {
  const way = relative(root, file);
  return !way.startsWith('..') && !isAbsolute(way);
}
