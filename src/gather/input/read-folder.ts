import { glob, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type SavedResource, savedResources } from './saved-resources.ts';

/** A file that could not be used, and why. */
export interface UnusedFile {
  /** Relative to the folder, with `/`. */
  readonly file: string;
  readonly reason: string;
}

export interface Folder {
  readonly resources: readonly SavedResource[];
  readonly unusedFiles: readonly UnusedFile[];
}

/** A folder that is not there, or cannot be listed. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

/** Reads every `*.json` and `*.ndjson` below the folder, in the order of their paths. A file that holds nothing usable is named, never fatal. */
export async function readFolder(directory: string): Promise<Folder> {
  const resources: SavedResource[] = [];
  const unusedFiles: UnusedFile[] = [];
  for (const path of await jsonFiles(directory)) {
    const file = relative(directory, path).split(sep).join('/');
    const found = await readResources(path);
    if (typeof found === 'string') unusedFiles.push({ file, reason: found });
    else if (found.length === 0) unusedFiles.push({ file, reason: 'It holds no resource that an audit reads.' });
    // One push per resource: spreading a list of hundreds of thousands overflows the stack.
    else for (const resource of found) resources.push(resource);
  }
  return { resources, unusedFiles };
}

async function jsonFiles(directory: string): Promise<readonly string[]> {
  try {
    const entries = await Array.fromAsync(glob('**/*.{json,ndjson}', { cwd: directory, withFileTypes: true }));
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    return files.sort();
  } catch (cause) {
    throw new FolderError(`The folder ${directory} cannot be read.`, { cause });
  }
}

/** The resources, or why there are none. */
async function readResources(path: string): Promise<readonly SavedResource[] | string> {
  try {
    const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
    return path.endsWith('.ndjson') ? parseLines(text) : savedResources(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return `It is not JSON: ${error.message}`;
    return `It could not be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function parseLines(text: string): readonly SavedResource[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : savedResources(JSON.parse(line))));
}
