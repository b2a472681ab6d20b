import { posix } from 'node:path';
import { type CompiledDeployment, compiledClaims } from '../bicep/compiled-claims.ts';
import { deployedText } from '../bicep/deployed-text.ts';
import type { BicepCompiler } from '../compiler/bicep-compiler.ts';
import type { FolderFiles } from '../folder/folder-files.ts';
import { folderOf, resolved } from '../folder/relative-path.ts';
import { takeOutOfList } from '../judge/advice.ts';
import type { ClusterClaim } from '../judge/claim.ts';
import type { IacFinding, NotRead, Reading } from '../judge/finding.ts';
import { judgeClaim } from '../judge/judge-claim.ts';
import { isPluginList, networkPluginName } from '../judge/plugin-name.ts';
import type { Parse } from '../syntax/grammars.ts';
import type { SourceText } from '../text/place.ts';
import type { Value } from '../value/value.ts';
import type { DeployedTemplate } from './deployed-template.ts';
import type { TemplateReach } from './deployment.ts';
import { belongsTo, type ParameterFile, pinned, readParameterFiles } from './parameter-files.ts';
import { groupOf, rootDeployment } from './root-deployment.ts';
import type { Template } from './template.ts';
import { foundFile, isTemplateName, readTemplate, templateOf } from './template-files.ts';
import { walkDeployment } from './walk-template.ts';

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
