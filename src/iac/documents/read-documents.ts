import type { DeployedTemplate } from '../arm/deployed-template.ts';
import { readTemplateText } from '../arm/read-templates.ts';
import type { FolderFiles } from '../folder/folder-files.ts';
import { isYaml } from '../folder/kinds.ts';
import type { IacFinding, Language, NotRead, Reading } from '../judge/finding.ts';
import { judgeClaim } from '../judge/judge-claim.ts';
import { underPresence } from '../judge/under-presence.ts';
import { pipelineLanguage } from '../pipelines/pipeline-language.ts';
import { type PipelineDocument, readPipelines } from '../pipelines/read-pipelines.ts';
import type { PipelineScript } from '../pipelines/script-in.ts';
import { isAdmissionPolicy, regoFinding } from '../policy/admission-policy.ts';
import { maskExpressions } from '../shell/mask-expressions.ts';
import { readBash } from '../shell/read-bash.ts';
import { maskedFlags, readPowerShell } from '../shell/read-powershell.ts';
import type { Parsers } from '../syntax/grammars.ts';
import { readJson } from '../syntax/json-value.ts';
import { readParsed } from '../syntax/read-parsed.ts';
import { yamlValue } from '../syntax/yaml-value.ts';
import type { Place, SourceText } from '../text/place.ts';
import { embeddedText } from '../text/source-text.ts';
import { type ObjectValue, object, textOf, type Value } from '../value/value.ts';
import { textsWithPlaces, unknownsIn } from '../value/visit.ts';
import { type AnsibleVariables, ansibleValue, readAnsible, variablesOf } from './ansible.ts';
import { cloudConfigTexts, isCloudConfig } from './cloud-config.ts';
import { hasBranches, isTemplateText, maskedTemplate } from './filled-in.ts';
import { readData, readJsonKinds } from './json-kinds.ts';
import { kubeletFlags, kubeletLines } from './kubelet-flags.ts';
import { readManifests } from './manifests.ts';
import { allowedPlugins, namedPlugins } from './named-values.ts';
import { readProgram } from './programs.ts';
import { isStackFile, pulumiClaims, stackSettings, stacksBeside } from './pulumi-yaml.ts';

interface Pages {
  readonly findings: IacFinding[];
  readonly notRead: NotRead[];
  readonly deployed: DeployedTemplate[];
  readonly files: FolderFiles;
  readonly parsers: Parsers;
  readonly variables: AnsibleVariables;
  /** Read together once all are known, since they call each other. */
  readonly pipelines: PipelineDocument[];
}

/** A script of its own, or in a task of Ansible, where nothing of a pipeline is around it. */
type PlainScript = Pick<PipelineScript, 'source' | 'shell'> &
  Partial<Omit<PipelineScript, 'language'>> & { readonly language: Language };

/** Everything but Terraform's, Terragrunt's, Bicep's and ARM's own files: scripts, pipelines, manifests, settings, programs. */
export function readDocuments(
  files: FolderFiles,
  parsers: Parsers,
): Reading & { readonly deployed: readonly DeployedTemplate[] } {
  const sources = files.hits.flatMap((path) => files.read(path) ?? []);
  const variables = variablesOf(sources);
  const pages: Pages = { findings: [], notRead: [], deployed: [], files, parsers, variables, pipelines: [] };
  for (const source of sources) readFile(source, pages);
  pipelines(pages);
  return pages;
}

function readFile(source: SourceText, pages: Pages): void {
  const { file } = source;
  if (/\.(tf|tofu)(\.json)?$|\.tfvars(\.json)?$|\.hcl$|\.bicep(param)?$/.test(file)) return;
  if (isYaml(file)) yaml(source, pages);
  else if (/\.(jsonc?|tfstate|template)$/.test(file)) json(source, pages);
  else if (/\.(sh|bash|zsh|ksh|env)$/.test(file) || isShellScript(source))
    script({ source, shell: 'bash', language: 'shell' }, pages);
  else if (/\.ps[md]?1$/.test(file)) script({ source, shell: 'powershell', language: 'powershell' }, pages);
  else if (/\.([mc]?ts|[mc]?js|py|go|cs|fs|vb|java|kt)$/.test(file)) pages.findings.push(...readProgram(source));
  else if (file.endsWith('.rego')) pages.findings.push(...regoFinding(source));
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

/** Makefiles, Dockerfiles, Jenkinsfiles, units of systemd: the flags of a kubelet, and the lines that call the Azure CLI, with those they continue on. */
function commandsIn(source: SourceText, pages: Pages): void {
  pages.findings.push(...kubeletLines(source));
  azureCommands(source, pages);
}

function azureCommands(source: SourceText, pages: Pages): void {
  for (const { 0: line, index } of source.text.matchAll(/\baz\s+(aks|deployment)\b(?:[^\n]*\\\r?\n)*[^\n]*/g)) {
    // A command in quotes ends where they do.
    const quote = /["']/.exec(source.text[index - 1] ?? '')?.[0];
    const text = quote === undefined ? line : (line.split(quote)[0] ?? line);
    const piece = embeddedText(source, [{ text, start: index }]);
    script({ source: piece, shell: 'bash', language: 'shell' }, pages);
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
  const template = documents.flatMap(unknownsIn)[0];
  const isFilledIn = source.text.includes('{{') && (error !== undefined || template !== undefined);
  if (isFilledIn) yamlTemplate(source, pages);
  else {
    if (error !== undefined) pages.notRead.push({ file: source.file, line: error.at.line, reason: error.reason });
    for (const document of documents) yamlDocument(document, source, pages);
  }
}

const templateReason = 'it is a template: braces stand in it, and what it makes is known only when it is filled in';

/** What stands around the braces of a template is read all the same; that it is one is said. */
function yamlTemplate(source: SourceText, pages: Pages): void {
  const line = source.placeAt(source.text.indexOf('{{')).line;
  pages.notRead.push({ file: source.file, line, reason: templateReason });
  const read: Pages = { ...pages, findings: [], notRead: [] };
  for (const document of yamlValue(maskedTemplate(source)).documents) yamlDocument(document, source, read);
  pages.notRead.push(...read.notRead.filter(({ reason }) => reason !== templateReason));
  const mayBeLeftOut = hasBranches(source);
  pages.findings.push(...underPresence(read.findings, mayBeLeftOut ? 'may-stand' : 'stands'));
}

function yamlDocument(document: Value, source: SourceText, pages: Pages): void {
  const { file } = source;
  if (document.kind !== 'object') {
    if (!ansible(document, pages)) pages.findings.push(...readData(document));
    return;
  }
  if (isCloudConfig(document, source)) {
    cloudConfig(document, pages);
    return;
  }
  const language = pipelineLanguage(document, file);
  if (language !== undefined) {
    pages.findings.push(...allowedPlugins(document, language, 'parameter'));
    pages.pipelines.push({ file, language, document });
  } else if (document.get('runtime') !== undefined && document.get('name') !== undefined)
    pages.findings.push(...pulumiClaims(document, stacksBeside(file, pages.files)).flatMap(judgeClaim));
  else {
    pages.findings.push(
      ...(readManifests(document) ?? settings(document, file)),
      ...allowedPlugins(document, 'data', 'schema'),
      ...kubeletFlags(document),
    );
    commandsAmong(document, pages);
    const apiVersion = textOf(document.get('apiVersion'));
    // Kyverno's own variables are written in braces too.
    if (apiVersion !== undefined && !isAdmissionPolicy(apiVersion)) filledInLater(document, pages);
  }
}

/** Scripts in the YAML of other tools: GitLab's jobs, tasks of Tekton, maps of settings. */
function commandsAmong(document: Value, pages: Pages): void {
  for (const { source } of textsWithPlaces(document)) if (source !== undefined) azureCommands(source, pages);
}

/** Braces in the quoted texts of a manifest: YAML reads them, and yet they are not what is applied. */
function filledInLater(document: Value, pages: Pages): void {
  const [first] = textsWithPlaces(document).filter(({ value }) => isTemplateText(String(value)));
  if (first !== undefined) pages.notRead.push({ file: first.at.file, line: first.at.line, reason: templateReason });
}

/** Plays and lists of tasks; whether the document is one. */
function ansible(document: Value, pages: Pages): boolean {
  const { claims, findings, scripts } = readAnsible(document, pages.variables);
  const judged = claims.flatMap(({ claim, presence }) => underPresence(judgeClaim(claim), presence));
  pages.findings.push(...judged, ...findings);
  const marks = /\{\{[^}]*\}\}/g;
  const meaningOf = (mark: string, at: Place) => ansibleValue(mark.slice(2, -2), pages.variables, at);
  for (const each of scripts) script({ ...each, language: 'ansible', marks, meaningOf }, pages);
  return claims.length + findings.length + scripts.length > 0;
}

function settings(document: ObjectValue, file: string): IacFinding[] {
  if (/(^|\/)values[^/]*\.ya?ml$/.test(file)) return namedPlugins(document, 'helm', 'Helm values');
  if (isStackFile(file))
    return namedPlugins(object(stackSettings(document), document.at), 'pulumi-yaml', 'stack settings');
  return readData(document);
}

/** What a machine does when it starts first, and the files that are laid there. */
function cloudConfig(document: ObjectValue, pages: Pages): void {
  const { commands, files } = cloudConfigTexts(document);
  for (const source of commands) script({ source, shell: 'bash', language: 'shell' }, pages);
  for (const source of files) {
    if (source.text.startsWith('#!')) script({ source, shell: 'bash', language: 'shell' }, pages);
    else if (/^apiVersion:/m.test(source.text)) yaml(source, pages);
    else commandsIn(source, pages);
  }
}

/** The pipelines of the folder, with those that hold no word of the matter and yet call others with values. */
function pipelines(pages: Pages): void {
  if (pages.pipelines.length === 0) return;
  const known = new Map(pages.pipelines.map((each) => [each.file, each.document]));
  const documentAt = (path: string) => {
    if (!isYaml(path)) return undefined;
    const document = known.get(path) ?? documentOf(path, pages);
    if (document !== undefined) known.set(path, document);
    return document;
  };
  const others = [...pages.files.callers].filter((path) => isYaml(path) && !known.has(path));
  const callers = others.flatMap((file) => {
    const document = documentAt(file);
    const language = document && pipelineLanguage(document, file);
    return document === undefined || language === undefined ? [] : [{ file, language, document }];
  });
  const { findings, notRead, scripts, deployed } = readPipelines([...pages.pipelines, ...callers], documentAt);
  pages.findings.push(...findings);
  pages.notRead.push(...notRead);
  pages.deployed.push(...deployed);
  for (const each of scripts) script(each, pages);
}

function documentOf(path: string, { files }: Pages): ObjectValue | undefined {
  const source = files.read(path);
  const value = source && yamlValue(source).value;
  return value?.kind === 'object' ? value : undefined;
}

function script(each: PlainScript, pages: Pages): void {
  const { source, shell, language, variables = new Map(), marks, meaningOf, presence = 'stands' } = each;
  const masked =
    marks === undefined || meaningOf === undefined
      ? { source, words: new Map() }
      : maskExpressions(source, marks, meaningOf);
  const read: Pages = { ...pages, findings: [] };
  if (shell === 'powershell') {
    const flags = maskedFlags(masked.source);
    readParsed(flags, pages.parsers.powershell, pages.notRead, (root) => {
      const shell = { ...masked, source: flags, written: source, variables, language };
      const { findings, deployed } = readPowerShell(root, shell);
      read.findings.push(...findings);
      read.deployed.push(...deployed);
    });
  } else {
    readParsed(masked.source, pages.parsers.bash, pages.notRead, (root) => {
      const { findings, embedded, deployed } = readBash(root, { ...masked, written: source, variables, language });
      read.findings.push(...findings);
      read.deployed.push(...deployed);
      for (const inner of embedded) embeddedDocument(inner, each, read);
    });
  }
  pages.findings.push(...underPresence(read.findings, presence));
}

/** A here-document, by what it looks like. */
function embeddedDocument(source: SourceText, outer: PlainScript, pages: Pages): void {
  const { text } = source;
  if (!/kubenet|network_?plugin|az\s+aks/i.test(text)) return;
  if (/^\s*apiVersion:/m.test(text)) yaml(source, pages);
  else if (isTemplate(text)) {
    const reading = readTemplateText(source, pages.parsers.bicep);
    pages.findings.push(...reading.findings);
    pages.notRead.push(...reading.notRead);
  } else if (/^\s*\{/.test(text)) json(source, pages);
  else if (/^\s*(resource|module|variable|locals)\b/m.test(text) || /^\s*\w+\s*=\s*"?kubenet/m.test(text))
    written(source, pages);
  else if (/\baz\s+\w+/.test(text)) script({ ...outer, source, shell: 'bash', presence: 'stands' }, pages);
}

function isTemplate(text: string): boolean {
  return /deploymentTemplate\.json/i.test(text) || /^\s*(resource|module)\s+\w+\s+'/m.test(text);
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
