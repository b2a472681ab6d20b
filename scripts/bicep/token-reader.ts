import { type Token, tokenize } from './tokens.ts';

/** Walks over the tokens of a source text. */
export interface TokenReader {
  peek(ahead?: number): Token;
  next(): Token;
  /** Takes the symbol or word if it comes now. */
  accept(text: string): boolean;
  /** @throws when something else comes */
  expect(text: string): void;
  expectWord(): string;
  skipNewlines(): void;
  /** Where a list may go on: past line ends and commas. */
  skipSeparators(): void;
  fail(expected: string): never;
}

export function readTokens(source: string): TokenReader {
  const tokens = tokenize(source);
  const end: Token = { kind: 'end', text: '', line: 0 };
  let at = 0;
  const peek = (ahead = 0) => tokens[at + ahead] ?? end;
  const is = (text: string) => peek().text === text && peek().kind !== 'string';
  const reader: TokenReader = {
    peek,
    next: () => tokens[at++] ?? end,
    accept(text) {
      if (!is(text)) return false;
      at += 1;
      return true;
    },
    expect(text) {
      if (!reader.accept(text)) reader.fail(`"${text}"`);
    },
    expectWord: () => (peek().kind === 'word' ? reader.next().text : reader.fail('a name')),
    skipNewlines() {
      while (peek().kind === 'newline') at += 1;
    },
    skipSeparators() {
      while (peek().kind === 'newline' || is(',')) at += 1;
    },
    fail(expected) {
      throw new SyntaxError(`line ${peek().line}: expected ${expected}, not "${peek().text.trim()}"`);
    },
  };
  return reader;
}
