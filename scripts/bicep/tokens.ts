/** `newline` separates declarations, properties and items. A string's text stays as it is written, quotes included. */
export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'symbol' | 'newline' | 'end';
  readonly text: string;
  readonly line: number;
}

const symbols = ['??', '==', '!=', '=~', '!~', '<=', '>=', '&&', '||', '=>', '.?', ...'{}[]()=?:.,@!<>+-*/%'];
const plain = /(?<space>[ \t\r]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<newline>\n)|(?<word>[A-Za-z_]\w*)|(?<number>\d+)/y;

/** @throws on what is no Bicep, with its line */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  while (at < source.length) {
    const [kind, text] = nextToken(source, at, line);
    if (kind !== 'space') tokens.push({ kind, text, line });
    line += text.split('\n').length - 1;
    at += text.length;
  }
  return [...tokens, { kind: 'newline', text: '\n', line }, { kind: 'end', text: '', line }];
}

function nextToken(source: string, at: number, line: number): [Token['kind'] | 'space', string] {
  if (source[at] === "'") return ['string', source.slice(at, stringEnd(source, at))];
  plain.lastIndex = at;
  const groups = plain.exec(source)?.groups ?? {};
  for (const kind of ['space', 'newline', 'word', 'number'] as const) {
    const text = groups[kind];
    if (text !== undefined) return [kind, text];
  }
  const symbol = symbols.find((each) => source.startsWith(each, at));
  if (symbol === undefined) throw new SyntaxError(`line ${line}: "${source[at]}" is not Bicep`);
  return ['symbol', symbol];
}

/** Just behind the closing quote; quotes inside `${…}` belong to strings of their own. */
function stringEnd(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === "'") return at + 1;
    else if (source.startsWith('${', at)) at = interpolationEnd(source, at) - 1;
  }
  throw new SyntaxError('a string does not end');
}

/** Just behind the brace that closes `${`. */
export function interpolationEnd(source: string, start: number): number {
  let depth = 1;
  for (let at = start + 2; at < source.length; at += 1) {
    if (source[at] === "'") at = stringEnd(source, at) - 1;
    else if (source[at] === '{') depth += 1;
    else if (source[at] === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw new SyntaxError('an interpolation does not end');
}
