import type { Node } from 'web-tree-sitter';
import type { DeployedTemplate } from '../arm/deployed-template.ts';
import type { IacFinding, Language } from '../judge/finding.ts';
import { underPresence } from '../judge/under-presence.ts';
import type { Place, SourceText } from '../text/place.ts';
import { embeddedText } from '../text/source-text.ts';
import { concatenated } from '../value/evaluate.ts';
import { choice, either, list, mapped, object, scalar, textOf, unknown, type Value } from '../value/value.ts';
import { deployedBy } from './deployed-by.ts';
import type { Invocation } from './invocation.ts';
import { elsewhereFinding, environmentFindings, judgeCommand } from './judge-command.ts';
import { launchers } from './launchers.ts';
import { type MaskedWords, unmasked } from './mask-expressions.ts';
import { openCallFindings } from './open-call.ts';
import { programName } from './program-name.ts';
import type { ShellScript } from './shell-script.ts';
import { wordSets } from './word-sets.ts';

export interface ShellReading {
  readonly findings: readonly IacFinding[];
  /** Here-documents: files and input of other languages. */
  readonly embedded: readonly SourceText[];
  readonly deployed: readonly DeployedTemplate[];
}

/** Follows a script from its first command to its last, and judges each with the values its words have there. */
export function readBash(root: Node, script: ShellScript): ShellReading {
  const shell = new Bash(script);
  shell.walk(root, false);
  shell.walkUncalled();
  return shell;
}

/** A function that calls itself ends here. */
const deepestCall = 8;

const branches = new Set(['if_statement', 'case_item', 'while_statement', 'elif_clause', 'else_clause']);

class Bash implements ShellReading {
  readonly findings: IacFinding[] = [];
  readonly embedded: SourceText[] = [];
  readonly deployed: DeployedTemplate[] = [];
  readonly #source: SourceText;
  readonly #written: SourceText;
  readonly #words: MaskedWords;
  readonly #language: Language;
  readonly #functions = new Map<string, Node>();
  #variables: Map<string, Value>;
  readonly #called = new Set<string>();
  #depth = 0;
  /** Whether a function is read that nobody in the file calls: what it hands on is the caller's. */
  #isUncalled = false;

  constructor({ source, written, words, language, variables }: ShellScript) {
    this.#source = source;
    this.#written = written;
    this.#words = words;
    this.#language = language;
    this.#variables = new Map(variables);
  }

  /** @param isConditional whether it may not be run: what is assigned then is one of two values */
  walk(node: Node, isConditional: boolean): void {
    const read = this.#readers[node.type];
    if (read !== undefined) {
      read(node, isConditional);
      return;
    }
    const isBranch = isConditional || branches.has(node.type);
    for (const child of node.namedChildren) this.walk(child, isBranch);
  }

  readonly #readers: Readonly<Record<string, (node: Node, isConditional: boolean) => void>> = {
    variable_assignment: (node, isConditional) => this.#assign(node, isConditional),
    command: (node) => this.#command(node),
    list: (node, isConditional) => this.#chain(node, isConditional),
    function_definition: (node) => this.#define(node),
    for_statement: (node) => this.#loop(node),
    heredoc_redirect: (node) => this.#heredoc(node),
    // Compared, not done.
    test_command: () => {},
    comment: () => {},
  };

  #at(node: Node): Place {
    return this.#source.placeAt(node.startIndex);
  }

  /** `a && b` and `a || b`: whether b runs, a decides. */
  #chain(node: Node, isConditional: boolean): void {
    for (const [index, child] of node.namedChildren.entries()) this.walk(child, isConditional || index > 0);
  }

  #define(node: Node): void {
    const [name, body] = [node.childForFieldName('name'), node.childForFieldName('body')];
    if (name === null || body === null) return;
    this.#functions.set(name.text, body);
  }

  /** Who calls the other functions is another file, and their arguments are the caller's. */
  walkUncalled(): void {
    this.#isUncalled = true;
    for (const [name, body] of this.#functions) if (!this.#called.has(name)) this.walk(body, true);
  }

  #loop(node: Node): void {
    const name = node.childForFieldName('variable')?.text;
    const values = node.childrenForFieldName('value').flatMap((value) => this.#split(value));
    if (name !== undefined && values.length > 0) {
      this.#variables.set(
        name,
        choice(
          values.map((value) => ({ value, certainty: 'sure' })),
          this.#at(node),
        ),
      );
    }
    const body = node.childForFieldName('body');
    if (body !== null) this.walk(body, false);
  }

  #assign(node: Node, isConditional: boolean): void {
    const [name, value] = [node.childForFieldName('name'), node.childForFieldName('value')];
    if (name === null || value === null) return;
    const key = name.type === 'subscript' ? (name.childForFieldName('name')?.text ?? '') : name.text;
    const given = this.#assigned(value);
    for (const child of value.descendantsOfType('command_substitution')) this.walk(child, true);
    const before = this.#variables.get(key);
    const member = name.childForFieldName('index');
    const adds = node.children.some(({ type }) => type === '+=');
    const after =
      member === null
        ? adds && before !== undefined
          ? this.#appended(before, given)
          : given
        : this.#withMember(before, member, given);
    this.findings.push(...environmentFindings({ language: this.#language }, key, after));
    if (/^(KUBELET|MINIKUBE|KOPS)_/.test(key) && /kubenet/i.test(textOf(given) ?? '')) {
      this.findings.push(elsewhereFinding(this.#at(node), this.#language, 'kubelet'));
    }
    const both = before !== undefined && isConditional ? either(before, after) : after;
    this.#variables.set(key, both);
  }

  /** `A[key]=value`; of a list that has no keys a member more. */
  #withMember(before: Value | undefined, member: Node, value: Value): Value {
    if (before?.kind === 'list') return this.#appended(before, value);
    const known = before?.kind === 'object' ? before.keys.map((key) => [key, before.get(key) ?? value] as const) : [];
    return object(new Map([...known, [memberKey(member.text), value]]), value.at);
  }

  #assigned(value: Node): Value {
    if (value.type !== 'array') return this.#word(value);
    const members = value.namedChildren.map((child) => this.#keyed(child));
    if (members.length > 0 && members.every((each) => each !== undefined))
      return object(new Map(members), this.#at(value));
    return list(
      value.namedChildren.flatMap((child) => this.#split(child)),
      this.#at(value),
    );
  }

  /** `[key]=value` in an array with keys. */
  #keyed(node: Node): readonly [string, Value] | undefined {
    const key = /^\[([^\]$]+)\]=/.exec(node.text)?.[1];
    if (node.type !== 'concatenation' || key === undefined) return undefined;
    const from = node.startIndex + node.text.indexOf('=') + 1;
    // The word that has the sign may go on behind it.
    const rest = node.namedChildren
      .filter(({ endIndex }) => endIndex > from)
      .map((child) =>
        child.startIndex >= from
          ? this.#word(child)
          : this.#text(child.text.slice(from - child.startIndex), this.#source.placeAt(from)),
      );
    return [memberKey(key), concatenated(rest, rest[0]?.at ?? this.#at(node))];
  }

  #appended(before: Value, more: Value): Value {
    if (before.kind === 'list')
      return list([...before.items, ...(more.kind === 'list' ? more.items : [more])], before.at);
    return mapped(before, (text) =>
      text.kind === 'scalar' && more.kind === 'scalar' ? { ...more, value: `${text.value}${more.value}` } : more,
    );
  }

  #command(node: Node): void {
    const name = node.childForFieldName('name');
    const called = name === null ? [] : this.#split(name.namedChildren[0] ?? name);
    const args = [...called.slice(1), ...node.childrenForFieldName('argument').flatMap((each) => this.#split(each))];
    const word = programName(called[0], args);
    const environment = this.#environmentOf(node);
    for (const child of node.descendantsOfType('command_substitution')) this.walk(child, true);
    const inside = scriptInside(word, node);
    if (inside !== undefined) this.embedded.push(this.#writtenFrom(inside.startIndex + 1, inside.endIndex - 1));
    const body = this.#functions.get(word);
    if (body === undefined && inside !== undefined) return;
    for (const { words, isSure } of wordSets(args)) {
      const said = this.findings.length;
      if (body === undefined)
        this.#judge({ language: this.#language, name: word, args: words, at: this.#at(node), environment });
      else this.#call(word, body, words);
      if (!isSure) this.findings.push(...underPresence(this.findings.splice(said), 'may-stand'));
    }
  }

  #judge(invocation: Invocation): void {
    this.findings.push(...judgeCommand(invocation));
    if (!this.#isUncalled) this.findings.push(...openCallFindings(invocation, this.#source.text));
    this.deployed.push(...deployedBy(invocation));
  }

  /** `NAME=value` before a command. */
  #environmentOf(node: Node): ReadonlyMap<string, Value> {
    const environment = new Map<string, Value>();
    for (const child of node.namedChildren) {
      if (child.type !== 'variable_assignment') continue;
      const [name, value] = [child.childForFieldName('name'), child.childForFieldName('value')];
      if (name !== null && value !== null) environment.set(name.text, this.#word(value));
    }
    return environment;
  }

  #call(name: string, body: Node, args: readonly Value[]): void {
    this.#called.add(name);
    if (this.#depth >= deepestCall) return;
    this.#depth += 1;
    const before = this.#variables;
    this.#variables = new Map([...before, ...args.map((arg, index) => [String(index + 1), arg] as const)]);
    this.#variables.set('@', list(args, this.#at(body)));
    this.walk(body, false);
    this.#variables = before;
    this.#depth -= 1;
  }

  /** As written: the grammar keeps only parts of it. */
  #heredoc(node: Node): void {
    const [start, end] = ['heredoc_start', 'heredoc_end'].map((type) =>
      node.namedChildren.find((child) => child.type === type),
    );
    if (start === undefined || end === undefined || isForPeople(node)) return;
    const { text } = this.#source;
    const from = text.indexOf('\n', start.endIndex) + 1;
    const to = text.lastIndexOf('\n', end.startIndex);
    if (from > 0 && to > from) this.embedded.push(this.#writtenFrom(from, to + 1));
  }

  #writtenFrom(start: number, end: number): SourceText {
    return embeddedText(this.#written, [{ text: this.#written.text.slice(start, end), start }]);
  }

  /** A word as the shell splits it: an unquoted variable may be several, an array each of its members. */
  #split(node: Node): Value[] {
    if (node.type === 'concatenation') return this.#concatenation(node);
    const value = this.#word(node);
    if (value.kind === 'list') return [...value.items];
    const isQuoted = node.type === 'string' || node.type === 'raw_string';
    if (isQuoted || value.kind !== 'scalar' || !/\s/.test(String(value.value))) return [value];
    return String(value.value)
      .trim()
      .split(/\s+/)
      .map((part) => ({ ...scalar(part, value.at) }));
  }

  /** `--network-plugin="$NP"` is an option and its value, which keeps its own place. */
  #concatenation(node: Node): Value[] {
    const [first, ...rest] = node.namedChildren;
    const parts = rest.map((child) => this.#word(child));
    const flag = first?.type === 'word' ? /^(--[\w-]+)=(.*)$/s.exec(first.text) : null;
    if (first === undefined || flag === null)
      return [
        concatenated(
          node.namedChildren.map((child) => this.#word(child)),
          this.#at(node),
        ),
      ];
    const [, name = '', start = ''] = flag;
    const value = concatenated(start === '' ? parts : [scalar(start, this.#at(node)), ...parts], this.#at(node));
    return [scalar(name, this.#at(node)), value];
  }

  #word(node: Node): Value {
    const at = this.#at(node);
    switch (node.type) {
      case 'raw_string':
        return this.#text(node.text.slice(1, -1), at);
      case 'ansi_c_string':
        return scalar(node.text.slice(2, -1), at);
      case 'word':
      case 'number':
        return this.#text(node.text.replace(/\\(.)/gs, '$1'), at);
      case 'string':
        return this.#string(node, at);
      case 'concatenation':
        return concatenated(
          node.namedChildren.map((child) => this.#word(child)),
          at,
        );
      case 'simple_expansion':
        return this.#variable(node.namedChildren[0]?.text ?? '', at);
      case 'expansion':
        return this.#expansion(node, at);
      case 'command_substitution':
        return unknown('a command gives it when the script runs', at);
      default:
        return node.namedChildCount === 0
          ? this.#text(node.text, at)
          : unknown('a word is worked out when the script runs', at);
    }
  }

  #string(node: Node, at: Place): Value {
    const parts = node.namedChildren
      .filter(({ type }) => type !== 'comment')
      .map((child) => (child.type === 'string_content' ? this.#text(child.text, this.#at(child)) : this.#word(child)));
    const [first] = parts;
    if (first === undefined) return scalar('', at);
    return parts.length === 1 ? first : concatenated(parts, at);
  }

  #text(text: string, at: Place): Value {
    return unmasked(text, at, this.#words);
  }

  #variable(name: string, at: Place): Value {
    return this.#variables.get(name) ?? unknown(`$${name} comes from outside the script`, at, 'caller');
  }

  /** `${NAME}`, `${NAME:-default}`, `${LIST[@]}`. */
  #expansion(node: Node, at: Place): Value {
    const subscript = node.namedChildren.find(({ type }) => type === 'subscript');
    const name =
      (subscript?.childForFieldName('name') ?? node.namedChildren.find(({ type }) => type.endsWith('variable_name')))
        ?.text ?? '';
    const operator = node.childForFieldName('operator')?.type ?? node.children[2]?.type ?? '';
    const known = this.#member(this.#variables.get(name), subscript?.childForFieldName('index'), at);
    if (!/^:?[-=]$/.test(operator)) return known ?? this.#variable(name, at);
    const given = node.children
      .slice(3, -1)
      .filter(({ isNamed }) => isNamed)
      .map((child) => this.#word(child));
    const fallback = given.length === 0 ? scalar('', at) : concatenated(given, at);
    if (known !== undefined && known.kind !== 'unknown') return known;
    const value = choice([{ value: fallback, certainty: 'maybe' }], at);
    if (operator.endsWith('=')) this.#variables.set(name, value);
    return value;
  }

  /** `${MAP[key]}` is one value of a map; `${LIST[@]}` all. */
  #member(of: Value | undefined, index: Node | null | undefined, at: Place): Value | undefined {
    if (of?.kind !== 'object' || index === null || index === undefined) return of;
    const all = of.keys.map((key) => of.get(key) ?? unknown('nothing is there', at));
    if (/^[@*]$/.test(index.text)) return list(all, at);
    const any = choice(
      all.map((value) => ({ value, certainty: 'maybe' })),
      at,
    );
    return mapped(this.#word(index), (key) => (textOf(key) === undefined ? any : (of.get(textOf(key) ?? '') ?? any)));
  }
}

/** `[dev]` and `["dev"]` are one key. */
function memberKey(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, '$2');
}

const carriesOn = new Set(['pipeline', 'command_substitution', 'process_substitution', 'function_definition']);

/** A here-document that `cat` writes into a document, or shows and nothing else. */
function isForPeople(node: Node): boolean {
  const statement = node.parent;
  const command = statement?.childForFieldName('body');
  if (statement === null || command?.childForFieldName('name')?.text !== 'cat') return false;
  const files = statement.descendantsOfType('file_redirect').map((each) => each.childForFieldName('destination')?.text);
  if (files.length > 0) return files.every((file) => /\.(md|markdown|txt|adoc|rst|html?|log)["']?$/i.test(file ?? ''));
  if (node.namedChildren.some(({ type }) => type === 'pipeline')) return false;
  for (let outer = statement.parent; outer !== null; outer = outer.parent)
    if (carriesOn.has(outer.type) || outer.type === 'redirected_statement') return false;
  return true;
}

const shells = new Set(['bash', 'sh', 'zsh', 'eval', 'ssh']);

/** The script in `bash -c '…'`, `eval '…'` and `ssh host '…'`, behind `sudo` too, where it stands there as it is run. */
function scriptInside(name: string, node: Node): Node | undefined {
  const args = node.childrenForFieldName('argument');
  if (!shells.has(name) && !(launchers.has(name) && args.some(({ text }) => shells.has(text)))) return undefined;
  return args.findLast(
    ({ type, text, namedChildren }) =>
      (type === 'raw_string' ||
        (type === 'string' && namedChildren.every((child) => child.type === 'string_content'))) &&
      /\baz\b/.test(text),
  );
}
