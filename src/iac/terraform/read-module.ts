import type { Node } from 'jsonc-parser';
import type { FolderFiles } from '../folder/folder-files.ts';
import type { NotRead } from '../judge/finding.ts';
import type { Parse } from '../syntax/grammars.ts';
import { readJson } from '../syntax/json-value.ts';
import { readParsed } from '../syntax/read-parsed.ts';
import type { SourceText } from '../text/place.ts';
import { type Block, type Body, emptyBody } from './body.ts';
import { hclError } from './hcl-error.ts';
import { readHcl } from './read-hcl.ts';
import { readTfJson, readTfvarsJson } from './read-tf-json.ts';

/** A folder of Terraform or OpenTofu code. */
export interface TerraformModule {
  readonly folder: string;
  readonly body: Body;
  /** Of `.terraform.lock.hcl`, where the folder has one. */
  readonly lock: Body | undefined;
  readonly notRead: readonly NotRead[];
}

export interface FileReading {
  readonly body: Body;
  readonly notRead: readonly NotRead[];
}

/** Reads one file of HCL, or of its JSON form. A file that is not read whole is named; what could be read of it still counts. */
export function readTerraformFile(source: SourceText, parse: Parse): FileReading {
  if (source.file.endsWith('.json')) return readJsonFile(source, parse);
  const notRead: NotRead[] = [];
  const body = readParsed(source, parse, notRead, (root) => readHcl(root, source), hclError);
  return { body, notRead };
}

function readJsonFile(source: SourceText, parse: Parse): FileReading {
  const { root, error } = readJson(source);
  if (root === undefined || error !== undefined) {
    return {
      body: emptyBody,
      notRead: [{ file: source.file, line: error?.at.line, reason: error?.reason ?? 'it is empty' }],
    };
  }
  const read: (root: Node, source: SourceText, parse: Parse) => Body = source.file.endsWith('.tfvars.json')
    ? readTfvarsJson
    : readTfJson;
  return { body: read(root, source, parse), notRead: [] };
}

/** Reads the folder's `.tf`, `.tofu` and `.tf.json` files as one module; override files come last and win. */
export function readModule(
  folder: string,
  paths: readonly string[],
  files: FolderFiles,
  parse: Parse,
): TerraformModule {
  const sources = paths
    .filter(isTerraformCode)
    .sort(overridesLast)
    .flatMap((path) => files.read(path) ?? []);
  const readings = sources.map((source) => ({
    ...readTerraformFile(source, parse),
    isOverride: isOverride(source.file),
  }));
  const own = readings.filter(({ isOverride: overrides }) => !overrides).flatMap(({ body }) => body.blocks);
  const overrides = readings.filter((reading) => reading.isOverride).flatMap(({ body }) => body.blocks);
  const blocks = overridden(own, overrides);
  const lockFile = files.read(folder === '' ? '.terraform.lock.hcl' : `${folder}/.terraform.lock.hcl`);
  return {
    folder,
    body: { attributes: new Map(), blocks },
    lock: lockFile && readTerraformFile(lockFile, parse).body,
    notRead: readings.flatMap(({ notRead }) => notRead),
  };
}

export function isTerraformCode(path: string): boolean {
  return /\.(tf|tofu)(\.json)?$/.test(path);
}

export function isVariableFile(path: string): boolean {
  return /\.tfvars(\.json)?$/.test(path);
}

function isOverride(path: string): boolean {
  return /(^|[/_])override\.(tf|tofu)(\.json)?$/.test(path);
}

function overridesLast(a: string, b: string): number {
  return Number(isOverride(a)) - Number(isOverride(b)) || (a < b ? -1 : 1);
}

/** An override's attributes replace those of the block with the same names, and its nested blocks all of their type. */
function overridden(before: readonly Block[], overrides: readonly Block[]): readonly Block[] {
  return overrides.reduce<readonly Block[]>((blocks, over) => {
    const isSame = (block: Block) => block.type === over.type && block.labels.join('.') === over.labels.join('.');
    if (!blocks.some(isSame)) return blocks.concat(over);
    return blocks.map((block) => (isSame(block) ? { ...block, body: merged(block.body, over.body) } : block));
  }, before);
}

function merged(base: Body, over: Body): Body {
  const replaced = new Set(over.blocks.map(({ type }) => type));
  return {
    attributes: new Map([...base.attributes, ...over.attributes]),
    blocks: [...base.blocks.filter(({ type }) => !replaced.has(type)), ...over.blocks],
  };
}
