import { glob, stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import type { ResourceKey } from '../../model/resource-id.ts';
import type { KubernetesLists } from '../kubernetes/kubernetes-facts.ts';
import { parseFile } from './parse-file.ts';
import type { SavedResource } from './saved-resources.ts';
import type { ClusterTie } from './tie-to-cluster.ts';
import { type ObjectFile, savedClusterIds, tieObjects } from './tied-objects.ts';

/** A file that could not be used, or not whole, and why. */
export interface UnusedFile {
  /** Relative to the folder, with `/`. */
  readonly file: string;
  readonly reason: string;
}

export interface Folder {
  readonly resources: readonly SavedResource[];
  /** What kubectl printed, by the cluster it was tied to. */
  readonly kubernetes: ReadonlyMap<ResourceKey, KubernetesLists>;
  readonly unusedFiles: readonly UnusedFile[];
}

/** A folder that is not there, or cannot be listed. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

/**
 * Reads every `*.json` and `*.ndjson` below the folder, in the order of their paths. A file that holds nothing usable is named, never
 * fatal.
 * @throws {FolderError}
 */
export async function readFolder(directory: string): Promise<Folder> {
  const root = resolve(directory);
  const resources: SavedResource[] = [];
  const unusedFiles: UnusedFile[] = [];
  const objectFiles: ObjectFile[] = [];
  const ties = new Map<string, ClusterTie>();
  const name = (path: string) => relative(root, path).split(sep).join('/');
  for (const path of await jsonFiles(directory)) {
    const { resources: found, kubernetes, tie, trouble } = await parseFile(path);
    // One push per resource: spreading a list of hundreds of thousands overflows the stack.
    for (const resource of found) resources.push(resource);
    if (tie !== undefined) ties.set(dirname(path), tie);
    if (kubernetes.length > 0) objectFiles.push({ path, documents: kubernetes });
    const isUseless = found.length + kubernetes.length === 0 && tie === undefined;
    const reason = trouble ?? (isUseless ? 'It holds no resource that an audit reads.' : undefined);
    if (reason !== undefined) unusedFiles.push({ file: name(path), reason });
  }
  const saved = tieObjects(objectFiles, { root, ties, clusterIds: savedClusterIds(resources) });
  unusedFiles.push(...saved.unused.map(({ path, reason }) => ({ file: name(path), reason })));
  return { resources, kubernetes: saved.clusters, unusedFiles: unusedFiles.sort(byFile) };
}

/** In the order in which the files are read. */
function byFile(a: UnusedFile, b: UnusedFile): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : 0;
}

async function jsonFiles(directory: string): Promise<readonly string[]> {
  try {
    // A glob finds nothing in a folder that is not there, and says nothing.
    if (!(await stat(directory)).isDirectory()) throw new Error('It is no folder.');
    const entries = await Array.fromAsync(glob('**/*.{json,ndjson}', { cwd: directory, withFileTypes: true }));
    const files = entries.filter((entry) => entry.isFile()).map((entry) => resolve(entry.parentPath, entry.name));
    return files.sort();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FolderError(`The folder ${directory} cannot be read: ${reason}`, { cause });
  }
}
