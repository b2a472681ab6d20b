import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBicep } from './parse-bicep.ts';
import type { Declaration } from './syntax.ts';

export interface BicepFile {
  /** Relative to `infra/`. */
  readonly path: string;
  readonly source: string;
  readonly declarations: readonly Declaration[];
}

/** Every Bicep file of the project, parsed. */
export function readInfraFiles(root: string): BicepFile[] {
  const folder = join(root, 'infra');
  return globSync('**/*.bicep', { cwd: folder })
    .sort()
    .map((path) => {
      const source = readFileSync(join(folder, path), 'utf8');
      return { path, source, declarations: parseBicep(source) };
    });
}

/** Every resource with the file it is in. */
export function resourcesOf(files: readonly BicepFile[]): { readonly path: string; readonly resource: Declaration }[] {
  return files.flatMap(({ path, declarations }) =>
    declarations.filter(({ kind }) => kind === 'resource').map((resource) => ({ path, resource })),
  );
}
