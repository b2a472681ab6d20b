import type { Node } from 'jsonc-parser';
import { maskedParameters, readBicepParameters } from '../bicep/read-bicep.ts';
import type { FolderFiles } from '../folder/folder-files.ts';
import { folderOf, resolved } from '../folder/relative-path.ts';
import type { IacFinding, NotRead } from '../judge/finding.ts';
import { isKubenet } from '../judge/judge-claim.ts';
import { networkPluginName } from '../judge/plugin-name.ts';
import type { Parse } from '../syntax/grammars.ts';
import { jsonValue, readJson } from '../syntax/json-value.ts';
import { readParsed } from '../syntax/read-parsed.ts';
import type { SourceText } from '../text/place.ts';
import { evaluate, type Scope } from '../value/evaluate.ts';
import { choice, options, type Value } from '../value/value.ts';
import { callArm } from './functions.ts';
import { member, membersOf, textOf } from './read-arm.ts';
import type { Template } from './template.ts';

/** Values for a template's parameters, from a file beside it. */
export interface ParameterFile {
  readonly file: string;
  /** Of a `.bicepparam` file. */
  readonly text: string | undefined;
  /** The template it names; undefined where it names none. */
  readonly using: string | undefined;
  readonly given: ReadonlyMap<string, Value>;
}

/** Of `.bicepparam` and of JSON; a file that is neither is left out. */
export function readParameterFiles(files: FolderFiles, parse: Parse, notRead: NotRead[]): ParameterFile[] {
  return files.paths.flatMap((file) => {
    const source = /\.(bicepparam|jsonc?)$/.test(file) ? files.read(file) : undefined;
    if (source === undefined) return [];
    if (file.endsWith('.bicepparam')) return [bicepParameters(source, files, parse, notRead)];
    const { root } = readJson(source);
    if (root === undefined || !isParameterFile(root)) return [];
    const given = membersOf(member(root, 'parameters')).flatMap(([name, node]) => {
      const value = member(node, 'value');
      return value === undefined ? [] : [[name.toLowerCase(), jsonValue(value, source)] as const];
    });
    return [{ file, text: undefined, using: undefined, given: new Map(given) }];
  });
}

function bicepParameters(source: SourceText, files: FolderFiles, parse: Parse, notRead: NotRead[]): ParameterFile {
  const masked = maskedParameters(source);
  const { using, given } = readParsed(masked, parse, notRead, (root) => readBicepParameters(root, masked));
  const underWay = new Set<string>();
  const scope: Scope = {
    ignoresCase: true,
    name: (name) => {
      const variable = given.get(name.toLowerCase());
      if (variable === undefined || underWay.has(name)) return undefined;
      underWay.add(name);
      const value = evaluate(variable, scope);
      underWay.delete(name);
      return value;
    },
    call: (name, args, at) => {
      if (name === 'readEnvironmentVariable' && args[1] !== undefined)
        return choice([{ value: args[1](), certainty: 'maybe' }], at);
      return callArm(name, args, at, (path) => {
        const file = resolved(folderOf(source.file), path);
        return file === undefined ? undefined : files.read(file);
      });
    },
  };
  return {
    file: source.file,
    text: source.text,
    using,
    given: new Map([...given].map(([name, value]) => [name, evaluate(value, scope)])),
  };
}

/** Microsoft's `deploymentParameters.json`, or what has its shape. */
export function isParameterFile(root: Node): boolean {
  const schema = textOf(member(root, '$schema')) ?? '';
  if (/deploymentParameters\.json/i.test(schema)) return true;
  const given = membersOf(member(root, 'parameters'));
  return (
    member(root, 'resources') === undefined &&
    given.length > 0 &&
    given.every(([, node]) => member(node, 'value') !== undefined || member(node, 'reference') !== undefined)
  );
}

/** By `using`; else in the template's folder or below, where the template has every parameter that the file gives. */
export function belongsTo({ file, using, given }: ParameterFile, template: Template): boolean {
  if (using !== undefined) return resolved(folderOf(file), using) === template.file;
  const folder = folderOf(template.file);
  const isNear = folder === '' || folderOf(file) === folder || file.startsWith(`${folder}/`);
  return isNear && given.size > 0 && [...given.keys()].every((name) => template.parameters.has(name));
}

/** A parameter named like a plugin, in a file whose template is not in the folder. */
export function pinned(file: ParameterFile, templates: readonly Template[]): IacFinding[] {
  if (templates.some((template) => belongsTo(file, template))) return [];
  return [...file.given]
    .filter(([name]) => networkPluginName.test(name))
    .flatMap(([name, value]) =>
      options(value)
        .filter((each) => isKubenet(each.value))
        .map(
          (each): IacFinding => ({
            at: each.value.at,
            verdict: 'creates-kubenet',
            language: file.file.endsWith('.bicepparam') ? 'bicep' : 'arm',
            subject: `parameter ${name}`,
            why: `The parameter file pins ${name} to kubenet; its template is not in the folder.`,
            values: ['kubenet'],
            usedAt: [],
            instead: 'Give the parameter the value azure, and its template the mode overlay beside it.',
            cluster: undefined,
          }),
        ),
    );
}
