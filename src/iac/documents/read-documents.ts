import type { FolderFiles } from '../folder/folder-files.ts';
import type { IacFinding, Language, NotRead, Reading } from '../judge/finding.ts';
import { judgeClaim } from '../judge/judge-claim.ts';
import { maskPipeline } from '../shell/pipeline-text.ts';
import { readBash, type ShellVariables } from '../shell/read-bash.ts';
import { maskedFlags, readPowerShell } from '../shell/read-powershell.ts';
import type { Parse, Parsers } from '../syntax/grammars.ts';
import { readJson } from '../syntax/json-value.ts';
import { firstError } from '../syntax/read-error.ts';
import { yamlValue } from '../syntax/yaml-value.ts';
import { readTerragrunt } from '../terraform/terragrunt.ts';
import type { SourceText } from '../text/place.ts';
import { embeddedText } from '../text/source-text.ts';
import { memberAt } from '../value/member-at.ts';
import type { ObjectValue, Value } from '../value/value.ts';
import { type AnsibleVariables, ansibleClaims, ansibleVariables } from './ansible.ts';
import { readData, readJsonKinds } from './json-kinds.ts';
import { readManifests } from './manifests.ts';
import { allowedPlugins, namedPlugins } from './named-values.ts';
import { namedValue, type PipelineScript, readPipeline } from './pipelines.ts';
import { readProgram } from './programs.ts';
import { pulumiClaims } from './pulumi-yaml.ts';

interface Pages {
  readonly findings: IacFinding[];
  readonly notRead: NotRead[];
  readonly parsers: Parsers;
  readonly variables: AnsibleVariables;
}

/** Everything but Terraform's, Bicep's and ARM's own files: scripts, pipelines, manifests, settings, programs. */
export function readDocuments(files: FolderFiles, parsers: Parsers): Reading {
  const sources = files.hits.flatMap((path) => files.read(path) ?? []);
  const pages: Pages = { findings: [], notRead: [], parsers, variables: variablesOf(sources) };
  for (const source of sources) readFile(source, pages);
  return pages;
}

function readFile(source: SourceText, pages: Pages): void {
  const { file } = source;
  if (/\.(tf|tofu)(\.json)?$|\.tfvars(\.json)?$|\.bicep(param)?$/.test(file)) return;
  if (file.endsWith('.hcl')) {
    const reading = readTerragrunt(source, pages.parsers.terraform);
    pages.findings.push(...reading.findings);
    pages.notRead.push(...reading.notRead);
  } else if (/\.ya?ml$/.test(file)) yaml(source, pages);
  else if (/\.(jsonc?|tfstate|template)$/.test(file)) json(source, pages);
  else if (/\.(sh|bash|zsh|ksh|env)$/.test(file) || isShellScript(source))
    script({ source, shell: 'bash', values: new Map() }, 'shell', pages);
  else if (/\.ps[md]?1$/.test(file)) script({ source, shell: 'powershell', values: new Map() }, 'powershell', pages);
  else if (/\.([mc]?ts|[mc]?js|py|go|cs|fs|vb|java|kt)$/.test(file)) pages.findings.push(...readProgram(source));
  else if (/\.(tpl|tmpl|j2)$/.test(file))
    pages.notRead.push({
      file,
      line: undefined,
      reason: 'it is a template: what it makes is known only when it is filled in',
    });
  else commandsIn(source, pages);
}

function isShellScript({ file, text }: SourceText): boolean {
  return !/\.\w+$/.test(file) && /^#!.*\b(ba|z|k|da)?sh\b/.test(text);
}

/** Makefiles, Dockerfiles, Jenkinsfiles: the lines that call the Azure CLI, with those they continue on. */
function commandsIn(source: SourceText, pages: Pages): void {
  for (const { 0: text, index } of source.text.matchAll(/\baz\s+(aks|deployment)\b(?:[^\n]*\\\r?\n)*[^\n]*/g)) {
    const piece = embeddedText(source, [{ text, start: index }]);
    script({ source: piece, shell: 'bash', values: new Map() }, 'shell', pages);
  }
}

function json(source: SourceText, pages: Pages): void {
  const { root, error } = readJson(source);
  if (error !== undefined || root === undefined)
    pages.notRead.push({ file: source.file, line: error?.at.line, reason: error?.reason ?? 'it is empty' });
  else pages.findings.push(...readJsonKinds(root, source));
}

function yaml(source: SourceText, pages: Pages): void {
  const { documents, error } = yamlValue(source);
  if (error !== undefined) pages.notRead.push({ file: source.file, line: error.at.line, reason: error.reason });
  for (const document of documents) yamlDocument(document, source, pages);
  const template = documents.flatMap(templatesIn)[0];
  if (template !== undefined)
    pages.notRead.push({ file: source.file, line: template.at.line, reason: template.reason });
}

function templatesIn(value: Value): Extract<Value, { kind: 'unknown' }>[] {
  if (value.kind === 'unknown') return [value];
  if (value.kind === 'list') return value.items.flatMap(templatesIn);
  return value.kind === 'object'
    ? value.keys.flatMap((key) => templatesIn(value.get(key) ?? { kind: 'null', at: value.at }))
    : [];
}

function yamlDocument(document: Value, source: SourceText, pages: Pages): void {
  const { file } = source;
  const ansible = ansibleClaims(document, pages.variables);
  if (ansible.length > 0) pages.findings.push(...ansible.flatMap(judgeClaim));
  if (document.kind !== 'object') {
    if (ansible.length === 0) pages.findings.push(...readData(document));
    return;
  }
  const pipeline = pipelineLanguage(document, file);
  if (pipeline !== undefined) {
    const reading = readPipeline(document, pipeline);
    pages.findings.push(...reading.findings, ...allowedPlugins(document, pipeline, 'parameter'));
    for (const each of reading.scripts) script(each, pipeline, pages);
  } else if (document.get('runtime') !== undefined && document.get('name') !== undefined)
    pages.findings.push(...pulumiClaims(document).flatMap(judgeClaim));
  else
    pages.findings.push(
      ...(readManifests(document) ?? settings(document, file)),
      ...allowedPlugins(document, 'data', 'schema'),
    );
}

function settings(document: ObjectValue, file: string): IacFinding[] {
  if (/(^|\/)values[^/]*\.ya?ml$/.test(file)) return namedPlugins(document, 'helm', 'Helm values');
  if (/(^|\/)Pulumi\.[^/]+\.ya?ml$/.test(file))
    return namedPlugins(withoutPrefix(document), 'pulumi-yaml', 'stack settings');
  return readData(document);
}

/** A stack's settings are named `project:name`. */
function withoutPrefix(document: ObjectValue): Value {
  const config = memberAt(document, 'config');
  if (config?.kind !== 'object') return document;
  const full = (name: string) => config.keys.find((key) => key.split(':').at(-1) === name) ?? name;
  return {
    ...config,
    keys: config.keys.map((key) => key.split(':').at(-1) ?? key),
    get: (name) => config.get(full(name)),
  };
}

function pipelineLanguage(document: ObjectValue, file: string): Language | undefined {
  const has = (...keys: readonly string[]) => keys.some((key) => document.get(key) !== undefined);
  if ((has('jobs') && has('on', 'true')) || (has('runs') && has('inputs', 'description', 'name')))
    return 'github-workflow';
  const isPipeline = has('stages', 'jobs', 'steps', 'extends') || (has('trigger', 'pool') && has('variables'));
  const isTemplate = has('variables', 'parameters') && /pipeline|template|\.azuredevops|vars/i.test(file);
  return isPipeline || isTemplate ? 'azure-pipelines' : undefined;
}

function script({ source, shell, values }: PipelineScript, language: Language, pages: Pages): void {
  const isPipeline = language === 'azure-pipelines' || language === 'github-workflow';
  const masked = isPipeline
    ? maskPipeline(source, (expression) => namedValue(expression, values))
    : { source, words: new Map() };
  const variables: ShellVariables = new Map([...values, ...masked.words]);
  if (shell === 'powershell') {
    const flags = maskedFlags(masked.source);
    withRoot(flags, pages.parsers.powershell, pages, (root) =>
      pages.findings.push(...readPowerShell(root, flags, language, variables)),
    );
    return;
  }
  withRoot(masked.source, pages.parsers.bash, pages, (root) => {
    const { findings, embedded } = readBash(root, masked.source, language, variables);
    pages.findings.push(...findings);
    for (const each of embedded) embeddedDocument(each, language, pages);
  });
}

function withRoot(
  source: SourceText,
  parse: Parse,
  pages: Pages,
  read: (root: ReturnType<Parse>['rootNode']) => void,
): void {
  const tree = parse(source);
  try {
    const error = firstError(tree.rootNode, source);
    if (error !== undefined)
      pages.notRead.push({
        file: source.file,
        line: error.line,
        reason: 'the parser could not read the script from here on',
      });
    read(tree.rootNode);
  } finally {
    tree.delete();
  }
}

/** A here-document, by what it looks like. */
function embeddedDocument(source: SourceText, language: Language, pages: Pages): void {
  const { text } = source;
  if (!/kubenet|network_?plugin|az\s+aks/i.test(text)) return;
  if (/^\s*apiVersion:/m.test(text)) yaml(source, pages);
  else if (/^\s*\{/.test(text)) json(source, pages);
  else if (/^\s*(resource|module|variable|locals)\b/m.test(text) || /^\s*\w+\s*=\s*"?kubenet/m.test(text))
    written(source, pages);
  else if (/\baz\s+\w+/.test(text)) script({ source, shell: 'bash', values: new Map() }, language, pages);
}

/** Code that a script writes into a file: which one, and what else is there, only running it tells. */
function written(source: SourceText, pages: Pages): void {
  for (const { index, groups } of source.text.matchAll(/\b(?<name>\w*plugin)\s*=\s*(?<value>"kubenet")/gi)) {
    const offset = source.text.indexOf(groups?.['value'] ?? '', index);
    pages.findings.push({
      at: source.placeAt(offset + 1),
      verdict: 'creates-kubenet',
      language: 'terraform',
      subject: groups?.['name'] ?? '',
      why: 'The script writes this into a file of Terraform.',
      values: ['kubenet'],
      usedAt: [],
      instead: 'Write azure here, and the mode overlay beside it.',
      cluster: undefined,
    });
  }
}

function variablesOf(sources: readonly SourceText[]): AnsibleVariables {
  const found = new Map<string, Value[]>();
  for (const source of sources) {
    if (!/\.ya?ml$/.test(source.file)) continue;
    for (const document of yamlValue(source).documents) {
      for (const [name, value] of ansibleVariables(document, source.file))
        found.set(name, [...(found.get(name) ?? []), value]);
    }
  }
  return found;
}
