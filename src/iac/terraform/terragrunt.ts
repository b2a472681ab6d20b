import { registryModule } from '../dated-defaults.ts';
import type { FolderFiles } from '../folder/folder-files.ts';
import { folderOf } from '../folder/relative-path.ts';
import { type ClusterClaim, plainClaim } from '../judge/claim.ts';
import type { NotRead } from '../judge/finding.ts';
import { networkPluginName } from '../judge/plugin-name.ts';
import type { Parse } from '../syntax/grammars.ts';
import { evaluate } from '../value/evaluate.ts';
import { textOf, type Value } from '../value/value.ts';
import { type GeneratedCode, generatedCode } from './generated-code.ts';
import { inFolder, type TerragruntConfig, terragruntFiles } from './terragrunt-config.ts';

/** A folder that Terragrunt applies: which module, with which values, and what is written beside it. */
export interface TerragruntUnit {
  readonly config: TerragruntConfig;
  /** The module's folder; undefined where it is not in the scanned folder. */
  readonly folder: string | undefined;
  readonly inputs: Value | undefined;
  readonly generated: readonly GeneratedCode[];
}

export interface TerragruntReading {
  readonly units: readonly TerragruntUnit[];
  readonly notRead: readonly NotRead[];
}

/** The units of the folder; files that others include or read are parts of these. None where nothing speaks of the matter. */
export function terragruntUnits(files: FolderFiles, parse: Parse): TerragruntReading {
  if (!files.hits.some((path) => /\.(hcl|tf|tofu|tfvars)(\.json)?$/.test(path))) return { units: [], notRead: [] };
  const read = terragruntFiles(files, parse);
  const configs = files.paths.filter(isTerragruntFile).flatMap((path) => read.config(path) ?? []);
  const hits = new Set(files.hits);
  return {
    units: configs.filter(({ path }) => !read.partsOfOthers.has(path)).map((config) => unitOf(config, parse)),
    notRead: configs.filter(({ path }) => hits.has(path)).flatMap(({ reading }) => reading.notRead),
  };
}

function isTerragruntFile(path: string): boolean {
  return path.endsWith('.hcl') && !/(^|\/)\.terraform\.lock\.hcl$|\.pkr\.hcl$/.test(path);
}

function unitOf(config: TerragruntConfig, parse: Parse): TerragruntUnit {
  const source = sourceOf(config);
  const own = folderOf(config.path);
  const isLocal = source === undefined || /^(\.{1,2}(\/|$)|@)/.test(source);
  return {
    config,
    // Without a source it applies the code beside it.
    folder: isLocal ? inFolder(source ?? '.', own) : undefined,
    inputs: config.inputs,
    generated: config.generates.map(({ block, scope }, index) => generatedCode(block, scope, parse, `g${index}_`)),
  };
}

function sourceOf({ terraform }: TerragruntConfig): string | undefined {
  const from = terraform?.block.body.attributes.get('source');
  return from && terraform && textOf(evaluate(from.value, terraform.scope));
}

/** What a unit says of a module that is not in the folder: by the names of its inputs, and by the default of one that is told nothing. */
export function unseenUnitClaims({ config, inputs }: TerragruntUnit, files: FolderFiles): ClusterClaim[] {
  const source = (sourceOf(config) ?? '').replace(/^tfr:\/\/[^/]*\//, '').replace(/\?.*$/, '');
  const at = config.terraform?.block.at ?? { file: config.path, line: 1, column: 1 };
  const claim = {
    ...plainClaim,
    language: 'terragrunt',
    subject: 'inputs',
    at,
    speaksOfKubenet: /kubenet/i.test(files.read(config.path)?.text ?? ''),
  } as const;
  const plugins = inputs?.kind === 'object' ? inputs.keys.filter((key) => networkPluginName.test(key)) : [];
  if (inputs?.kind === 'object' && plugins.length > 0) {
    return plugins.map((key) => {
      const plugin = inputs.get(key);
      return { ...claim, plugin, pluginAt: plugin?.at };
    });
  }
  const module = registryModule(source);
  if (module?.pluginByDefault === undefined) return [];
  const whose = `${module.source} has ${module.pluginByDefault} as its default, read up to ${module.readUpTo}`;
  return [{ ...claim, plugin: undefined, byDefault: { plugin: module.pluginByDefault, whose } }];
}
