import { folderOf, foldersAbove, resolved } from '../folder/relative-path.ts';
import { type ObjectValue, textOf, type Value } from '../value/value.ts';
import { objectsIn } from '../value/visit.ts';
import type { PipelineLanguage } from './scope.ts';

/** A call of a template, a reusable workflow or an action. */
export interface PipelineCall {
  readonly kind: 'template' | 'workflow' | 'action';
  readonly written: Value;
  /** What is given to it. */
  readonly given: Value | undefined;
}

/** The call that a map of a pipeline is; undefined where it is none. */
export function callIn(map: ObjectValue, language: PipelineLanguage): PipelineCall | undefined {
  const written = map.get(language === 'azure-pipelines' ? 'template' : 'uses');
  if (written?.kind !== 'scalar') return undefined;
  if (language === 'azure-pipelines') return { kind: 'template', written, given: map.get('parameters') };
  const kind = /\.ya?ml(@|$)/.test(String(written.value)) ? 'workflow' : 'action';
  return { kind, written, given: map.get('with') };
}

/** Every call of a document whose path is written out. */
export function callsIn(document: ObjectValue, language: PipelineLanguage): PipelineCall[] {
  return [...objectsIn(document)].flatMap((map) => callIn(map, language) ?? []);
}

/**
 * Where the called file can be, the likeliest first; none where it is in another repository. Azure's paths are those of the calling file or,
 * with a slash in front, of the repository; GitHub's of the repository, whose root is a folder above.
 */
export function candidatesOf(path: string, { kind }: Pick<PipelineCall, 'kind'>, caller: string): string[] {
  const plain = path.replace(/@self$/, '');
  if (plain.includes('@') || plain.includes('://')) return [];
  const folder = folderOf(caller);
  const isFromRoot = kind !== 'template' || plain.startsWith('/');
  if (kind !== 'template' && !plain.startsWith('./')) return [];
  const folders = isFromRoot ? [folder, ...foldersAbove(folder)] : [folder];
  return folders
    .flatMap((each) => resolved(each, plain.replace(/^\/+/, '')) ?? [])
    .flatMap((each) => (kind === 'action' ? ['action.yml', 'action.yaml'].map((name) => join(each, name)) : [each]));
}

export function pathOf({ written }: PipelineCall): string {
  return textOf(written) ?? '';
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
