import { KustoQueryError } from './kusto-query-error.ts';

/** A comparison of a text with a pattern, both already text. */
type StringTest = (text: string, pattern: string) => boolean;

const lower = (text: string) => text.toLowerCase();
const ignoringCase =
  (test: StringTest): StringTest =>
  (text, pattern) =>
    test(lower(text), lower(pattern));
const not =
  (test: StringTest): StringTest =>
  (text, pattern) =>
    !test(text, pattern);

const contains: StringTest = (text, pattern) => text.includes(pattern);
const startsWith: StringTest = (text, pattern) => text.startsWith(pattern);
const endsWith: StringTest = (text, pattern) => text.endsWith(pattern);
const has: StringTest = (text, pattern) => hasTerm(text, pattern, true, true);
const hasPrefix: StringTest = (text, pattern) => hasTerm(text, pattern, true, false);
const hasSuffix: StringTest = (text, pattern) => hasTerm(text, pattern, false, true);

const ALPHANUMERIC = /[\p{L}\p{N}]/u;

/** Whether the pattern occurs where terms (runs of letters and digits) begin or end; '' occurs in every text. */
function hasTerm(text: string, pattern: string, atStart: boolean, atEnd: boolean): boolean {
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) {
    const starts = !atStart || !splitsTerm(text[at - 1], pattern[0]);
    const ends = !atEnd || !splitsTerm(pattern.at(-1), text[at + pattern.length]);
    if (starts && ends) return true;
    if (at >= text.length) break;
  }
  return false;
}

function splitsTerm(before: string | undefined, after: string | undefined): boolean {
  return before !== undefined && after !== undefined && ALPHANUMERIC.test(before) && ALPHANUMERIC.test(after);
}

const regexes = new Map<string, RegExp>();

/**
 * A regular expression in RE2's syntax, as JavaScript's: leading flags and named groups are written differently. Throws
 * for a pattern that is none.
 */
export function regex(pattern: string, flags = ''): RegExp {
  const key = `${flags}/${pattern}`;
  const compiled = regexes.get(key) ?? compileRegex(pattern, flags);
  regexes.set(key, compiled);
  return compiled;
}

function compileRegex(pattern: string, flags: string): RegExp {
  const leading = /^\(\?([ims]+)\)/.exec(pattern);
  const body = pattern.slice(leading?.[0].length ?? 0).replaceAll('(?P<', '(?<');
  try {
    return new RegExp(body, [...new Set(flags + (leading?.[1] ?? ''))].join(''));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new KustoQueryError('InvalidQuery', `'${pattern}' is not a regular expression: ${error.message}`);
  }
}

const matchesRegex: StringTest = (text, pattern) => regex(pattern).test(text);

/** By the operator as it is written in the query. */
export const stringOperators: ReadonlyMap<string, StringTest> = new Map([
  ['=~', ignoringCase((text, pattern) => text === pattern)],
  ['!~', not(ignoringCase((text, pattern) => text === pattern))],
  ['contains', ignoringCase(contains)],
  ['!contains', not(ignoringCase(contains))],
  ['contains_cs', contains],
  ['!contains_cs', not(contains)],
  ['startswith', ignoringCase(startsWith)],
  ['!startswith', not(ignoringCase(startsWith))],
  ['startswith_cs', startsWith],
  ['!startswith_cs', not(startsWith)],
  ['endswith', ignoringCase(endsWith)],
  ['!endswith', not(ignoringCase(endsWith))],
  ['endswith_cs', endsWith],
  ['!endswith_cs', not(endsWith)],
  ['has', ignoringCase(has)],
  ['!has', not(ignoringCase(has))],
  ['has_cs', has],
  ['!has_cs', not(has)],
  ['hasprefix', ignoringCase(hasPrefix)],
  ['!hasprefix', not(ignoringCase(hasPrefix))],
  ['hasprefix_cs', hasPrefix],
  ['!hasprefix_cs', not(hasPrefix)],
  ['hassuffix', ignoringCase(hasSuffix)],
  ['!hassuffix', not(ignoringCase(hasSuffix))],
  ['hassuffix_cs', hasSuffix],
  ['!hassuffix_cs', not(hasSuffix)],
  ['matches regex', matchesRegex],
]);

export const hasTermIgnoringCase: StringTest = ignoringCase(has);
