import { posix } from 'node:path';

/** The folder of a path in the scanned folder; '' is the scanned folder itself. */
export function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

/** Where `path`, written in a file of `folder`, leads; undefined where it leads out of the scanned folder. */
export function resolved(folder: string, path: string): string | undefined {
  const joined = posix.normalize(posix.join(folder, path.replaceAll('\\', '/'))).replace(/\/$/, '');
  if (joined === '..' || joined.startsWith('../') || joined.startsWith('/')) return undefined;
  return joined === '.' ? '' : joined;
}

/** The folders that a folder lies in, from the nearest to the scanned folder itself. */
export function foldersAbove(folder: string): string[] {
  if (folder === '') return [];
  const parent = folderOf(folder);
  return [parent, ...foldersAbove(parent)];
}
