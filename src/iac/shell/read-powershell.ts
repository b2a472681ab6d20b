import type { Node } from 'web-tree-sitter';
import type { DeployedTemplate } from '../arm/deployed-template.ts';
import { takeOutOfList } from '../judge/advice.ts';
import type { IacFinding, Language } from '../judge/finding.ts';
import { underPresence } from '../judge/under-presence.ts';
import type { SourceText } from '../text/place.ts';
import { withText } from '../text/source-text.ts';
import {
  choice,
  either,
  list,
  mapped,
  type ObjectValue,
  object,
  scalar,
  textOf,
  unknown,
  type Value,
} from '../value/value.ts';
import { unquoted } from './arguments.ts';
import { deployedBy } from './deployed-by.ts';
import { environmentFindings, judgeCommand } from './judge-command.ts';
import { openCallFindings } from './open-call.ts';
import { innermost, parametersOf, variableName } from './powershell-nodes.ts';
import { appended, PowerShellValues } from './powershell-values.ts';
import { programName } from './program-name.ts';
import type { ShellScript } from './shell-script.ts';
import { wordSets } from './word-sets.ts';

/** `--name=value` is one word to az; the grammar knows it as two only. Nothing moves. */
export function maskedFlags(source: SourceText): SourceText {
  return withText(source, source.text.replace(/(--[\w-]+)=/g, '$1 '));
}

/** Follows a PowerShell script and judges its commands with the values they have there. */
export function readPowerShell(
  root: Node,
  script: ShellScript,
): { readonly findings: readonly IacFinding[]; readonly deployed: readonly DeployedTemplate[] } {
  const shell = new PowerShell(script);
  shell.walk(root, false);
  shell.walkUncalled();
  return shell;
}

/** A function that calls itself ends here. */
const deepestCall = 8;

const branches = new Set([
  'if_statement',
  'elseif_clause',
  'else_clause',
  'switch_clause',
  'while_statement',
  'catch_clause',
]);

class PowerShell {
  readonly findings: IacFinding[] = [];
  readonly deployed: DeployedTemplate[] = [];
  readonly #source: SourceText;
  readonly #values: PowerShellValues;
  readonly #language: Language;
  readonly #functions = new Map<string, Node>();
  /** Whether a function is read that nobody in the file calls: what it hands on is the caller's. */
  #isUncalled = false;
  readonly #called = new Set<string>();
  /** What the call under way gives to parameters, by their names. */
  #given: ReadonlyMap<string, Value> = new Map();
  #depth = 0;

  constructor(script: ShellScript) {
    this.#source = script.source;
    this.#language = script.language;
    this.#values = new PowerShellValues(script);
  }

  walk(node: Node, isConditional: boolean): void {
    if (node.type === 'comment') return;
    if (node.type === 'function_statement') {
      this.#define(node);
      return;
    }
    if (node.type === 'invokation_expression') this.#method(node);
    const isWhole = node.type === 'script_parameter' || node.type === 'assignment_expression';
    if (node.type === 'script_parameter') this.#parameter(node);
    if (node.type === 'assignment_expression') this.#assignment(node, isConditional);
    if (isWhole) return;
    if (node.type === 'command') this.#command(node);
    if (node.type === 'foreach_statement') this.#forEach(node);
    for (const child of node.namedChildren) this.walk(child, isConditional || branches.has(node.type));
  }

  #define(node: Node): void {
    const name = node.namedChildren.find(({ type }) => type === 'function_name')?.text;
    if (name !== undefined) this.#functions.set(name.toLowerCase(), node);
  }

  /** Who calls the other functions is another file, and what they are given the caller's. */
  walkUncalled(): void {
    this.#isUncalled = true;
    for (const [name, node] of this.#functions) if (!this.#called.has(name)) this.#body(node);
  }

  #body(node: Node): void {
    for (const child of node.namedChildren) this.walk(child, false);
  }

  /** A function's parameters by their names, `-Name value`, or by their order. */
  #call(name: string, node: Node, args: readonly Value[]): void {
    this.#called.add(name);
    if (this.#depth >= deepestCall) return;
    const names = parametersOf(node);
    const before = new Map(this.#values.variables);
    const [named, byOrder] = argumentsGiven(args);
    this.#given = new Map([...byOrder.map((value, index) => [names[index] ?? '', value] as const), ...named]);
    this.#depth += 1;
    this.#body(node);
    this.#depth -= 1;
    this.#given = new Map();
    this.#values.variables = before;
  }

  /** `$params.Add("NetworkPlugin", "kubenet")`. */
  #method(node: Node): void {
    const [target, member, list] = node.namedChildren;
    if (target?.type !== 'variable' || member?.text.toLowerCase() !== 'add') return;
    const [key, value] = list?.descendantsOfType('argument_expression') ?? [];
    if (key === undefined || value === undefined) return;
    const name = variableName(target.text);
    this.#values.variables.set(
      name,
      this.#withMember(this.#values.variables.get(name), key, this.#values.value(value)),
    );
  }

  /** A default is what a caller may leave; a ValidateSet is what a caller may give. */
  #parameter(node: Node): void {
    const name = variableName(node.namedChildren.find(({ type }) => type === 'variable')?.text ?? '');
    const at = this.#values.at(node);
    const sets = node.descendantsOfType('attribute').filter(({ text }) => /^\[ValidateSet\b/i.test(text));
    for (const each of sets.flatMap((set) => set.descendantsOfType('string_literal'))) this.#allowed(each, name);
    const given = this.#given.get(name);
    if (given !== undefined) {
      this.#values.variables.set(name, given);
      return;
    }
    const fallback = node.descendantsOfType('script_parameter_default')[0]?.namedChildren[0];
    const value =
      fallback === undefined ? unknown(`the caller gives $${name}`, at, 'caller') : this.#values.value(fallback);
    this.#values.variables.set(name, choice([{ value, certainty: 'maybe' }], at));
  }

  #allowed(node: Node, name: string): void {
    if (unquoted(node.text).toLowerCase() !== 'kubenet') return;
    this.findings.push({
      at: this.#values.at(node),
      verdict: 'allows-kubenet',
      language: this.#language,
      subject: `parameter ${name}`,
      why: `The ValidateSet of ${name} takes kubenet.`,
      values: [],
      usedAt: [],
      instead: takeOutOfList,
      cluster: undefined,
    });
  }

  #forEach(node: Node): void {
    const [variable, collection] = node.namedChildren;
    if (variable?.type !== 'variable' || collection === undefined) return;
    const items = this.#values.value(collection);
    const each =
      items.kind === 'list'
        ? choice(
            items.items.map((value) => ({ value, certainty: 'sure' })),
            items.at,
          )
        : items;
    this.#values.variables.set(variableName(variable.text), each);
  }

  #assignment(node: Node, isConditional: boolean): void {
    const left = innermost(node.namedChildren[0] ?? node);
    const right = node.childForFieldName('value');
    if (right === null) return;
    const value = this.#values.value(right);
    for (const command of right.descendantsOfType('command')) this.#command(command);
    const [target, member] = left.type === 'variable' ? [left, undefined] : left.namedChildren;
    const name = variableName(target?.text ?? '');
    const environment = /^\$\{?env:(.+?)\}?$/i.exec(target?.text ?? '')?.[1];
    if (environment !== undefined)
      this.findings.push(...environmentFindings({ language: this.#language }, environment, value));
    const before = this.#values.variables.get(name);
    const adds = node.descendantsOfType('assignement_operator')[0]?.text === '+=';
    const after =
      member === undefined
        ? adds && before !== undefined
          ? appended(before, value)
          : value
        : this.#withMember(before, member, value);
    const both = before !== undefined && isConditional ? either(before, after) : after;
    this.#values.variables.set(name, both);
  }

  /** `$p.NetworkPlugin = …` and `$p['NetworkPlugin'] = …`. */
  #withMember(before: Value | undefined, member: Node, value: Value): Value {
    if (before?.kind === 'choice') return mapped(before, (each) => this.#withMember(each, member, value));
    const key = textOf(this.#values.value(member)) ?? member.text;
    const known = before?.kind === 'object' ? before.keys.map((each) => [each, before.get(each)] as const) : [];
    const entries = new Map<string, Value>();
    for (const [name, each] of known)
      if (each !== undefined && name.toLowerCase() !== key.toLowerCase()) entries.set(name, each);
    return object(entries.set(key, value), value.at, { ignoresCase: true });
  }

  #command(node: Node): void {
    const elements = node.childForFieldName('command_elements')?.namedChildren ?? [];
    const words = elements.filter(({ type }) => type !== 'command_argument_sep');
    const args = words.flatMap((word) => this.#argument(word));
    const name = node.childForFieldName('command_name');
    // `& az …` calls what stands first.
    const [called, ...rest] = name === null || name.text === '&' ? args : [this.#commandName(name), ...args];
    const word = programName(called, rest);
    const body = this.#functions.get(word.toLowerCase());
    for (const { words: given, isSure } of wordSets(rest)) {
      const said = this.findings.length;
      if (body !== undefined) this.#call(word.toLowerCase(), body, given);
      else {
        const invocation = {
          language: this.#language,
          name: word,
          args: given,
          at: this.#values.at(node),
          environment: new Map(),
        };
        this.findings.push(...judgeCommand(invocation));
        if (!this.#isUncalled) this.findings.push(...openCallFindings(invocation, this.#source.text));
        this.deployed.push(...deployedBy(invocation));
      }
      if (!isSure) this.findings.push(...underPresence(this.findings.splice(said), 'may-stand'));
    }
  }

  /** `az`, and with `&` before it `"…\\az.cmd"` or `$az`. */
  #commandName(node: Node): Value {
    const [inner, ...more] = node.namedChildren;
    const [variable] = inner?.namedChildren ?? [];
    const isVariable =
      inner?.type === 'path_command_name' && inner.namedChildCount === 1 && variable?.type === 'variable';
    if (isVariable && inner.text === variable.text) return this.#values.value(variable);
    return inner?.type === 'string_literal' && more.length === 0
      ? this.#values.value(inner)
      : scalar(node.text, this.#values.at(node));
  }

  #argument(node: Node): Value[] {
    if (node.type === 'command_parameter') return [scalar(node.text.replace(/:$/, ''), this.#values.at(node))];
    if (node.type === 'generic_token') return [this.#values.token(node)];
    const inner = innermost(node);
    const isSplat = inner.type === 'variable' && inner.text.startsWith('@');
    const value = this.#values.value(node);
    return [isSplat ? mapped(value, (each) => (each.kind === 'object' ? list(splatted(each), each.at) : each)) : value];
  }
}

/** Words that are options with their values, and the rest in their order. */
function argumentsGiven(args: readonly Value[]): readonly [ReadonlyMap<string, Value>, readonly Value[]] {
  const named = new Map<string, Value>();
  const byOrder: Value[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index];
    const [text, next] = [textOf(arg) ?? '', args[index + 1]];
    if (/^-[a-z]/i.test(text)) {
      if (next !== undefined) named.set(text.slice(1).toLowerCase(), next);
      index += 1;
    } else if (arg !== undefined) byOrder.push(arg);
  }
  return [named, byOrder];
}

function splatted(map: ObjectValue): Value[] {
  return map.keys.flatMap((key) => {
    const value = map.get(key);
    return value === undefined ? [] : [scalar(`-${key}`, value.at), value];
  });
}
