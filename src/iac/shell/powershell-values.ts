import type { Node } from 'web-tree-sitter';
import type { Place, SourceText } from '../text/place.ts';
import { concatenated } from '../value/evaluate.ts';
import { picked } from '../value/pick.ts';
import { list, object, scalar, unknown, type Value } from '../value/value.ts';
import { unquoted } from './arguments.ts';
import { type MaskedWords, unmasked } from './mask-expressions.ts';
import { innermost, itemsOf, variableName } from './powershell-nodes.ts';
import type { ShellScript } from './shell-script.ts';

/** What the expressions of a script are where they stand, with the variables that were set before. */
export class PowerShellValues {
  /** By name, in lower case. Whoever follows the script sets them. */
  variables: Map<string, Value>;
  readonly #source: SourceText;
  readonly #words: MaskedWords;

  constructor({ source, words, variables }: Pick<ShellScript, 'source' | 'words' | 'variables'>) {
    this.#source = source;
    this.#words = words;
    this.variables = new Map([...variables].map(([name, value]) => [name.toLowerCase(), value]));
  }

  at(node: Node): Place {
    return this.#source.placeAt(node.startIndex);
  }

  /** A bare word of a command. */
  token(node: Node): Value {
    return unmasked(node.text, this.at(node), this.#words);
  }

  /** Of an expression, however many nodes of the grammar stand around it. */
  value(node: Node): Value {
    const inner = innermost(node);
    const at = this.at(inner);
    switch (inner.type) {
      case 'variable':
        return this.#variable(inner.text, at);
      case 'string_literal':
      case 'expandable_string_literal':
      case 'verbatim_string_characters':
        return this.#string(inner, at);
      case 'hash_literal_expression':
        return this.#hash(inner, at);
      case 'array_expression':
      case 'array_literal_expression':
        return this.#array(inner, at);
      case 'element_access':
      case 'member_access':
        return this.#member(inner, at);
      case 'additive_expression':
        return this.#sum(inner, at);
      case 'cast_expression':
      case 'parenthesized_expression':
      case 'sub_expression':
        return this.#last(inner, at);
      case 'key_expression':
      case 'simple_name':
      case 'member_name':
        return scalar(unquoted(inner.text), at);
      default:
        return inner.namedChildCount === 0
          ? unmasked(inner.text, at, this.#words)
          : unknown('a value is worked out when the script runs', at);
    }
  }

  #sum(node: Node, at: Place): Value {
    if (node.children.some(({ type }) => type === '-'))
      return unknown('a value is worked out when the script runs', at);
    const [first, ...rest] = node.namedChildren.map((child) => this.value(child));
    return first === undefined ? unknown('nothing is there', at) : rest.reduce(appended, first);
  }

  #last(node: Node, at: Place): Value {
    const last = node.namedChildren.at(-1);
    return last === undefined ? unknown('nothing is there', at) : this.value(last);
  }

  #variable(text: string, at: Place): Value {
    const name = variableName(text);
    if (/^(true|false)$/.test(name)) return scalar(name === 'true', at);
    if (name === 'null') return { kind: 'null', at };
    return this.variables.get(name) ?? unknown(`$${name} comes from outside the script`, at, 'caller');
  }

  #string(node: Node, at: Place): Value {
    const text = unquoted(node.text.replace(/^@(["'])\r?\n([\s\S]*)\r?\n\1@$/, '$1$2$1'));
    if (node.text.startsWith("'") || node.text.startsWith("@'") || !text.includes('$')) {
      return unmasked(text, at, this.#words);
    }
    const parts = text.split(/(\$\{?[\w:]+\}?)/).filter((part) => part !== '');
    return concatenated(
      parts.map((part) => (/^\$\{?[\w:]+\}?$/.test(part) ? this.#variable(part, at) : unmasked(part, at, this.#words))),
      at,
    );
  }

  #hash(node: Node, at: Place): Value {
    const entries = new Map<string, Value>();
    for (const entry of node.descendantsOfType('hash_entry')) {
      const [key, value] = entry.namedChildren;
      if (key !== undefined && value !== undefined) entries.set(unquoted(key.text), this.value(value));
    }
    return object(entries, at, { ignoresCase: true });
  }

  #array(node: Node, at: Place): Value {
    const items =
      node.type === 'array_literal_expression'
        ? node.namedChildren
        : node.namedChildren.flatMap((child) => itemsOf(child));
    return list(
      items.flatMap((item) => {
        const value = this.value(item);
        return value.kind === 'list' ? value.items : [value];
      }),
      at,
    );
  }

  #member(node: Node, at: Place): Value {
    const [of, key] = node.namedChildren;
    if (of?.text.toLowerCase() === '$env' || of === undefined || key === undefined)
      return unknown(`${node.text} comes from outside the script`, at, 'caller');
    return picked(this.value(of), this.value(key), node.type === 'element_access', at);
  }
}

/** `+=` and `+`: a list has more members, a text is longer. */
export function appended(before: Value, more: Value): Value {
  const items = more.kind === 'list' ? more.items : [more];
  if (before.kind === 'list') return list([...before.items, ...items], before.at);
  return concatenated([before, more], before.at);
}
