import { registryModule } from '../dated-defaults.ts';
import type { FolderFiles } from '../folder/folder-files.ts';
import { folderOf, resolved } from '../folder/relative-path.ts';
import { plainClaim } from '../judge/claim.ts';
import type { Reading } from '../judge/finding.ts';
import { judgeClaim } from '../judge/judge-claim.ts';
import { networkPluginName } from '../judge/plugin-name.ts';
import type { Parse } from '../syntax/grammars.ts';
import type { SourceText } from '../text/place.ts';
import { evaluate, type Scope } from '../value/evaluate.ts';
import { lazyObject, textOf, unknown, type Value } from '../value/value.ts';
import { type Body, blocksOf } from './body.ts';
import { callTerraform } from './functions.ts';
import { readTerraformFile } from './read-module.ts';

/** The inputs that a `terragrunt.hcl` gives to its module, and the default of one that is told nothing. */
export function readTerragrunt(source: SourceText, parse: Parse): Reading {
  const { body, notRead } = readTerraformFile(source, parse);
  const scope = scopeOf(body);
  const inputs = body.attributes.get('inputs');
  const given = inputs && evaluate(inputs.value, scope);
  const plugins = given?.kind === 'object' ? given.keys.filter((key) => networkPluginName.test(key)) : [];
  const block = blocksOf(body, 'terraform')[0];
  const from = block?.body.attributes.get('source');
  const module = registryModule(
    (textOf(from && evaluate(from.value, scope)) ?? '').replace(/^tfr:\/\/[^/]*\//, '').replace(/\?.*$/, ''),
  );
  const claim = {
    ...plainClaim,
    language: 'terragrunt',
    subject: 'inputs',
    at: block?.at ?? source.placeAt(0),
    speaksOfKubenet: /kubenet/i.test(source.text),
  } as const;
  if (given?.kind === 'object' && plugins.length > 0) {
    const claims = plugins.map((key) => {
      const plugin = given.get(key);
      return { ...claim, plugin, pluginAt: plugin?.at };
    });
    return { findings: claims.flatMap(judgeClaim), notRead };
  }
  if (module?.pluginByDefault === undefined) return { findings: [], notRead };
  const whose = `${module.source} has ${module.pluginByDefault} as its default, read up to ${module.readUpTo}`;
  return {
    findings: judgeClaim({ ...claim, plugin: undefined, byDefault: { plugin: module.pluginByDefault, whose } }),
    notRead,
  };
}

/** A module of the scanned folder that a `terragrunt.hcl` applies, with what it gives to its variables. */
export interface TerragruntCall {
  readonly folder: string;
  readonly inputs: Value | undefined;
}

export function terragruntCalls(files: FolderFiles, parse: Parse): TerragruntCall[] {
  const paths = files.paths.filter((path) => /(^|\/)[\w-]+\.hcl$/.test(path) && files.callers.has(path));
  return paths.flatMap((path) => {
    const source = files.read(path);
    if (source === undefined) return [];
    const { body } = readTerraformFile(source, parse);
    const scope = scopeOf(body);
    const from = blocksOf(body, 'terraform')[0]?.body.attributes.get('source');
    const written = (from && textOf(evaluate(from.value, scope))) ?? '';
    const folder = /^\.{1,2}\//.test(written)
      ? resolved(folderOf(path), written.replace(/(?<!^)\/\//, '/'))
      : undefined;
    const inputs = body.attributes.get('inputs');
    return folder === undefined ? [] : [{ folder, inputs: inputs && evaluate(inputs.value, scope) }];
  });
}

function scopeOf(body: Body): Scope {
  const underWay = new Set<string>();
  const scope: Scope = {
    ignoresCase: false,
    name: (name, at) =>
      name === 'local' ? lazyObject(at, (key) => local(key)) : unknown(`${name} is worked out by Terragrunt`, at),
    call: (name, args, at) => {
      if (name === 'get_env') return args[1]?.() ?? unknown('the environment gives it', at, 'caller');
      return callTerraform(name, args, at, () => undefined);
    },
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
}
