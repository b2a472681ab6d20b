import { stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import type { ResourceKey } from '../../model/resource-id.ts';
import type { KubernetesLists } from '../kubernetes/kubernetes-facts.ts';
import { chooseSaved, type FromFile } from './choose-saved.ts';
import type { Page } from './cut-list.ts';
import { type FoundFiles, listFiles } from './list-files.ts';
import { type ParsedFile, parseFile } from './parse-file.ts';
import type { SavedResource } from './saved-resource.ts';
import type { ClusterTie } from './tie-to-cluster.ts';
import { type ObjectFile, savedClusterIds, tieObjects } from './tied-objects.ts';
import { wholePages } from './whole-pages.ts';

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
 * Reads every file of JSON below the folder, in the order of their paths. A file that holds nothing usable is named, never fatal; where
 * two files contradict each other, both are.
 * @throws {FolderError}
 */
export async function readFolder(directory: string): Promise<Folder> {
  const root = resolve(directory);
  const name = (path: string) => relative(root, path).split(sep).join('/');
  const { files, unused } = await filesOf(directory);
  const parsed: { readonly path: string; readonly savedAt: number; readonly content: ParsedFile }[] = [];
  for (const { path, savedAt } of files) parsed.push({ path, savedAt, content: await parseFile(path) });

  const whole = wholePages(parsed.flatMap(({ content: { pages } }) => pages));
  const cutPages = ({ pages }: ParsedFile) => pages.filter((page) => !whole.has(page));
  const chosen = chooseSaved(
    parsed.flatMap(({ path, savedAt, content }) =>
      content.resources.map((saved) => ({
        saved: cutPages(content).length > 0 ? saved : inWholeList(saved),
        file: name(path),
        savedAt,
      })),
    ),
  );
  const objectFiles = parsed.flatMap(({ path, content }): ObjectFile[] =>
    content.kubernetes.length > 0 ? [{ path, documents: content.kubernetes }] : [],
  );
  const ties = new Map<string, ClusterTie>(
    parsed.flatMap(({ path, content: { tie } }) => (tie === undefined ? [] : [[dirname(path), tie] as const])),
  );
  const tied = tieObjects(objectFiles, { root, ties, clusterIds: savedClusterIds(chosen.resources) });
  const unusedFiles = [
    ...[...unused, ...tied.unused].map(({ path, reason }) => ({ file: name(path), reason })),
    ...parsed.flatMap(({ path, content }) => {
      const reason = whyNotWhole(content, cutPages(content));
      return reason === undefined ? [] : [{ file: name(path), reason }];
    }),
    ...chosen.disagreements,
  ];
  return { resources: chosen.resources, kubernetes: tied.clusters, unusedFiles: unusedFiles.sort(byFile) };
}

function inWholeList(saved: SavedResource): FromFile['saved'] {
  return saved.kind === 'resource' ? { ...saved, ofCutList: false } : saved;
}

function whyNotWhole(
  { resources, kubernetes, tie, trouble }: ParsedFile,
  cutPages: readonly Page[],
): string | undefined {
  const reasons = [trouble, ...cutPages.map((page) => page.trouble)].filter((reason) => reason !== undefined);
  if (reasons.length > 0) return [...new Set(reasons)].join(' ');
  const isUseless = resources.length + kubernetes.length === 0 && tie === undefined;
  return isUseless ? 'It holds no resource that an audit reads.' : undefined;
}

/** In the order in which the files are read. */
function byFile(a: UnusedFile, b: UnusedFile): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : 0;
}

async function filesOf(directory: string): Promise<FoundFiles> {
  try {
    if (!(await stat(directory)).isDirectory()) throw new Error('It is no folder.');
    return await listFiles(directory);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FolderError(`The folder ${directory} cannot be read: ${reason}`, { cause });
  }
}
