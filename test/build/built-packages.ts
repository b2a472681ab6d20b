import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll } from 'vitest';

export const root = join(import.meta.dirname, '../..');
export const run = promisify(execFile);

const made: string[] = [];
afterAll(async () => {
  for (const folder of made) await rm(folder, { recursive: true, force: true });
});

/** Runs the project's build into a new folder, far from the project's node_modules: what a bundle lacks is not found there. */
export async function buildIntoNewFolder(): Promise<string> {
  const into = await mkdtemp(join(tmpdir(), 'kubenet-audit-build-'));
  made.push(into);
  await run(process.execPath, ['scripts/build.ts', '--into', into], { cwd: root });
  return into;
}

/** Every file of a built folder as text, by its path. */
export async function contentsOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = names.map((entry) => join(entry.parentPath, entry.name)).sort();
  const entries = await Promise.all(
    paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')] as const),
  );
  return Object.fromEntries(entries);
}
