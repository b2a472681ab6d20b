import type { FolderFiles } from '../folder/folder-files.ts';
import { folderOf, resolved } from '../folder/relative-path.ts';
import type { ClaimedWay, ClusterClaim } from '../judge/claim.ts';
import type { IacFinding, NotRead, Reading } from '../judge/finding.ts';
import { isKubenet, judgeClaim } from '../judge/judge-claim.ts';
import { networkPluginName } from '../judge/plugin-name.ts';
import type { Parse } from '../syntax/grammars.ts';
import { evaluate } from '../value/evaluate.ts';
import { choice, options, type Value } from '../value/value.ts';
import { allowances } from './allowances.ts';
import { emptyBody } from './body.ts';
import { rootInput, type VariableFile } from './inputs.ts';
import type { Instance } from './instance.ts';
import { indexModules, type ModuleIndex } from './module-index.ts';
import { constantScope, outputOf, type Walk, walkInstance } from './module-walk.ts';
import { moveFindings } from './moves.ts';
import { readModule, readTerraformFile, type TerraformModule } from './read-module.ts';
import { type TerragruntUnit, terragruntUnits, unseenUnitClaims } from './terragrunt.ts';
import { givenBy, isDecidedByWay, unitWays, type Way, waysOf, waysOfClaim } from './ways.ts';

/** Terraform and OpenTofu: every root of the folder with the modules below it, with what its variable files say. */
export function readTerraform(files: FolderFiles, parse: Parse): Reading {
  const index = indexModules(files);
  const modules = new Map<string, TerraformModule>();
  for (const folder of [...index.concerned].sort()) {
    const paths = index.code.get(folder);
    if (paths !== undefined) modules.set(folder, readModule(folder, paths, files, parse));
  }
  const terragrunt = terragruntUnits(files, parse);
  const reading: Walking = { modules, seen: new Set(), files, claims: [], notRead: [], findings: [] };
  for (const unit of terragrunt.units) walkUnit(unit, reading);
  const values: VariableFile[] = [];
  for (const module of rootsFirst([...modules.values()], index)) {
    const variables = variableFiles(module, index, files, parse);
    values.push(...variables.files);
    reading.notRead.push(...variables.notRead);
    if (!reading.seen.has(module.folder)) walkRoot(module, variables.files, reading);
  }
  const orphans = orphanFiles(index, files, parse);
  const findings = [
    ...reading.claims.flatMap((claim) => [...judgeClaim(claim), ...moveFindings(claim)]),
    ...reading.findings,
    ...[...modules.values()].flatMap(allowances),
    ...orphanFindings([...values, ...orphans.files]),
  ];
  const notRead = [
    ...[...modules.values()].flatMap((module) => module.notRead),
    ...reading.notRead,
    ...terragrunt.notRead,
    ...orphans.notRead,
  ];
  return { findings, notRead };
}

/** What is read of a folder, while it is. */
interface Walking extends Walk {
  readonly modules: ReadonlyMap<string, TerraformModule>;
  /** The folders of modules that something applied or called. */
  readonly seen: Set<string>;
  readonly files: FolderFiles;
}

function walkRoot(module: TerraformModule, variables: readonly VariableFile[], reading: Walking): void {
  const own = walked(unappliedInstance(module, variables, reading), reading);
  reading.claims.push(...withWays(own, module, waysOf(variables), reading));
}

function walkUnit(unit: TerragruntUnit, reading: Walking): void {
  reading.notRead.push(...unit.generated.flatMap((each) => each.notRead));
  const module = unit.folder === undefined ? undefined : seenBy(unit.folder, reading);
  if (module === undefined) reading.claims.push(...unseenUnitClaims(unit, reading.files));
  if (module === undefined && unit.generated.every(({ blocks }) => blocks.length === 0)) return;
  const own = walked(terragruntInstance(module, unit, reading), reading);
  reading.claims.push(...(module === undefined ? own : withWays(own, module, unitWays(unit), reading)));
}

function walked(instance: Instance, reading: Walking): readonly ClusterClaim[] {
  const walk: Walk = { claims: [], notRead: reading.notRead, findings: reading.findings };
  walkInstance(instance, (folder) => seenBy(folder, reading), walk);
  return walk.claims;
}

function seenBy(folder: string, { seen, modules }: Walking): TerraformModule | undefined {
  seen.add(folder);
  return modules.get(folder);
}

/** A module that others call is read with what they give it; alone only where nobody does, as in a loop. */
function rootsFirst(modules: readonly TerraformModule[], { called }: ModuleIndex): TerraformModule[] {
  const isCalled = ({ folder }: TerraformModule) => called.has(folder);
  return [...modules.filter((module) => !isCalled(module)), ...modules.filter(isCalled)];
}

/** A root as it lies there: with everything that its variables can be. */
function unappliedInstance(module: TerraformModule, variables: readonly VariableFile[], reading: Walking): Instance {
  // A module kept to be called gets its defaults only if its callers, who are elsewhere, say nothing.
  const isLibrary = /(^|\/)modules?(\/|$)/.test(module.folder);
  return rootInstance(module, reading, (variable, constant) => {
    const value = rootInput(variable, variables, constant);
    return isLibrary ? choice([{ value, certainty: 'maybe' }], variable.at) : value;
  });
}

function rootInstance(module: TerraformModule, { modules, files }: Walking, input: Way['input']): Instance {
  const instance: Instance = {
    module,
    root: module,
    path: [],
    address: '',
    locals: new Map(),
    presence: 'stands',
    calledAt: [],
    input: (variable) => input(variable, (expression) => evaluate(expression, constantScope(instance))),
    output: (call, name, scope) => outputOf(call, name, instance, scope, (folder) => modules.get(folder)),
    readFile: (path) => {
      const inside = path.startsWith('@/') ? resolved('', path.replace(/^@\/+/, '')) : resolved(module.folder, path);
      return inside === undefined ? undefined : files.read(inside);
    },
  };
  return instance;
}

/** A module as Terragrunt applies it: its inputs are the values of its variables, and what it generates lies beside the module's own code. */
function terragruntInstance(
  module: TerraformModule | undefined,
  { config, folder, inputs, generated }: TerragruntUnit,
  reading: Walking,
): Instance {
  const own = module ?? { folder: folder ?? folderOf(config.path), body: emptyBody, lock: undefined, notRead: [] };
  const blocks = [...own.body.blocks, ...generated.flatMap((code) => code.blocks)];
  const instance: Instance = {
    ...rootInstance({ ...own, body: { ...own.body, blocks } }, reading, givenBy(inputs)),
    generated: new Map(generated.flatMap(({ values }) => [...values])),
    output: (call, name, scope) => outputOf(call, name, instance, scope, (each) => reading.modules.get(each)),
  };
  return instance;
}

/** The clusters with each of the ways that differ in what can destroy them. */
function withWays(
  claims: readonly ClusterClaim[],
  module: TerraformModule,
  ways: readonly Way[],
  reading: Walking,
): ClusterClaim[] {
  if (ways.length < 2 || !claims.some(isDecidedByWay)) return [...claims];
  const made = ways.flatMap(({ named, input }) => {
    const walk: Walk = { claims: [], notRead: [], findings: [] };
    walkInstance(rootInstance(module, reading, input), (folder) => reading.modules.get(folder), walk);
    return walk.claims.map((claim): ClaimedWay => ({ claim, named }));
  });
  return claims.map((claim) => (isDecidedByWay(claim) ? { ...claim, ways: waysOfClaim(claim, made) } : claim));
}

interface VariableReading {
  readonly files: readonly VariableFile[];
  readonly notRead: readonly NotRead[];
}

function variableFiles(module: TerraformModule, index: ModuleIndex, files: FolderFiles, parse: Parse): VariableReading {
  return readVariableFiles(
    [...(index.variables.get(module.folder) ?? [])].sort(byPrecedence),
    module.folder,
    files,
    parse,
  );
}

function readVariableFiles(
  paths: readonly string[],
  folder: string,
  files: FolderFiles,
  parse: Parse,
): VariableReading {
  const read = paths.flatMap((path) => {
    const source = files.read(path);
    return source === undefined ? [] : [{ path, ...readTerraformFile(source, parse) }];
  });
  return {
    files: read.map(({ path, body }) => ({
      path,
      isAutomatic: folderOf(path) === folder && /(^|\/)(terraform|[^/]*\.auto)\.tfvars(\.json)?$/.test(path),
      values: new Map([...body.attributes].map(([name, { value }]) => [name, evaluate(value, literalScope)])),
    })),
    notRead: read.flatMap(({ notRead }) => notRead),
  };
}

const literalScope = { name: () => undefined, call: () => undefined, ignoresCase: false };

/** `terraform.tfvars` first, then `*.auto.tfvars` by name. */
function byPrecedence(a: string, b: string): number {
  const rank = (path: string) => (/(^|\/)terraform\.tfvars/.test(path) ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** Variable files whose code is not in the folder. */
function orphanFiles({ variables, code }: ModuleIndex, files: FolderFiles, parse: Parse): VariableReading {
  const hits = new Set(files.hits);
  const paths = [...variables]
    .filter(([owner]) => !code.has(owner))
    .flatMap(([, those]) => those.filter((path) => hits.has(path)));
  return readVariableFiles(paths, emptyFolder, files, parse);
}

/** No folder is called so: none of these files is read unasked. */
const emptyFolder = '\u0000';

/** A value named like a plugin pins kubenet for whatever code it is given to; where that is in the folder, it has been judged there. */
function orphanFindings(variables: readonly VariableFile[]): IacFinding[] {
  return variables.flatMap(({ values, path }) =>
    [...values]
      .filter(([name]) => networkPluginName.test(name))
      .flatMap(([name, value]) => kubenetsIn(value).map((each) => orphan(name, path, each))),
  );
}

function kubenetsIn(value: Value): Value[] {
  return options(value).flatMap(({ value: each }) => (isKubenet(each) ? [each] : []));
}

function orphan(name: string, path: string, { at }: Value): IacFinding {
  return {
    at,
    verdict: 'may-create-kubenet',
    language: 'terraform',
    subject: `${path}: ${name}`,
    why: `The value gives ${name} kubenet; the code that takes it was not found in the folder, or does not make a cluster of it.`,
    values: ['kubenet'],
    usedAt: [],
    instead: 'Look up which root is applied with this file, and change the value with its code.',
    cluster: undefined,
  };
}
