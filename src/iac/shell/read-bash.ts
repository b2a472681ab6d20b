import type { Node } from 'web-tree-sitter';
import type { DeployedTemplate } from '../arm/deployed-template.ts';
import type { IacFinding, Language } from '../judge/finding.ts';
import { underPresence } from '../judge/under-presence.ts';
import type { SourceText } from '../text/place.ts';
import { embeddedText } from '../text/source-text.ts';
import { choice, either, list, mapped, object, textOf, type Value } from '../value/value.ts';
import { BashWords, memberKey } from './bash-words.ts';
import { deployedBy } from './deployed-by.ts';
import { isForPeople, scriptInside } from './embedded-scripts.ts';
import type { Invocation } from './invocation.ts';
import { elsewhereFinding, environmentFindings, judgeCommand } from './judge-command.ts';
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
  readonly #words: BashWords;
  readonly #language: Language;
  readonly #functions = new Map<string, Node>();
  readonly #called = new Set<string>();
  #depth = 0;
  /** Whether a function is read that nobody in the file calls: what it hands on is the caller's. */
  #isUncalled = false;

  constructor(script: ShellScript) {
    this.#source = script.source;
    this.#written = script.written;
    this.#language = script.language;
    this.#words = new BashWords(script);
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
    const values = node.childrenForFieldName('value').flatMap((value) => this.#words.split(value));
    if (name !== undefined && values.length > 0) {
      this.#words.variables.set(
        name,
        choice(
          values.map((value) => ({ value, certainty: 'sure' })),
          this.#words.at(node),
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
    const given = this.#words.assigned(value);
    for (const child of value.descendantsOfType('command_substitution')) this.walk(child, true);
    const before = this.#words.variables.get(key);
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
      this.findings.push(elsewhereFinding(this.#words.at(node), this.#language, 'kubelet'));
    }
    const both = before !== undefined && isConditional ? either(before, after) : after;
    this.#words.variables.set(key, both);
  }

  /** `A[key]=value`; of a list that has no keys a member more. */
  #withMember(before: Value | undefined, member: Node, value: Value): Value {
    if (before?.kind === 'list') return this.#appended(before, value);
    const known = before?.kind === 'object' ? before.keys.map((key) => [key, before.get(key) ?? value] as const) : [];
    return object(new Map([...known, [memberKey(member.text), value]]), value.at);
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
    const called = name === null ? [] : this.#words.split(name.namedChildren[0] ?? name);
    const args = [
      ...called.slice(1),
      ...node.childrenForFieldName('argument').flatMap((each) => this.#words.split(each)),
    ];
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
        this.#judge({ language: this.#language, name: word, args: words, at: this.#words.at(node), environment });
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
      if (name !== null && value !== null) environment.set(name.text, this.#words.word(value));
    }
    return environment;
  }

  #call(name: string, body: Node, args: readonly Value[]): void {
    this.#called.add(name);
    if (this.#depth >= deepestCall) return;
    this.#depth += 1;
    const before = this.#words.variables;
    this.#words.variables = new Map([...before, ...args.map((arg, index) => [String(index + 1), arg] as const)]);
    this.#words.variables.set('@', list(args, this.#words.at(body)));
    this.walk(body, false);
    this.#words.variables = before;
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
}
