import { posix } from 'node:path';
import type { FolderFiles } from '../folder/folder-files.ts';
import { folderOf, foldersAbove, resolved } from '../folder/relative-path.ts';
import type { Parse } from '../syntax/grammars.ts';
import type { Place } from '../text/place.ts';
import { evaluate, type Scope } from '../value/evaluate.ts';
import {
  choice,
  lazyObject,
  mapped,
  type ObjectValue,
  object,
  scalar,
  textOf,
  unknown,
  type Value,
} from '../value/value.ts';
import { entriesIn } from '../value/visit.ts';
import { type Block, blocksOf } from './body.ts';
import { callTerraform } from './functions.ts';
import { type FileReading, readTerraformFile } from './read-module.ts';

/** A file of Terragrunt with what it includes. */
export interface TerragruntConfig {
  readonly path: string;
  readonly reading: FileReading;
  readonly scope: Scope;
  /** Its inputs over those of what it includes; undefined where none are said. */
  readonly inputs: Value | undefined;
  /** Those of what it includes; undefined where it includes none. */
  readonly includedInputs: Value | undefined;
  /** Its own `terraform` block, else that of what it includes, with the scope its expressions have. */
  readonly terraform: ScopedBlock | undefined;
  /** Its `generate` blocks and those of what it includes. */
  readonly generates: readonly ScopedBlock[];
}

interface ScopedBlock {
  readonly block: Block;
  readonly scope: Scope;
}

export interface TerragruntFiles {
  /** The configuration in a file as another includes or reads it, or alone; undefined where there is no such file. */
  config(path: string): TerragruntConfig | undefined;
  /** Files that others include or read: they are applied through these. */
  readonly partsOfOthers: ReadonlySet<string>;
}

/** How paths begin that are told from the scanned folder, which stands for the repository. */
const root = '@/';

export function terragruntFiles(files: FolderFiles, parse: Parse): TerragruntFiles {
  const readings = new Map<string, FileReading | undefined>();
  const partsOfOthers = new Set<string>();
  return { config: (path) => configAt(path, path, []), partsOfOthers };

  function reading(path: string): FileReading | undefined {
    if (!readings.has(path)) {
      const source = files.read(path);
      readings.set(path, source && readTerraformFile(source, parse));
    }
    return readings.get(path);
  }

  /**
   * @param unit the file that is applied: functions in what it includes speak of its folder
   * @param above the files that led here
   */
  function configAt(path: string, unit: string, above: readonly string[]): TerragruntConfig | undefined {
    const found = reading(path);
    if (found === undefined || above.includes(path)) return undefined;
    const { body } = found;
    const includes = new Map<string, TerragruntConfig | undefined>();
    const scope = scopeIn(path, unit, found, includes, [...above, path]);
    for (const block of blocksOf(body, 'include')) {
      const target = pathIn(block.body.attributes.get('path')?.value, scope, folderOf(unit));
      if (target !== undefined) partsOfOthers.add(target);
      includes.set(block.labels[0] ?? '', target === undefined ? undefined : configAt(target, unit, [...above, path]));
    }
    const included = [...includes.values()].filter((each) => each !== undefined);
    const [own, given] = [blocksOf(body, 'terraform')[0], body.attributes.get('inputs')];
    const inputs = given && evaluate(given.value, scope);
    const includedInputs = included.map((each) => each.inputs).reduce(over, undefined);
    const generates = blocksOf(body, 'generate').map((block) => ({ block, scope }));
    const isReplaced = ({ block }: ScopedBlock) => generates.some((each) => each.block.labels[0] === block.labels[0]);
    return {
      path,
      reading: found,
      scope,
      inputs: over(includedInputs, inputs),
      includedInputs,
      terraform: own === undefined ? included.findLast((each) => each.terraform)?.terraform : { block: own, scope },
      generates: [...included.flatMap((each) => each.generates.filter((one) => !isReplaced(one))), ...generates],
    };
  }

  function scopeIn(
    path: string,
    unit: string,
    { body }: FileReading,
    includes: ReadonlyMap<string, TerragruntConfig | undefined>,
    above: readonly string[],
  ): Scope {
    const underWay = new Set<string>();
    const scope: Scope = {
      ignoresCase: false,
      name: (name, at) => names[name]?.(at) ?? unknown(`${name} is worked out by Terragrunt`, at),
      call: (name, args, at) => {
        const own = functions[name];
        if (own !== undefined) return own(args, at);
        return callTerraform(name, args, at, (file) => readNamed(file, folderOf(path)));
      },
    };
    const names: Readonly<Record<string, (at: Place) => Value>> = {
      local: (at) => lazyObject(at, local),
      include: (at) => included(at),
    };
    const functions: Readonly<Record<string, (args: readonly (() => Value)[], at: Place) => Value>> = {
      get_env: ([, fallback], at) => fallback?.() ?? unknown('the environment gives it', at, 'caller'),
      find_in_parent_folders: (args, at) => inParentFolders(args, at),
      read_terragrunt_config: (args, at) => readConfig(args, at),
      get_terragrunt_dir: (_, at) => scalar(root + folderOf(unit), at),
      get_original_terragrunt_dir: (_, at) => scalar(root + folderOf(unit), at),
      get_parent_terragrunt_dir: (_, at) => scalar(root + folderOf(path), at),
      get_repo_root: (_, at) => scalar(root, at),
      get_path_to_repo_root: (_, at) => scalar(root, at),
      path_relative_to_include: (_, at) =>
        scalar(posix.relative(`/${folderOf(path)}`, `/${folderOf(unit)}`) || '.', at),
      dirname: ([of], at) => pathPart(of, at, posix.dirname),
      basename: ([of], at) => pathPart(of, at, posix.basename),
    };
    return scope;

    function local(key: string): Value | undefined {
      const attribute = blocksOf(body, 'locals')
        .map((block) => block.body.attributes.get(key))
        .find((each) => each !== undefined);
      if (attribute === undefined) return undefined;
      if (underWay.has(key)) return unknown(`local.${key} names itself`, attribute.at);
      underWay.add(key);
      const value = evaluate(attribute.value, scope);
      underWay.delete(key);
      return value;
    }

    /** `include.root.locals.x`; of an include without a name, `include.locals.x`. */
    function included(at: Place): Value {
      const bare = includes.get('');
      if (bare !== undefined) return asValue(bare, at);
      return lazyObject(at, (name) => {
        const config = includes.get(name);
        return config && asValue(config, at);
      });
    }

    function inParentFolders([name, fallback]: readonly (() => Value)[], at: Place): Value {
      const wanted = name === undefined ? ['terragrunt.hcl', 'root.hcl'] : [textOf(name()) ?? ''];
      const folders = foldersAbove(folderOf(unit));
      for (const folder of folders) {
        const found = wanted.map((each) => posix.join(folder, each)).find((each) => files.read(each) !== undefined);
        if (found !== undefined) return scalar(root + found, at);
      }
      return fallback?.() ?? unknown(`there is no ${wanted.join(' or ')} in the folders above`, at);
    }

    function readConfig([file, fallback]: readonly (() => Value)[], at: Place): Value {
      const target = inFolder(textOf(file?.()), folderOf(path));
      if (target !== undefined) partsOfOthers.add(target);
      if (target !== undefined && above.includes(target)) return unknown(`${target} reads itself`, at);
      const config = target === undefined ? undefined : configAt(target, target, above);
      if (config !== undefined) return asValue(config, at);
      return fallback?.() ?? unknown(`there is no ${textOf(file?.()) ?? 'such file'} in the folder`, at);
    }
  }

  function readNamed(file: string, folder: string) {
    const target = inFolder(file, folder);
    return target === undefined ? undefined : files.read(target);
  }
}

/** A path of the scanned folder, as code of `folder` writes it; undefined for what is not known or leads out. */
export function inFolder(written: string | undefined, folder: string): string | undefined {
  if (written === undefined) return undefined;
  // A double slash divides a repository from a folder in it.
  const path = written.replace(/(?<!:)\/{2,}/g, '/');
  return path.startsWith('@') ? resolved('', path.replace(/^@\/?/, '')) : resolved(folder, path);
}

function pathIn(expression: Parameters<typeof evaluate>[0] | undefined, scope: Scope, folder: string) {
  return expression && inFolder(textOf(evaluate(expression, scope)), folder);
}

function asValue({ reading, scope, inputs }: TerragruntConfig, at: Place): ObjectValue {
  const locals = new Map<string, Value>();
  for (const { body } of blocksOf(reading.body, 'locals'))
    for (const [name, { value }] of body.attributes) locals.set(name, evaluate(value, scope));
  return object(
    new Map([
      ['locals', object(locals, at)],
      ['inputs', inputs ?? object(new Map(), at)],
    ]),
    at,
    { open: 'Terragrunt works it out' },
  );
}

/** The later inputs win; a value that is replaced so may come back. */
function over(before: Value | undefined, after: Value | undefined): Value | undefined {
  if (before === undefined || after === undefined) return after ?? before;
  return mapped(before, (below) =>
    mapped(after, (above) => {
      if (below.kind !== 'object' || above.kind !== 'object') return above.kind === 'object' ? above : below;
      const own = entriesIn(above).map(([name, value]) => {
        const replaced = below.get(name);
        const both = [{ value, certainty: 'sure' } as const];
        return [
          name,
          choice(replaced === undefined ? both : [...both, { value: replaced, certainty: 'maybe' }], value.at),
        ] as const;
      });
      return object(new Map([...entriesIn(below), ...own]), above.at, { open: below.open ?? above.open });
    }),
  );
}

function pathPart(of: (() => Value) | undefined, at: Place, part: (path: string) => string): Value {
  return mapped(of?.() ?? unknown('no path is given', at), (value) =>
    value.kind === 'scalar' ? { ...value, value: part(String(value.value)) } : value,
  );
}
