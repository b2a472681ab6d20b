import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Recorder } from '../arm/recording-client.ts';
import type { Redact } from '../collect/redact/redact.ts';

const numbered = /^(\d{5,})-\w+\.json$/;

/** Files of earlier collects, and other JSON, in a folder. */
export async function savedFilesIn(directory: string): Promise<readonly string[]> {
  return (await readdir(directory)).filter((name) => /\.json$/i.test(name));
}

/** Whose the folders in it are, by their names in lower case: what kubectl saved there is tied to that cluster. */
export async function tiedFolders(directory: string): Promise<ReadonlyMap<string, string>> {
  const folders = (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const ties = await Promise.all(
    folders.map(async ({ name }) => [name.toLowerCase(), await idIn(join(directory, name, 'cluster.json'))] as const),
  );
  return new Map(ties);
}

const tie = z.object({ id: z.string() });

/** Empty, which is no cluster's id, for a folder of somebody else's. */
async function idIn(path: string): Promise<string> {
  try {
    return tie.parse(JSON.parse(await readFile(path, 'utf8'))).id;
  } catch {
    return '';
  }
}

/**
 * One file a list, numbered in the order they were read, after those that are there: names of resources would not all fit a file system.
 * No file that is there is written over, not even one that another process writes at the same time.
 */
export function folderRecorder(directory: string, present: readonly string[], redact: Redact): Recorder {
  let last = present.reduce((highest, name) => Math.max(highest, Number(numbered.exec(name)?.[1] ?? 0)), 0);
  const write = async (name: string, document: unknown): Promise<void> => {
    last += 1;
    const file = join(directory, `${String(last).padStart(5, '0')}-${name}.json`);
    const isTaken = await writeFile(file, `${JSON.stringify(redact(document))}\n`, { flag: 'wx' }).then(
      () => false,
      (error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return true;
        throw error;
      },
    );
    if (isTaken) await write(name, document);
  };
  return { list: (collected) => write(collected.read, collected), resource: (_id, body) => write('resource', body) };
}
