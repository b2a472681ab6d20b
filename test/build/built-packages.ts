import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';

export const root = join(import.meta.dirname, '../..');
export const run = promisify(execFile);

/** The folder of a package that was built once for all test files. */
export function builtPackage(name: 'app' | 'cli'): string {
  return join(inject('builtPackages'), name);
}

/** Every file of a built package, by its path. */
export async function filesOf(name: 'app' | 'cli'): Promise<{ path: string; contents: Buffer }[]> {
  const folder = builtPackage(name);
  const paths = (await readdir(folder)).sort();
  return Promise.all(paths.map(async (path) => ({ path, contents: await readFile(join(folder, path)) })));
}
