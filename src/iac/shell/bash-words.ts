import type { Node } from 'web-tree-sitter';
import type { Place, SourceText } from '../text/place.ts';
import { concatenated } from '../value/evaluate.ts';
import { choice, list, mapped, object, scalar, textOf, unknown, type Value } from '../value/value.ts';
import { type MaskedWords, unmasked } from './mask-expressions.ts';
import type { ShellScript } from './shell-script.ts';

/** What the words of a script are where they stand, with the variables that were set before. */
export class BashWords {
  /** Whoever follows the script sets them, and `${NAME:=default}` does. */
  variables: Map<string, Value>;
  readonly #source: SourceText;
  readonly #words: MaskedWords;

  constructor({ source, words, variables }: Pick<ShellScript, 'source' | 'words' | 'variables'>) {
    this.#source = source;
    this.#words = words;
    this.variables = new Map(variables);
  }

  at(node: Node): Place {
    return this.#source.placeAt(node.startIndex);
  }

  /** A word as the shell splits it: an unquoted variable may be several, an array each of its members. */
  split(node: Node): Value[] {
    if (node.type === 'concatenation') return this.#concatenation(node);
    const value = this.word(node);
    if (value.kind === 'list') return [...value.items];
    const isQuoted = node.type === 'string' || node.type === 'raw_string';
    if (isQuoted || value.kind !== 'scalar' || !/\s/.test(String(value.value))) return [value];
    return String(value.value)
      .trim()
      .split(/\s+/)
      .map((part) => scalar(part, value.at));
  }

  /** `--network-plugin="$NP"` is an option and its value, which keeps its own place. */
  #concatenation(node: Node): Value[] {
    const [first, ...rest] = node.namedChildren;
    const parts = rest.map((child) => this.word(child));
    const flag = first?.type === 'word' ? /^(--[\w-]+)=(.*)$/s.exec(first.text) : null;
    if (first === undefined || flag === null)
      return [
        concatenated(
          node.namedChildren.map((child) => this.word(child)),
          this.at(node),
        ),
      ];
    const [, name = '', start = ''] = flag;
    const value = concatenated(start === '' ? parts : [scalar(start, this.at(node)), ...parts], this.at(node));
    return [scalar(name, this.at(node)), value];
  }

  /** A word as one value, before the shell splits it. */
  word(node: Node): Value {
    const at = this.at(node);
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
          node.namedChildren.map((child) => this.word(child)),
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
      .map((child) => (child.type === 'string_content' ? this.#text(child.text, this.at(child)) : this.word(child)));
    const [first] = parts;
    if (first === undefined) return scalar('', at);
    return parts.length === 1 ? first : concatenated(parts, at);
  }

  #text(text: string, at: Place): Value {
    return unmasked(text, at, this.#words);
  }

  #variable(name: string, at: Place): Value {
    return this.variables.get(name) ?? unknown(`$${name} comes from outside the script`, at, 'caller');
  }

  /** `${NAME}`, `${NAME:-default}`, `${LIST[@]}`. */
  #expansion(node: Node, at: Place): Value {
    const subscript = node.namedChildren.find(({ type }) => type === 'subscript');
    const name =
      (subscript?.childForFieldName('name') ?? node.namedChildren.find(({ type }) => type.endsWith('variable_name')))
        ?.text ?? '';
    const operator = node.childForFieldName('operator')?.type ?? node.children[2]?.type ?? '';
    const known = this.#member(this.variables.get(name), subscript?.childForFieldName('index'), at);
    if (!/^:?[-=]$/.test(operator)) return known ?? this.#variable(name, at);
    const given = node.children
      .slice(3, -1)
      .filter(({ isNamed }) => isNamed)
      .map((child) => this.word(child));
    const fallback = given.length === 0 ? scalar('', at) : concatenated(given, at);
    if (known !== undefined && known.kind !== 'unknown') return known;
    const value = choice([{ value: fallback, certainty: 'maybe' }], at);
    if (operator.endsWith('=')) this.variables.set(name, value);
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
    return mapped(this.word(index), (key) => (textOf(key) === undefined ? any : (of.get(textOf(key) ?? '') ?? any)));
  }

  /** What `NAME=` is given: a text, a list, or an array with keys. */
  assigned(value: Node): Value {
    if (value.type !== 'array') return this.word(value);
    const members = value.namedChildren.map((child) => this.#keyed(child));
    if (members.length > 0 && members.every((each) => each !== undefined))
      return object(new Map(members), this.at(value));
    return list(
      value.namedChildren.flatMap((child) => this.split(child)),
      this.at(value),
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
          ? this.word(child)
          : this.#text(child.text.slice(from - child.startIndex), this.#source.placeAt(from)),
      );
    return [memberKey(key), concatenated(rest, rest[0]?.at ?? this.at(node))];
  }
}

/** `[dev]` and `["dev"]` are one key. */
export function memberKey(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, '$2');
}
