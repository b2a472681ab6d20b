import type { FolderFiles } from '../folder/folder-files.ts';
import { folderOf, resolved } from '../folder/relative-path.ts';
import { isTerraformCode, isVariableFile } from './read-module.ts';

/** Which folders of Terraform code there are, and which of them have to do with the matter. */
export interface ModuleIndex {
  /** The code files of each folder. */
  readonly code: ReadonlyMap<string, readonly string[]>;
  /** The variable files for each folder of code: its own, those of folders below it without code, and those of `-var-file` beside it. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
  /** Folders that hold a hit, call such a folder, or are called by one. */
  readonly concerned: ReadonlySet<string>;
  /** Folders that a module block calls. */
  readonly called: ReadonlySet<string>;
}

export function indexModules(files: FolderFiles): ModuleIndex {
  const code = Map.groupBy(files.paths.filter(isTerraformCode), folderOf);
  const variables = Map.groupBy(files.paths.filter(isVariableFile), (path) => ownerOf(folderOf(path), code));
  const calls = new Map([...code].map(([folder, paths]) => [folder, callsOf(folder, paths, files)]));
  const hits = files.hits.flatMap((path) => {
    if (isTerraformCode(path)) return [folderOf(path)];
    return isVariableFile(path) ? [ownerOf(folderOf(path), code)] : [];
  });
  return { code, variables, concerned: closure(hits, calls), called: new Set([...calls.values()].flat()) };
}

/** The nearest folder of code at or above a variable file's; else the folder beside it that holds code, as in `env/prod` and `infra`. */
function ownerOf(folder: string, code: ReadonlyMap<string, unknown>): string {
  for (let at = folder; ; at = folderOf(at)) {
    if (code.has(at)) return at;
    if (at === '') return folder;
  }
}

/** A cheap look: the folders that `source = "./…"` names. What only looks like it costs a parse, no more. */
function callsOf(folder: string, paths: readonly string[], files: FolderFiles): string[] {
  return paths.flatMap((path) => {
    if (!files.callers.has(path)) return [];
    const text = files.read(path)?.text ?? '';
    if (!text.includes('module')) return [];
    return [...text.matchAll(/"?source"?\s*[=:]\s*"(\.{1,2}\/[^"]*)"/g)].flatMap(
      ([, source = '']) => resolved(folder, source) ?? [],
    );
  });
}

function closure(hits: readonly string[], calls: ReadonlyMap<string, readonly string[]>): Set<string> {
  const callers = new Map<string, string[]>();
  for (const [folder, called] of calls) {
    for (const each of called) callers.set(each, [...(callers.get(each) ?? []), folder]);
  }
  const up = reached(hits, callers);
  return reached([...up], calls);
}

function reached(from: readonly string[], next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set(from);
  for (const folder of seen) for (const each of next.get(folder) ?? []) seen.add(each);
  return seen;
}
