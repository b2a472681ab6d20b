import type { Place } from '../text/place.ts';
import type { Expression } from '../value/expression.ts';

/** `arm`: calls alone, as ARM's templates have them; `pipelines`: also names and operators, as Azure Pipelines and GitHub have them. */
export type TemplateGrammar = 'arm' | 'pipelines';

const tokens =
  /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)*)|([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)|(&&|\|\||[!=<>]=|[[\](),.?!<>*]))/y;

/** Operators from the loosest to the tightest. */
const operators = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']] as const;

/** The expression that a text is, whole; unread where it is none. Operators are calls, since what `a || b` is differs by language. */
export function templateExpression(text: string, at: Place, grammar: TemplateGrammar): Expression {
  return (
    new Parser(text, at, grammar).whole() ?? { kind: 'unread', reason: 'a template expression could not be read', at }
  );
}

class Parser {
  readonly #text: string;
  readonly #at: Place;
  readonly #grammar: TemplateGrammar;
  #offset = 0;

  constructor(text: string, at: Place, grammar: TemplateGrammar) {
    this.#text = text;
    this.#at = at;
    this.#grammar = grammar;
  }

  whole(): Expression | undefined {
    const read = this.#expression();
    return this.#text.slice(this.#offset).trim() === '' ? read : undefined;
  }

  #expression(level = 0): Expression | undefined {
    const signs: readonly string[] | undefined = this.#grammar === 'pipelines' ? operators[level] : undefined;
    if (signs === undefined) return this.#unary();
    let left = this.#expression(level + 1);
    while (left !== undefined) {
      const operator = signs.find((sign) => this.#take(sign));
      if (operator === undefined) return left;
      const right = this.#expression(level + 1);
      left = right && { kind: 'call', name: operator, args: [left, right], expands: false, at: this.#at };
    }
    return undefined;
  }

  #unary(): Expression | undefined {
    if (this.#grammar === 'arm' || !this.#take('!')) return this.#reached(this.#primary());
    const operand = this.#unary();
    return operand && { kind: 'operation', operator: '!', operands: [operand], at: this.#at };
  }

  #reached(of: Expression | undefined): Expression | undefined {
    let read = of;
    while (read !== undefined) {
      this.#take('?');
      if (this.#take('.')) read = this.#attribute(read);
      else if (this.#take('[')) read = this.#indexed(read);
      else return read;
    }
    return undefined;
  }

  #attribute(of: Expression): Expression | undefined {
    const name = this.#next(3);
    return name === undefined ? undefined : this.#members(of, name.split('.'));
  }

  /** The tokens of names have their dots inside. */
  #members(of: Expression, names: readonly string[]): Expression {
    return names.reduce((read, name) => this.#member(read, { kind: 'literal', value: name, at: this.#at }, false), of);
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
    const text = this.#next(1);
    if (text !== undefined) return { kind: 'literal', value: text.slice(1, -1).replaceAll("''", "'"), at };
    const number = this.#next(2);
    if (number !== undefined) return { kind: 'literal', value: numberOrVersion(number), at };
    if (this.#grammar === 'pipelines' && this.#take('(')) {
      const inner = this.#expression();
      return this.#take(')') ? inner : undefined;
    }
    const name = this.#next(3);
    if (name === undefined) return undefined;
    if (this.#take('(')) {
      const args = this.#arguments();
      return args && { kind: 'call', name: name.split('.').at(-1) ?? name, args, expands: false, at };
    }
    return this.#grammar === 'arm' ? undefined : this.#named(name, at);
  }

  #named(name: string, at: Place): Expression {
    const word = words.get(name.toLowerCase());
    if (word !== undefined) return { kind: 'literal', value: word, at };
    const [context = name, ...members] = name.split('.');
    return this.#members({ kind: 'name', name: context, at }, members);
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
    if (this.#next(4) === sign) return true;
    this.#offset = start;
    return false;
  }

  /** The next token where it is of this kind (a group of `tokens`); nothing is taken where it is not. */
  #next(group: number): string | undefined {
    tokens.lastIndex = this.#offset;
    const found = tokens.exec(this.#text)?.[group];
    if (found !== undefined) this.#offset = tokens.lastIndex;
    return found;
  }
}

const words: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** `1.29.4` is a version, which Azure Pipelines has as a literal. */
function numberOrVersion(text: string): number | string {
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}
