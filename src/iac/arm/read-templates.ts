import { posix } from 'node:path';
import type { Node } from 'jsonc-parser';
import { type CompiledDeployment, compiledClaims } from '../bicep/compiled-claims.ts';
import { deployedText } from '../bicep/deployed-text.ts';
import { maskedParameters, readBicep, readBicepParameters } from '../bicep/read-bicep.ts';
import type { BicepCompiler } from '../compiler/bicep-compiler.ts';
import type { FolderFiles } from '../folder/folder-files.ts';
import { folderOf, resolved } from '../folder/relative-path.ts';
import { takeOutOfList } from '../judge/advice.ts';
import type { ClusterClaim } from '../judge/claim.ts';
import type { IacFinding, NotRead, Reading } from '../judge/finding.ts';
import { isKubenet, judgeClaim } from '../judge/judge-claim.ts';
import { isPluginList, networkPluginName } from '../judge/plugin-name.ts';
import type { Parse } from '../syntax/grammars.ts';
import { jsonValue, readJson } from '../syntax/json-value.ts';
import { firstError } from '../syntax/read-error.ts';
import type { SourceText } from '../text/place.ts';
import { evaluate, type Scope } from '../value/evaluate.ts';
import { overridable } from '../value/overridable.ts';
import { choice, type Option, options, type Value } from '../value/value.ts';
import { type DeployedTemplate, deploysOneOf } from './deployed-template.ts';
import { callArm } from './functions.ts';
import { member, membersOf, readArm, textOf } from './read-arm.ts';
import type { Template, TemplateParameter } from './template.ts';
import { type Deployment, fallbackOf, type TemplateReach, walkDeployment } from './walk-template.ts';

/** Values for a template's parameters, from a file beside it. */
interface ParameterFile {
  readonly file: string;
  /** Of a `.bicepparam` file. */
  readonly text: string | undefined;
  /** The template it names; undefined where it names none. */
  readonly using: string | undefined;
  readonly given: ReadonlyMap<string, Value>;
}

/**
 * ARM templates and Bicep files with their parameter files.
 * @param deployed what scripts and pipelines deploy, and where
 * @param compiler for what the source of Bicep files leaves open; undefined for none
 */
export function readTemplates(
  files: FolderFiles,
  parse: Parse,
  deployed: readonly DeployedTemplate[],
  compiler?: BicepCompiler,
): Reading {
  const notRead: NotRead[] = [];
  const byCompiler = new Set<ClusterClaim>();
  const templates = new Map<string, Template | undefined>();
  const parameterFiles = readParameterFiles(files, parse, notRead);
  const seen = new Set<string>();
  const template = (file: string): Template | undefined => {
    if (!templates.has(file)) templates.set(file, readTemplate(file, files, parse, notRead));
    return templates.get(file);
  };
  const reach: TemplateReach = {
    claims: [],
    findings: [],
    notRead,
    find: (path, from) => {
      const file = foundFile(path, from, files);
      if (file !== undefined) seen.add(file);
      return file === undefined ? undefined : template(file);
    },
    readFile: (path, from) => {
      const file = resolved(folderOf(from), path);
      return file === undefined ? undefined : files.read(file);
    },
  };
  const all = files.paths.filter((path) => isTemplateName(path)).flatMap((path) => template(path) ?? []);
  const called = new Set(
    all.flatMap((each) =>
      each.calls.flatMap(({ path }) =>
        path?.kind === 'literal' ? (foundFile(String(path.value), each.file, files) ?? []) : [],
      ),
    ),
  );
  const roots = [...all.filter(({ file }) => !called.has(file)), ...all.filter(({ file }) => called.has(file))];
  for (const root of roots) {
    if (seen.has(root.file)) continue;
    const before = reach.claims.length;
    const own = parameterFiles.filter((each) => belongsTo(each, root));
    const group = groupOf(root, own, deployed, files.paths);
    walkDeployment(rootDeployment(root, own, group, reach), reach);
    if (compiler === undefined || root.language !== 'bicep') continue;
    const broken = new Set(notRead.map(({ file }) => file));
    const deployments = compiledDeployments(root, own);
    const compiled = compiledClaims(reach.claims.splice(before), deployments, { files, compiler, broken });
    reach.claims.push(...compiled.claims);
    notRead.push(...compiled.notRead);
    for (const claim of compiled.byCompiler) byCompiler.add(claim);
  }
  return {
    findings: [
      ...reach.claims.flatMap((claim) => (byCompiler.has(claim) ? workedOut(judgeClaim(claim)) : judgeClaim(claim))),
      ...reach.findings,
      ...all.flatMap(allowedFindings),
      ...parameterFiles.flatMap((each) => pinned(each, all)),
    ],
    notRead,
  };
}

/** That a value is not written there, where the finding stands. */
function workedOut(findings: readonly IacFinding[]): IacFinding[] {
  return findings.map((each) => ({ ...each, why: `${each.why} The Bicep compiler worked that out.` }));
}

/** A template that a script writes, without the files around it. */
export function readTemplateText(source: SourceText, parse: Parse): Reading {
  const notRead: NotRead[] = [];
  const reach: TemplateReach = { claims: [], findings: [], notRead, find: () => undefined, readFile: () => undefined };
  const template = templateOf(source, parse, notRead);
  if (template === undefined) return { findings: [], notRead };
  walkDeployment(rootDeployment(template, [], undefined, reach), reach);
  return { findings: [...reach.claims.flatMap(judgeClaim), ...reach.findings, ...allowedFindings(template)], notRead };
}

function isTemplateName(path: string): boolean {
  return /\.(bicep|json|jsonc|template)$/.test(path);
}

function readTemplate(file: string, files: FolderFiles, parse: Parse, notRead: NotRead[]): Template | undefined {
  const source = files.read(file);
  return source && templateOf(source, parse, notRead);
}

function templateOf(source: SourceText, parse: Parse, notRead: NotRead[]): Template | undefined {
  if (/^\s*(\{|\/[/*])/.test(source.text) && !source.file.endsWith('.bicep')) {
    const { root } = readJson(source);
    return root !== undefined && isArmTemplate(root) ? readArm(root, source) : undefined;
  }
  if (/\.(json|jsonc|template)$/.test(source.file)) return undefined;
  return withTree(source, parse, notRead, (root) => readBicep(root, source));
}

function withTree<T>(
  source: SourceText,
  parse: Parse,
  notRead: NotRead[],
  read: (root: ReturnType<Parse>['rootNode']) => T,
): T {
  const tree = parse(source);
  try {
    const error = firstError(tree.rootNode, source);
    if (error !== undefined)
      notRead.push({ file: source.file, line: error.line, reason: 'the parser could not read it from here on' });
    return read(tree.rootNode);
  } finally {
    tree.delete();
  }
}

/** By its schema, or by what only a template has. */
export function isArmTemplate(root: Node): boolean {
  const schema = textOf(member(root, '$schema')) ?? '';
  if (/deploymentTemplate\.json/i.test(schema)) return true;
  return member(root, 'contentVersion') !== undefined && member(root, 'resources') !== undefined;
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

function readParameterFiles(files: FolderFiles, parse: Parse, notRead: NotRead[]): ParameterFile[] {
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
  const { using, given } = withTree(masked, parse, notRead, (root) => readBicepParameters(root, masked));
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

/** A file as another names it: relative to it, else, for a link to somewhere on the web, by its name alone. */
function foundFile(path: string, from: string, files: FolderFiles): string | undefined {
  const near = /^\w[\w+.-]*:/.test(path) ? undefined : resolved(folderOf(from), path);
  if (near !== undefined && files.paths.includes(near)) return near;
  if (!/^https?:/i.test(path)) return undefined;
  const name = posix.basename(path.split(/[?#]/)[0] ?? '');
  const same = files.paths.filter((each) => posix.basename(each) === name);
  return same.length === 1 ? same[0] : undefined;
}

function rootDeployment(
  template: Template,
  own: readonly ParameterFile[],
  resourceGroup: Value | undefined,
  reach: TemplateReach,
): Deployment {
  const deployment: Deployment = {
    template,
    outer: undefined,
    path: [],
    presence: 'stands',
    resourceGroup,
    underWay: new Set(),
    input: (parameter) => rootInput(parameter, own, deployment, reach),
  };
  return deployment;
}

/** The resource groups that a template, or a parameter file of its own, is deployed into. */
function groupOf(
  template: Template,
  own: readonly ParameterFile[],
  deployed: readonly DeployedTemplate[],
  paths: readonly string[],
): Value | undefined {
  const files = [template.file, ...own.flatMap(({ file, using }) => (using === undefined ? [] : [file]))];
  const groups = deployed.filter((each) => deploysOneOf(each, files, paths)).map((each) => each.resourceGroup);
  const [first] = groups;
  return (
    first &&
    choice(
      groups.map((value): Option => ({ value, certainty: 'sure' })),
      first.at,
    )
  );
}

/** What each parameter file gives; the default, where one of them leaves it out or there is none. */
function rootInput(
  parameter: TemplateParameter,
  own: readonly ParameterFile[],
  deployment: Deployment,
  reach: TemplateReach,
): Value {
  const given = own.flatMap((file) => file.given.get(parameter.name.toLowerCase()) ?? []);
  const isOverridden = given.length > 0 && given.length === own.length;
  const allowed = parameter.allowed.map(({ value }) => value);
  const fallback: Option = {
    value: overridable(fallbackOf(parameter, deployment, reach), allowed.length > 0 ? allowed : undefined),
    certainty: isOverridden ? 'maybe' : 'sure',
  };
  const isNeeded = !(given.length > 0 && parameter.fallback === undefined);
  return choice(
    [...given.map((value): Option => ({ value, certainty: 'sure' })), ...(isNeeded ? [fallback] : [])],
    parameter.at,
  );
}

/** By `using`; else in the template's folder or below, where the template has every parameter that the file gives. */
function belongsTo({ file, using, given }: ParameterFile, template: Template): boolean {
  if (using !== undefined) return resolved(folderOf(file), using) === template.file;
  const folder = folderOf(template.file);
  const isNear = folder === '' || folderOf(file) === folder || file.startsWith(`${folder}/`);
  return isNear && given.size > 0 && [...given.keys()].every((name) => template.parameters.has(name));
}

/** One for each parameter file; without any, the template by itself. */
function compiledDeployments(root: Template, own: readonly ParameterFile[]): CompiledDeployment[] {
  const given = own.length === 0 ? [{ text: undefined, file: undefined, given: new Map<string, Value>() }] : own;
  return given.map((each, index) => {
    const beside = folderOf(root.file);
    const made = `${beside === '' ? '' : `${beside}/`}kubenet-audit-${index}.bicepparam`;
    return {
      template: root.file,
      entry: {
        file: each.text === undefined ? made : (each.file ?? made),
        text: deployedText(each, posix.basename(root.file), root.parameters),
      },
    };
  });
}

function allowedFindings(template: Template): IacFinding[] {
  return [...template.parameters.values()].flatMap(({ name, allowed }) => {
    const isOfPlugins = networkPluginName.test(name) || isPluginList(allowed.map(({ value }) => value));
    return allowed
      .filter(({ value }) => isOfPlugins && value.toLowerCase() === 'kubenet')
      .map(
        ({ at }): IacFinding => ({
          at,
          verdict: 'allows-kubenet',
          language: template.language,
          subject: `parameter ${name}`,
          why: `The parameter ${name} may be kubenet: whoever deploys this can ask for it.`,
          values: allowed.map(({ value }) => value),
          usedAt: [],
          instead: takeOutOfList,
          cluster: undefined,
        }),
      );
  });
}

/** A parameter named like a plugin, in a file whose template is not in the folder. */
function pinned(file: ParameterFile, templates: readonly Template[]): IacFinding[] {
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
