import { posix } from 'node:path';
import { folderOf, resolved } from '../folder/relative-path.ts';
import { textsOf } from '../value/pieces.ts';
import type { Value } from '../value/value.ts';

/** A template, or a parameter file that names one, which some command or task deploys into a resource group. */
export interface DeployedTemplate {
  readonly template: Value;
  readonly resourceGroup: Value;
  /** The file in which that stands. */
  readonly from: string;
}

/**
 * Whether it is one of these files: seen from where it is written, or from the scanned folder; or the only one whose path ends so, since
 * scripts change folders and pipelines check out elsewhere.
 * @param paths every file of the scanned folder
 */
export function deploysOneOf(
  { template, from }: DeployedTemplate,
  files: readonly string[],
  paths: readonly string[],
): boolean {
  return textsOf(template).some(({ pieces }) => {
    const written = (pieces.at(-1) ?? '').replace(/^@/, '').replaceAll('\\', '/');
    if (pieces.length === 1) {
      const near = [folderOf(from), ''].map((folder) => resolved(folder, written));
      const found = near.find((path) => path !== undefined && paths.includes(path));
      if (found !== undefined) return files.includes(found);
    }
    const end = posix.normalize(written).replace(/^(\.*\/)+/, '');
    const those = end === '' ? [] : paths.filter((path) => path === end || path.endsWith(`/${end}`));
    return those.length === 1 && files.includes(those[0] ?? '');
  });
}
