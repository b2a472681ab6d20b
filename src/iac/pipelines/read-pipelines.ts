import type { DeployedTemplate } from '../arm/deployed-template.ts';
import type { IacFinding, NotRead } from '../judge/finding.ts';
import { networkPluginName } from '../judge/plugin-name.ts';
import { type Presence, weaker } from '../judge/presence.ts';
import { underPresence } from '../judge/under-presence.ts';
import { environmentFindings, givenFindings } from '../shell/judge-command.ts';
import { memberAt } from '../value/member-at.ts';
import { type ObjectValue, options, textOf, type Value } from '../value/value.ts';
import { callIn, callsIn, candidatesOf, type PipelineCall, pathOf } from './called-file.ts';
import { conditionOf } from './condition.ts';
import { type ReadVariableTemplate, scopeInside, variablesIn } from './declared.ts';
import { deploymentFindings, isDeploymentKey } from './deployment-task.ts';
import { entriesUnder, itemsUnder } from './directives.ts';
import { calledInputs, startedInputs } from './inputs.ts';
import { compiled, emptyScope, type Names, type PipelineLanguage, type PipelineScope, whenRun } from './scope.ts';
import { type PipelineScript, saysPowerShell, scriptIn, scriptKeys } from './script-in.ts';

/** A file of Azure Pipelines or GitHub: a pipeline, a template, a workflow, an action. */
export interface PipelineDocument {
  readonly file: string;
  readonly language: PipelineLanguage;
  readonly document: ObjectValue;
}

export interface PipelinesReading {
  readonly findings: readonly IacFinding[];
  readonly notRead: readonly NotRead[];
  readonly scripts: readonly PipelineScript[];
  readonly deployed: readonly DeployedTemplate[];
}

/**
 * Pipelines from those that somebody starts down to the templates, workflows and actions of the folder that they call, with the values that
 * are given to these. What nobody in the folder calls is read as if somebody started it.
 * @param documentAt the pipeline in a file of the folder; undefined where there is none
 */
export function readPipelines(
  documents: readonly PipelineDocument[],
  documentAt: (path: string) => ObjectValue | undefined,
): PipelinesReading {
  const walk = new PipelineWalk(documentAt);
  const called = new Set(documents.flatMap(callees));
  for (const each of documents) if (!called.has(each.file) || hasOwnTrigger(each)) walk.start(each);
  for (const each of documents) if (!walk.reached.has(each.file)) walk.start(each);
  return walk;
}

function callees({ document, language, file }: PipelineDocument): string[] {
  return callsIn(document, language).flatMap((call) => candidatesOf(pathOf(call), call, file));
}

function hasOwnTrigger({ document, language }: PipelineDocument): boolean {
  if (language === 'azure-pipelines') return false;
  const on = document.get('on') ?? document.get('true');
  const triggers = on?.kind === 'object' ? on.keys : on?.kind === 'list' ? on.items.map(textOf) : [textOf(on)];
  return triggers.some((trigger) => trigger !== undefined && trigger !== 'workflow_call');
}

/** Templates read and turns of loops, for one start. Azure itself allows 100 files. */
const mostTurns = 2000;

interface Surroundings {
  readonly file: string;
  readonly scope: PipelineScope;
  readonly presence: Presence;
  readonly isPowerShell: boolean;
  /** The files that called each other up to here. */
  readonly callers: readonly string[];
}

class PipelineWalk implements PipelinesReading {
  readonly findings: IacFinding[] = [];
  readonly notRead: NotRead[] = [];
  readonly scripts: PipelineScript[] = [];
  readonly deployed: DeployedTemplate[] = [];
  readonly reached = new Set<string>();
  readonly #documentAt: (path: string) => ObjectValue | undefined;
  #turns = 0;

  constructor(documentAt: (path: string) => ObjectValue | undefined) {
    this.#documentAt = documentAt;
  }

  start({ file, document, language }: PipelineDocument): void {
    this.reached.add(file);
    this.#turns = 0;
    const scope = { ...emptyScope(language), inputs: startedInputs(document) };
    this.#visit(document, { file, scope, presence: 'stands', isPowerShell: false, callers: [file] });
    if (this.#turns > mostTurns)
      this.notRead.push({
        file,
        line: undefined,
        reason: `it reads more than ${mostTurns} templates and turns of loops`,
      });
  }

  readonly #mayGoOn = (): boolean => {
    this.#turns += 1;
    return this.#turns <= mostTurns;
  };

  #visit(value: Value, around: Surroundings): void {
    if (value.kind === 'list') {
      for (const item of itemsUnder(value, around.scope, around.presence, this.#mayGoOn))
        this.#visit(item.value, { ...around, scope: item.scope, presence: item.presence });
    }
    if (value.kind === 'object') this.#map(value, around);
  }

  #map(map: ObjectValue, around: Surroundings): void {
    const scope = scopeInside(map, around.scope, this.#variableTemplates(around), this.#mayGoOn);
    const inside: Surroundings = {
      ...around,
      scope,
      presence: weaker(around.presence, conditionOf(map, scope)),
      isPowerShell: saysPowerShell(map) ?? saysPowerShell(memberAt(map, 'defaults', 'run')) ?? around.isPowerShell,
    };
    this.#say(environmentGiven(around.scope, scope), inside.presence);
    this.#deployment(map, inside);
    const call = callIn(map, scope.language);
    if (call !== undefined) this.#call(call, inside);
    for (const entry of entriesUnder(map, scope, inside.presence, this.#mayGoOn))
      this.#entry(entry.key, entry.value, { ...inside, scope: entry.scope, presence: entry.presence });
  }

  /** Inputs of `AzureResourceManagerTemplateDeployment` and of `azure/arm-deploy`. */
  #deployment(map: ObjectValue, { scope }: Surroundings): void {
    const template = memberAt(map, 'csmFile') ?? memberAt(map, 'template');
    const resourceGroup = memberAt(map, 'resourceGroupName');
    if (template === undefined || resourceGroup === undefined) return;
    const [written, group] = [template, resourceGroup].map((value) => whenRun(compiled(value, scope), scope));
    if (written !== undefined && group !== undefined)
      this.deployed.push({ template: written, resourceGroup: group, from: map.at.file });
  }

  #entry(key: string, value: Value, around: Surroundings): void {
    const name = key.toLowerCase();
    const source = value.kind === 'scalar' ? value.source : undefined;
    if (source !== undefined && scriptKeys.has(name)) {
      const isPowerShell = around.isPowerShell || name === 'pwsh' || name === 'powershell';
      this.scripts.push(scriptIn(source, isPowerShell ? 'powershell' : 'bash', around));
    } else if (value.kind === 'scalar' && isDeploymentKey(name)) {
      this.#say(deploymentFindings(value, name, around.scope), around.presence);
    } else if (name !== 'variables') this.#visit(value, around);
  }

  #say(findings: readonly IacFinding[], presence: Presence): void {
    this.findings.push(...underPresence(findings, presence));
  }

  #call(call: PipelineCall, around: Surroundings): void {
    const callee = this.#callee(call, around);
    const given = this.#given(call, around);
    if (callee === undefined) this.#elsewhere(call, given, around);
    else if (callee.document !== undefined) {
      const scope = calleeScope(call, callee.document, given, around.scope);
      this.#visit(callee.document, { ...around, file: callee.file, scope, callers: [...around.callers, callee.file] });
    }
  }

  /** The called file; without a document where it is under way already, undefined where it is not in the folder. */
  #callee(
    call: PipelineCall,
    { scope, file, callers }: Surroundings,
  ): { readonly file: string; readonly document: ObjectValue | undefined } | undefined {
    const path = textOf(compiled(call.written, scope)) ?? '';
    const found = candidatesOf(path, call, file).find((each) => isReadable(this.#documentAt(each), call));
    if (found === undefined) return undefined;
    this.reached.add(found);
    if (callers.includes(found)) {
      const reason = `the ${call.kind} ${path} calls itself, directly or through others`;
      this.notRead.push({ file: call.written.at.file, line: call.written.at.line, reason });
    }
    const mayRead = !callers.includes(found) && this.#mayGoOn();
    return { file: found, document: mayRead ? this.#documentAt(found) : undefined };
  }

  #given({ given }: PipelineCall, { scope, presence }: Surroundings): Names {
    if (given?.kind !== 'object') return new Map();
    const entries = entriesUnder(given, scope, presence, this.#mayGoOn);
    return new Map(entries.map((each) => [each.key.toLowerCase(), compiled(each.value, each.scope)]));
  }

  /** Code that is not in the folder: what it is told of network plugins, and that nobody looked at it. */
  #elsewhere(call: PipelineCall, given: Names, { scope, presence }: Surroundings): void {
    const plugins = [...given].filter(([name]) => networkPluginName.test(name));
    const asWritten = call.given?.kind === 'object' ? call.given.keys : [];
    for (const [name, value] of plugins) {
      const written = asWritten.find((key) => key.toLowerCase() === name) ?? name;
      this.#say(givenFindings(scope, written, whenRun(value, scope), 'may-create-kubenet'), presence);
    }
    const isOpen = plugins.some(([, value]) => options(value).some((each) => each.value.kind === 'unknown'));
    const makesClusters = call.kind !== 'action' && /\baks\b|managed-?cluster|kubernetes/i.test(pathOf(call));
    const { file, line } = call.written.at;
    if (isOpen || makesClusters)
      this.notRead.push({ file, line, reason: `its ${call.kind} ${pathOf(call)} is not in the folder` });
  }

  #variableTemplates(around: Surroundings): ReadVariableTemplate {
    return (map, scope) => {
      const call = callIn(map, scope.language);
      const inside = { ...around, scope };
      const callee = call && this.#callee(call, inside);
      if (call === undefined || callee?.document === undefined) return scope;
      const deeper = { ...inside, file: callee.file, callers: [...around.callers, callee.file] };
      const own = calleeScope(call, callee.document, this.#given(call, inside), scope);
      const templates = this.#variableTemplates(deeper);
      const { variables } = variablesIn(callee.document.get('variables'), own, templates, this.#mayGoOn);
      return { ...scope, variables };
    };
  }
}

/** Templates see the pipeline's variables, actions the environment, workflows nothing but their inputs. */
function calleeScope(
  { kind }: PipelineCall,
  document: ObjectValue,
  given: Names,
  caller: PipelineScope,
): PipelineScope {
  const empty = emptyScope(caller.language);
  const { variables, environment } = kind === 'workflow' ? empty : caller;
  const own = { ...empty, variables, environment };
  return { ...own, inputs: calledInputs(document, given, own) };
}

/** An action that is a program has no steps to read. */
function isReadable(document: ObjectValue | undefined, { kind }: PipelineCall): boolean {
  return kind === 'action' ? memberAt(document, 'runs', 'steps') !== undefined : document !== undefined;
}

/** Terraform's variables among what a map adds to the environment. */
function environmentGiven(before: PipelineScope, after: PipelineScope): IacFinding[] {
  const added = [
    ...[...after.environment].filter(([name, value]) => before.environment.get(name) !== value),
    ...[...after.variables].filter(([name, value]) => before.variables.get(name) !== value),
  ];
  return added.flatMap(([name, value]) =>
    environmentFindings(after, name.replace(/^tf_var_/i, 'TF_VAR_'), whenRun(value, after)),
  );
}
