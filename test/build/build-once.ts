import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of what `npm run build` makes, far from the project's node_modules: what a bundle lacks is not found there. */
    readonly builtPackages: string;
  }
}

/** Builds before the first of the test files that share it begins, and only where one of them is to run. */
export default async function buildOnce(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'kubenet-audit-build-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await promisify(execFile)(process.execPath, ['scripts/build.ts', '--into', folder], { cwd: project.config.root });
  } catch (error) {
    await remove();
    throw error;
  }
  project.provide('builtPackages', folder);
  return remove;
}
