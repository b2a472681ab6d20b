import { registryModule } from '../dated-defaults.ts';
import { resolved } from '../folder/relative-path.ts';
import type { ClusterClaim } from '../judge/claim.ts';
import type { IacFinding, NotRead } from '../judge/finding.ts';
import { evaluate, type Scope } from '../value/evaluate.ts';
import type { Value } from '../value/value.ts';
import { textOf } from '../value/value.ts';
import { azapiClaims } from './azapi-claim.ts';
import { azurermClaims } from './azurerm-claim.ts';
import { type Block, blocksOf } from './body.ts';
import { calledInput } from './inputs.ts';
import { type Instance, type Repetition, repetitions, scopeOf } from './instance.ts';
import { rancherClaims, registryModuleClaim, templateDeploymentClaims, unseenModuleClaims } from './other-claims.ts';
import { policyBlockFindings } from './policy-block.ts';
import type { TerraformModule } from './read-module.ts';

/** The modules of the scanned folder, by theirs. */
export type ModuleLookup = (folder: string) => TerraformModule | undefined;

export interface Walk {
  readonly claims: ClusterClaim[];
  readonly notRead: NotRead[];
  /** Of what declares no cluster. */
  readonly findings: IacFinding[];
}

const resourceReaders: Readonly<
  Record<string, (block: Block, instance: Instance, copy: Repetition) => ClusterClaim[]>
> = {
  azurerm_kubernetes_cluster: azurermClaims,
  azapi_resource: azapiClaims,
  azapi_update_resource: azapiClaims,
  rancher2_cluster: rancherClaims,
  azurerm_resource_group_template_deployment: templateDeploymentClaims,
  azurerm_template_deployment: templateDeploymentClaims,
};

/** The clusters that a module and those below it declare. */
export function walkInstance(instance: Instance, lookup: ModuleLookup, walk: Walk): void {
  const scope = scopeOf(instance);
  for (const block of blocksOf(instance.module.body, 'resource')) {
    walk.findings.push(...policyBlockFindings(block, instance));
    const read = resourceReaders[block.labels[0] ?? ''];
    if (read === undefined) continue;
    for (const copy of repetitions(block, scope, instance.presence)) walk.claims.push(...read(block, instance, copy));
  }
  for (const call of blocksOf(instance.module.body, 'module')) {
    for (const copy of repetitions(call, scope, instance.presence)) walkCall(call, instance, copy, lookup, walk);
  }
}

function walkCall(call: Block, instance: Instance, copy: Repetition, lookup: ModuleLookup, walk: Walk): void {
  const source = sourceOf(call, scopeOf(instance, copy.each));
  if (source === undefined) return;
  const known = registryModule(source);
  if (known !== undefined) {
    walk.claims.push(registryModuleClaim(call, known, instance, copy));
    return;
  }
  const child = childInstance(call, source, instance, copy, lookup);
  if (child === undefined) {
    const claims = unseenModuleClaims(call, source, instance, copy);
    walk.claims.push(...claims);
    if (claims.length > 0) walk.notRead.push({ ...placeOf(call), reason: `its module ${source} is not in the folder` });
  } else if (instance.path.includes(child.module.folder)) {
    walk.notRead.push({ ...placeOf(call), reason: `the module ${source} calls itself, directly or through others` });
  } else {
    walkInstance(child, lookup, walk);
  }
}

function placeOf({ at }: Block) {
  return { file: at.file, line: at.line };
}

function sourceOf(call: Block, scope: Scope): string | undefined {
  const attribute = call.body.attributes.get('source');
  return attribute && textOf(evaluate(attribute.value, scope));
}

/** The folder of a local source; undefined for others, and for one outside the scanned folder. */
function localFolder(source: string, folder: string): string | undefined {
  return /^\.{1,2}(\/|\\|$)/.test(source) ? resolved(folder, source) : undefined;
}

function childInstance(
  call: Block,
  source: string,
  parent: Instance,
  copy: Repetition,
  lookup: ModuleLookup,
): Instance | undefined {
  const folder = localFolder(source, parent.module.folder);
  const module = folder === undefined ? undefined : lookup(folder);
  if (module === undefined) return undefined;
  const scope = scopeOf(parent, copy.each);
  const child: Instance = {
    module,
    root: parent.root,
    path: [...parent.path, parent.module.folder],
    address: `${parent.address === '' ? '' : `${parent.address}.`}module.${call.labels[0] ?? ''}`,
    locals: new Map(),
    presence: copy.presence,
    calledAt: [...parent.calledAt, call.at],
    input: (variable) =>
      calledInput(variable, given(call, variable, scope), (expression) => evaluate(expression, constantScope(child))),
    output: (inner, name, at) => outputOf(inner, name, child, at, lookup),
    readFile: parent.readFile,
  };
  return child;
}

function given(call: Block, variable: Block, scope: Scope): Value | undefined {
  const attribute = call.body.attributes.get(variable.labels[0] ?? '');
  return attribute && evaluate(attribute.value, scope);
}

/** A default may call functions, but names nothing. */
export function constantScope(instance: Instance): Scope {
  return { ...scopeOf(instance), name: () => undefined };
}

/** What a module block of `instance` gives back. */
export function outputOf(
  call: Block,
  name: string,
  instance: Instance,
  scope: Scope,
  lookup: ModuleLookup,
): Value | undefined {
  const source = sourceOf(call, scope);
  const child =
    source === undefined
      ? undefined
      : childInstance(call, source, instance, { each: undefined, presence: instance.presence }, lookup);
  if (child === undefined || instance.path.includes(child.module.folder)) return undefined;
  const output = blocksOf(child.module.body, 'output').find(({ labels }) => labels[0] === name);
  const value = output?.body.attributes.get('value');
  return value && evaluate(value.value, scopeOf(child));
}
