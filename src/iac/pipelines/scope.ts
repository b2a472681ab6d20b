import type { Language } from '../judge/finding.ts';
import { templateExpression } from '../syntax/template-expression.ts';
import type { Place } from '../text/place.ts';
import { concatenated, evaluate, type Scope } from '../value/evaluate.ts';
import { list, mapped, type ObjectValue, object, scalar, unknown, type Value } from '../value/value.ts';
import { entriesIn } from '../value/visit.ts';
import { callPipeline } from './functions.ts';

export type PipelineLanguage = Extract<Language, 'azure-pipelines' | 'github-workflow'>;

/** Values by name, in lower case: neither Azure Pipelines nor GitHub tells letters' cases apart. */
export type Names = ReadonlyMap<string, Value>;

/** What names mean at a place of a pipeline. */
export interface PipelineScope {
  readonly language: PipelineLanguage;
  /** `parameters` of Azure Pipelines, `inputs` of GitHub. */
  readonly inputs: Names;
  /** Variables of Azure Pipelines; what is worked out only when a job runs (`$(name)`, `$[ … ]`) still stands in them. */
  readonly variables: Names;
  /** What steps find in their environment by `env`, as it is spelled. */
  readonly environment: ReadonlyMap<string, Value>;
  readonly matrix: Names;
  /** The names of `each` loops. */
  readonly loops: Names;
  /** Variables whose values are being worked out. */
  readonly underWay: ReadonlySet<string>;
}

export function emptyScope(language: PipelineLanguage): PipelineScope {
  const none = new Map<string, Value>();
  return {
    language,
    inputs: none,
    variables: none,
    environment: none,
    matrix: none,
    loops: none,
    underWay: new Set(),
  };
}

const compiledMarks = /\$\{\{((?:'[^']*'|\}(?!\})|[^'}])*)\}\}/g;
const runMarks = /\$\(([\w.-]+)\)|\$\[((?:'[^']*'|\[[^\]]*\]|[^\][])*)\]/g;

/** All marks in a script, as they are written. GitHub has no macros: `$(…)` there is the shell's own. */
export function marksOf(language: PipelineLanguage): RegExp {
  return language === 'github-workflow' ? compiledMarks : new RegExp(`${compiledMarks.source}|${runMarks.source}`, 'g');
}

/** What a mark of a script stands for when the script runs. */
export function meaningOf(mark: string, scope: PipelineScope, at: Place): Value {
  return whenRun(compiled(scalar(mark, at), scope), scope);
}

/** A value without its `${{ … }}`, at every depth. */
export function compiled(value: Value, scope: PipelineScope): Value {
  if (value.kind === 'list')
    return list(
      value.items.map((item) => compiled(item, scope)),
      value.at,
    );
  if (value.kind === 'object')
    return object(new Map(entriesIn(value).map(([key, each]) => [key, compiled(each, scope)])), value.at, {
      ignoresCase: true,
    });
  return filled(value, compiledMarks, ([, inside = '']) => expressionValue(inside, scope, value.at));
}

/** A value as a job has it: macros and runtime expressions of Azure Pipelines are worked out too. */
export function whenRun(value: Value, scope: PipelineScope): Value {
  if (scope.language === 'github-workflow') return value;
  return mapped(value, (each) =>
    filled(each, runMarks, ([, macro, inside = '']) =>
      macro === undefined ? expressionValue(inside, scope, each.at) : variableValue(macro, scope, each.at),
    ),
  );
}

export function expressionValue(text: string, scope: PipelineScope, at: Place): Value {
  return evaluate(templateExpression(text, at, 'pipelines'), evaluationScope(scope));
}

function filled(value: Value, marks: RegExp, meaning: (mark: RegExpMatchArray) => Value): Value {
  if (value.kind !== 'scalar') return value;
  const text = String(value.value);
  const parts: Value[] = [];
  let end = 0;
  for (const mark of text.matchAll(marks)) {
    if (mark.index > end) parts.push(scalar(text.slice(end, mark.index), value.at));
    parts.push(meaning(mark));
    end = mark.index + mark[0].length;
  }
  if (parts.length === 0) return value;
  if (end < text.length) parts.push(scalar(text.slice(end), value.at));
  const [only, ...more] = parts;
  return only !== undefined && more.length === 0 ? only : concatenated(parts, value.at);
}

function evaluationScope(scope: PipelineScope): Scope {
  return {
    ignoresCase: true,
    call: callPipeline,
    name: (name, at) => {
      const lower = name.toLowerCase();
      return scope.loops.get(lower) ?? contexts[scope.language][lower]?.(scope, at) ?? notWorkedOut(name, at);
    },
  };
}

/** `needs`, `steps`, `dependencies`: what steps put out. */
function notWorkedOut(name: string, at: Place): Value {
  return unknown(`${name} is known when the pipeline runs`, at);
}

type Context = (scope: PipelineScope, at: Place) => Value;

const contexts: Readonly<Record<PipelineLanguage, Readonly<Record<string, Context>>>> = {
  'azure-pipelines': {
    parameters: ({ inputs }, at) =>
      named(inputs, at, (name) => unknown(`nothing here gives the parameter ${name}`, at)),
    variables: (scope, at) => named(scope.variables, at, (name) => variableValue(name, scope, at)),
  },
  'github-workflow': {
    inputs: ({ inputs }, at) => named(inputs, at, (name) => fromCaller(`the input ${name}`, at)),
    env: ({ environment }, at) => named(environment, at, (name) => fromCaller(`the variable ${name}`, at)),
    matrix: ({ matrix }, at) => named(matrix, at, (name) => unknown(`matrix.${name} is worked out when it runs`, at)),
    vars: (_, at) => named(new Map(), at, (name) => settings(`vars.${name}`, at)),
    secrets: (_, at) => named(new Map(), at, (name) => settings(`secrets.${name}`, at)),
    github: ({ inputs }, at) => {
      const given = named(inputs, at, (name) => fromCaller(`the input ${name}`, at));
      const event = named(new Map([['inputs', given]]), at, (name) => fromCaller(`github.event.${name}`, at));
      return named(new Map([['event', event]]), at, (name) => fromCaller(`github.${name}`, at));
    },
  },
};

/** A map that has an answer for every name. */
function named(names: ReadonlyMap<string, Value>, at: Place, missing: (name: string) => Value): ObjectValue {
  return {
    kind: 'object',
    at,
    keys: [...names.keys()],
    get: (name) => names.get(name) ?? names.get(name.toLowerCase()) ?? missing(name),
  };
}

function fromCaller(what: string, at: Place): Value {
  return unknown(`whoever starts the pipeline decides ${what}`, at, 'caller');
}

function settings(what: string, at: Place): Value {
  return unknown(`the repository's settings give ${what}`, at, 'caller');
}

/** A variable as a job has it; one that the file does not have comes from a group, or from what is set in Azure DevOps. */
function variableValue(name: string, scope: PipelineScope, at: Place): Value {
  const key = name.toLowerCase();
  const written = scope.variables.get(key);
  if (written === undefined)
    return unknown(`${name} comes from a variable group, or from what is set in Azure DevOps`, at, 'caller');
  if (scope.underWay.has(key)) return unknown(`the variable ${name} names itself`, at);
  return whenRun(written, { ...scope, underWay: new Set([...scope.underWay, key]) });
}
