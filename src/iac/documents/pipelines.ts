import type { IacFinding, Language } from '../judge/finding.ts';
import { environmentFindings, judgeCommand } from '../shell/judge-command.ts';
import type { Place, SourceText } from '../text/place.ts';
import { memberAt } from '../value/member-at.ts';
import { choice, mapped, type ObjectValue, scalar, textOf, unknown, type Value } from '../value/value.ts';
import { entriesIn, itemsIn } from '../value/visit.ts';

/** A script inside a pipeline: its text, its shell, and what the pipeline's expressions stand for there. */
export interface PipelineScript {
  readonly source: SourceText;
  readonly shell: 'bash' | 'powershell';
  readonly values: ReadonlyMap<string, Value>;
}

export interface PipelineReading {
  readonly findings: readonly IacFinding[];
  readonly scripts: readonly PipelineScript[];
}

type Names = ReadonlyMap<string, Value>;

/** Azure Pipelines and GitHub workflows: scripts, tasks that deploy, and the variables, parameters and matrices that reach them. */
export function readPipeline(document: ObjectValue, language: Language): PipelineReading {
  const findings: IacFinding[] = [];
  const scripts: PipelineScript[] = [];
  visit(document, new Map(), false);
  return { findings, scripts };

  function visit(value: Value, outer: Names, inPowerShell: boolean): void {
    if (value.kind === 'list') for (const item of value.items) visit(item, outer, inPowerShell);
    if (value.kind !== 'object') return;
    const names = new Map([...outer, ...declared(value)]);
    for (const [name, each] of [...entriesIn(value.get('env')), ...entriesIn(value.get('variables'))]) {
      findings.push(...environmentFindings({ language }, name, withNames(each, names)));
    }
    const isPowerShell = saysPowerShell(value) ?? saysPowerShell(memberAt(value, 'defaults', 'run')) ?? inPowerShell;
    for (const [key, each] of entriesIn(value)) step(key, each, names, isPowerShell);
  }

  function step(key: string, value: Value, names: Names, isPowerShell: boolean): void {
    const name = key.toLowerCase();
    const source = value.kind === 'scalar' ? value.source : undefined;
    if (source !== undefined && scriptKeys.has(name)) {
      scripts.push({
        source,
        shell: isPowerShell || name === 'pwsh' || name === 'powershell' ? 'powershell' : 'bash',
        values: names,
      });
    } else if (value.kind === 'scalar' && deploymentKeys.has(name)) deployment(value, name, names);
    else visit(value, names, isPowerShell);
  }

  /** Parameters of a deployment task, and options of a Terraform task, are words of a command. */
  function deployment(value: Value, name: string, names: Names): void {
    const words = (textOf(value) ?? '').split(/\s+(?=-?\w[\w.-]*\s*[= ])|\s+/).filter(Boolean);
    const args = words.map(
      (word) => expressionIn(word, names, value.at) ?? scalar(word.replace(/^(["'])(.*)\1$/, '$2'), value.at),
    );
    const isOptions = name !== 'overrideparameters' && name !== 'parameters';
    const command = { language, at: value.at, environment: new Map<string, Value>() };
    if (isOptions) findings.push(...judgeCommand({ ...command, name: 'terraform', args }));
    else {
      findings.push(
        ...judgeCommand({ ...command, name: 'New-AzResourceGroupDeployment', args: args.map((arg) => trimmed(arg)) }),
      );
      findings.push(
        ...judgeCommand({
          ...command,
          name: 'az',
          args: ['deployment', 'group', 'create', '--parameters']
            .map((word): Value => scalar(word, value.at))
            .concat(args),
        }),
      );
    }
  }

  function trimmed(arg: Value): Value {
    return mapped(arg, (each) =>
      each.kind === 'scalar' ? { ...each, value: String(each.value).replace(/^"|"$/g, '') } : each,
    );
  }
}

/** undefined where nothing is said of the shell. */
function saysPowerShell(step: Value | undefined): boolean | undefined {
  const shell = textOf(memberAt(step, 'scriptType')) ?? textOf(memberAt(step, 'shell'));
  if (shell !== undefined) return /^(ps|pscore|pwsh|powershell)$/i.test(shell);
  return /powershell/i.test(textOf(memberAt(step, 'task')) ?? '') ? true : undefined;
}

const scriptKeys = new Set(['script', 'bash', 'run', 'inlinescript', 'inline', 'pwsh', 'powershell', 'azurecli']);
const deploymentKeys = new Set([
  'overrideparameters',
  'parameters',
  'commandoptions',
  'environmentserviceoptions',
  'args',
  'arguments',
  'tf_cli_args',
  'command_options',
]);

/** The names a map declares for what is inside it. */
function declared(map: ObjectValue): (readonly [string, Value])[] {
  return [
    ...entriesIn(map.get('variables')).flatMap(([name, value]) => both(name, value)),
    ...itemsIn(map.get('variables')).flatMap((item) => listed(item, 'value')),
    ...itemsIn(map.get('parameters')).flatMap((item) => listed(item, 'default')),
    ...entriesIn(map.get('env')).flatMap(([name, value]) => both(name, value)),
    ...matrix(map),
    ...inputs(map),
  ];
}

/** Azure Pipelines hands variables to scripts in capitals too. */
function both(name: string, value: Value): (readonly [string, Value])[] {
  return [
    [name, value],
    [name.toUpperCase().replaceAll('.', '_'), value],
  ];
}

function listed(item: Value, key: 'value' | 'default'): (readonly [string, Value])[] {
  if (item.kind !== 'object') return [];
  const [name, value] = [textOf(item.get('name')), item.get(key)];
  if (name === undefined) return [];
  if (key === 'value') return value === undefined ? [] : both(name, value);
  const given = value ?? unknown(`whoever starts the pipeline gives ${name}`, item.at, 'caller');
  return [[name, choice([{ value: given, certainty: 'maybe' }], item.at)]];
}

/** Every value of a matrix is run; those of `include` and Azure's named legs too. */
function matrix(map: ObjectValue): (readonly [string, Value])[] {
  const strategy = map.get('strategy');
  const written = strategy?.kind === 'object' ? strategy.get('matrix') : undefined;
  const found = new Map<string, Value[]>();
  const add = (name: string, value: Value) => found.set(name, [...(found.get(name) ?? []), value]);
  for (const [name, value] of entriesIn(written)) {
    if (name !== 'include' && name !== 'exclude') for (const item of itemsIn(value)) add(name, item);
    const legs = name === 'include' ? itemsIn(value) : [value];
    for (const leg of legs) for (const [key, each] of entriesIn(leg)) add(key, each);
  }
  return [...found].flatMap(([name, values]) => {
    const value = choice(
      values.map((each) => ({ value: each, certainty: 'sure' })),
      map.at,
    );
    return both(name, value);
  });
}

/** Inputs of `workflow_dispatch` and `workflow_call`, and of composite actions. */
function inputs(map: ObjectValue): (readonly [string, Value])[] {
  const triggers = entriesIn(map.get('on') ?? map.get('true')).map(([, value]) => value);
  return [map, ...triggers]
    .flatMap((each) => entriesIn(each.kind === 'object' ? each.get('inputs') : undefined))
    .flatMap(([name, input]) => {
      if (input.kind !== 'object') return [];
      const value = input.get('default') ?? unknown(`whoever starts the workflow gives ${name}`, input.at, 'caller');
      return [[name, choice([{ value, certainty: 'maybe' }], input.at)] as const];
    });
}

/** What `variables.x`, `parameters.x`, `matrix.x`, `env.X`, `inputs.x` or a macro's plain name stands for. */
export function namedValue(expression: string, names: Names, at: Place): Value | undefined {
  const [, first = expression, fallback] = /^(.*?)\s*\|\|\s*'([^']*)'$/.exec(expression) ?? [];
  const [, name] = namesOfContexts.exec(first) ?? [undefined, /^[\w.-]+$/.test(first) ? first : undefined];
  const known = name === undefined ? undefined : (names.get(name) ?? names.get(name.toUpperCase()));
  if (known !== undefined) return withNames(known, names);
  return fallback === undefined ? undefined : choice([{ value: scalar(fallback, at), certainty: 'maybe' }], at);
}

const namesOfContexts = /^(?:variables|parameters|matrix|env|inputs|vars|github\.event\.inputs)(?:\.|\[')([\w.-]+)/;

const deepestName = 8;

/** A variable may be made of one other. */
function withNames(value: Value, names: Names, depth = 0): Value {
  if (depth > deepestName) return value;
  return mapped(value, (each) => {
    const inner = each.kind === 'scalar' ? expressionText(String(each.value)) : undefined;
    const name = inner?.replace(/^(variables|parameters|matrix|env|inputs)\./, '');
    const known = name === undefined ? undefined : names.get(name);
    return known === undefined || known === value ? each : withNames(known, names, depth + 1);
  });
}

function expressionText(text: string): string | undefined {
  const [, braces, parentheses] = /^(?:\$\{\{\s*(.*?)\s*\}\}|\$\(([\w.-]+)\))$/.exec(text.trim()) ?? [];
  return braces ?? parentheses;
}

function expressionIn(word: string, names: Names, at: Place): Value | undefined {
  const inner = expressionText(word);
  return inner === undefined ? undefined : namedValue(inner, names, at);
}
