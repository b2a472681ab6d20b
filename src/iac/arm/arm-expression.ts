import type { Place } from '../text/place.ts';
import type { Expression } from '../value/expression.ts';

const tokens = /\s*(?:('(?:[^']|'')*')|(-?\d+)|([A-Za-z_][\w.]*)|([[\](),.?]))/y;

/** What a text of a template is: `[…]` an expression of ARM's language, `[[` a text that begins with a bracket, else itself. */
export function armText(text: string, at: Place): Expression {
  if (!/^\s*\[/.test(text) || text.startsWith('[[') || !/\]\s*$/.test(text)) {
    return { kind: 'literal', value: text.replace(/^\[\[/, '['), at };
  }
  const inner = text.trim().slice(1, -1);
  const parser = new ArmParser(inner, at);
  return parser.whole() ?? { kind: 'unread', reason: 'a template expression could not be read', at };
}

class ArmParser {
  readonly #text: string;
  readonly #at: Place;
  #offset = 0;

  constructor(text: string, at: Place) {
    this.#text = text;
    this.#at = at;
  }

  whole(): Expression | undefined {
    const read = this.#expression();
    return this.#text.slice(this.#offset).trim() === '' ? read : undefined;
  }

  #expression(): Expression | undefined {
    const head = this.#primary();
    return head === undefined ? undefined : this.#reached(head);
  }

  #reached(of: Expression): Expression | undefined {
    let read: Expression | undefined = of;
    while (read !== undefined) {
      this.#take('?');
      if (this.#take('.')) read = this.#attribute(read);
      else if (this.#take('[')) read = this.#indexed(read);
      else return read;
    }
    return undefined;
  }

  /** The tokens of names have their dots inside. */
  #attribute(of: Expression): Expression | undefined {
    const [name] = this.#next(3);
    const keys = name?.split('.').map((key): Expression => ({ kind: 'literal', value: key, at: this.#at }));
    return keys?.reduce((read, key) => this.#member(read, key, false), of);
  }

  #indexed(of: Expression): Expression | undefined {
    const key = this.#expression();
    return key !== undefined && this.#take(']') ? this.#member(of, key, true) : undefined;
  }

  #member(of: Expression, key: Expression, isComputed: boolean): Expression {
    return { kind: 'member', of, key, isComputed, at: this.#at };
  }

  #primary(): Expression | undefined {
    const at = this.#at;
    const [text] = this.#next(1);
    if (text !== undefined) return { kind: 'literal', value: text.slice(1, -1).replaceAll("''", "'"), at };
    const [number] = this.#next(2);
    if (number !== undefined) return { kind: 'literal', value: Number(number), at };
    const [name] = this.#next(3);
    if (name === undefined || !this.#take('(')) return undefined;
    const args = this.#arguments();
    return args && { kind: 'call', name: name.split('.').at(-1) ?? name, args, expands: false, at };
  }

  #arguments(): Expression[] | undefined {
    const args: Expression[] = [];
    if (this.#take(')')) return args;
    for (;;) {
      const arg = this.#expression();
      if (arg === undefined) return undefined;
      args.push(arg);
      if (this.#take(')')) return args;
      if (!this.#take(',')) return undefined;
    }
  }

  #take(sign: string): boolean {
    const start = this.#offset;
    if (this.#next(4)[0] === sign) return true;
    this.#offset = start;
    return false;
  }

  /** The next token where it is of this kind (a group of `tokens`); nothing is taken where it is not. */
  #next(group: number): [string | undefined] {
    tokens.lastIndex = this.#offset;
    const found = tokens.exec(this.#text)?.[group];
    if (found !== undefined) this.#offset = tokens.lastIndex;
    return [found];
  }
}
