import { posix } from 'node:path';
import type { Node } from 'jsonc-parser';
import { readBicep } from '../bicep/read-bicep.ts';
import type { FolderFiles } from '../folder/folder-files.ts';
import { folderOf, resolved } from '../folder/relative-path.ts';
import type { NotRead } from '../judge/finding.ts';
import type { Parse } from '../syntax/grammars.ts';
import { readJson } from '../syntax/json-value.ts';
import { readParsed } from '../syntax/read-parsed.ts';
import type { SourceText } from '../text/place.ts';
import { member, readArm, textOf } from './read-arm.ts';
import type { Template } from './template.ts';

export function isTemplateName(path: string): boolean {
  return /\.(bicep|json|jsonc|template)$/.test(path);
}

/** undefined for a file that is no template. */
export function readTemplate(file: string, files: FolderFiles, parse: Parse, notRead: NotRead[]): Template | undefined {
  const source = files.read(file);
  return source && templateOf(source, parse, notRead);
}

/** ARM JSON by its first sign, else Bicep; undefined for JSON of another kind. */
export function templateOf(source: SourceText, parse: Parse, notRead: NotRead[]): Template | undefined {
  if (/^\s*(\{|\/[/*])/.test(source.text) && !source.file.endsWith('.bicep')) {
    const { root } = readJson(source);
    return root !== undefined && isArmTemplate(root) ? readArm(root, source) : undefined;
  }
  if (/\.(json|jsonc|template)$/.test(source.file)) return undefined;
  return readParsed(source, parse, notRead, (root) => readBicep(root, source));
}

/** By its schema, or by what only a template has. */
export function isArmTemplate(root: Node): boolean {
  const schema = textOf(member(root, '$schema')) ?? '';
  if (/deploymentTemplate\.json/i.test(schema)) return true;
  return member(root, 'contentVersion') !== undefined && member(root, 'resources') !== undefined;
}

/** A file as another names it: relative to it, else, for a link to somewhere on the web, by its name alone. */
export function foundFile(path: string, from: string, files: FolderFiles): string | undefined {
  const near = /^\w[\w+.-]*:/.test(path) ? undefined : resolved(folderOf(from), path);
  if (near !== undefined && files.paths.includes(near)) return near;
  if (!/^https?:/i.test(path)) return undefined;
  const name = posix.basename(path.split(/[?#]/)[0] ?? '');
  const same = files.paths.filter((each) => posix.basename(each) === name);
  return same.length === 1 ? same[0] : undefined;
}
