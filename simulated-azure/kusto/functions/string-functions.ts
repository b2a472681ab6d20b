import { asValue, convertTo, isArray, toText } from '../convert.ts';
import { regex } from '../string-operators.ts';
import type { Value } from '../value.ts';
import { kustoType } from '../value.ts';
import type { Call, ScalarFunction, ScalarFunctions } from './scalar-function.ts';
import { argument } from './scalar-function.ts';

const text = (values: readonly Value[], index: number, call?: Call) =>
  toText(argument(values, index), call?.argumentTypes[index]);

const number = (values: readonly Value[], index: number, otherwise: number) => {
  const value = argument(values, index);
  return typeof value === 'number' ? value : otherwise;
};

const ofText =
  (run: (value: string) => Value): ScalarFunction =>
  (values, call) =>
    run(text(values, 0, call));

const split: ScalarFunction = (values) => {
  const delimiter = text(values, 1);
  const fields = delimiter === '' ? [text(values, 0)] : text(values, 0).split(delimiter);
  const requested = argument(values, 2);
  if (typeof requested !== 'number') return fields;
  const field = fields.at(requested);
  return field === undefined ? null : [field];
};

const joined = (values: readonly Value[], call: Call, delimiter: string, from: number) =>
  values
    .slice(from)
    .map((value, index) => toText(value, call.argumentTypes[index + from]))
    .join(delimiter);

/** A negative start counts from the end; what lies outside is ''. */
const substring: ScalarFunction = (values) => {
  const source = text(values, 0);
  const start = number(values, 1, 0);
  const from = start < 0 ? Math.max(source.length + start, 0) : start;
  const length = number(values, 2, source.length);
  return length < 0 ? '' : source.slice(from, from + length);
};

/** -1 where nothing is found, null where the start is beyond the text or the occurrence is not positive. */
const indexof: ScalarFunction = (values) => {
  const [source, lookup] = [text(values, 0), text(values, 1)];
  const start = number(values, 2, 0);
  const from = start < 0 ? Math.max(source.length + start, 0) : start;
  const length = number(values, 3, -1);
  const occurrence = number(values, 4, 1);
  if (from > source.length || occurrence < 1) return null;
  const within = length < 0 ? source : source.slice(0, from + length);
  let at = within.indexOf(lookup, from);
  for (let seen = 1; seen < occurrence && at >= 0; seen++) at = within.indexOf(lookup, at + 1);
  return at;
};

const trim = (start: boolean, end: boolean): ScalarFunction => {
  return (values) => {
    const cut = text(values, 0);
    const source = start ? text(values, 1).replace(regex(`^(?:${cut})`), '') : text(values, 1);
    return end ? source.replace(regex(`(?:${cut})$`), '') : source;
  };
};

/** RE2 refers to groups as \1, JavaScript as $1. */
function replaceRegex(source: string, pattern: string, rewrite: string): string {
  return source.replace(regex(pattern, 'g'), (...match: unknown[]) =>
    rewrite.replace(/\\(\d)/g, (_, group: string) => toGroupText(match[Number(group)])),
  );
}

const toGroupText = (group: unknown) => (typeof group === 'string' ? group : '');

const extract: ScalarFunction = (values, call) => {
  const match = regex(text(values, 0)).exec(text(values, 2));
  const found = match?.[number(values, 1, 0)] ?? '';
  const type = argument(values, 3);
  return typeof type === 'string' ? convertTo(kustoType(type), found) : convertTo(call.resultType, found);
};

/** All matches: the only group's text, or an array of the groups where there are several. */
const extractAll: ScalarFunction = (values) => {
  const matches = [...text(values, values.length - 1).matchAll(regex(text(values, 0), 'g'))];
  if (matches.length === 0) return null;
  return matches.map((match) => (match.length <= 2 ? match.at(-1) : match.slice(1)));
};

const countof: ScalarFunction = (values) => {
  const pattern = text(values, 1);
  if (text(values, 2) === 'regex') return [...text(values, 0).matchAll(regex(pattern, 'g'))].length;
  let count = 0;
  for (
    let at = text(values, 0).indexOf(pattern);
    at >= 0 && pattern !== '';
    at = text(values, 0).indexOf(pattern, at + 1)
  ) {
    count++;
  }
  return count;
};

const strcatArray: ScalarFunction = (values) => {
  const items = argument(values, 0);
  return isArray(items) ? items.map((item) => toText(asValue(item))).join(text(values, 1)) : '';
};

export const stringFunctions: ScalarFunctions = [
  ['tolower', ofText((value) => value.toLowerCase())],
  ['toupper', ofText((value) => value.toUpperCase())],
  ['strlen', ofText((value) => [...value].length)],
  ['reverse', ofText((value) => [...value].reverse().join(''))],
  ['split', split],
  ['strcat', (values, call) => joined(values, call, '', 0)],
  ['strcat_delim', (values, call) => joined(values, call, text(values, 0), 1)],
  ['strcat_array', strcatArray],
  ['strcmp', (values) => Number(text(values, 0) > text(values, 1)) - Number(text(values, 0) < text(values, 1))],
  ['strrep', (values) => Array.from({ length: number(values, 1, 0) }, () => text(values, 0)).join(text(values, 2))],
  ['substring', substring],
  ['indexof', indexof],
  ['trim', trim(true, true)],
  ['trim_start', trim(true, false)],
  ['trim_end', trim(false, true)],
  ['replace_string', (values) => text(values, 0).replaceAll(text(values, 1), () => text(values, 2))],
  ['replace_regex', (values) => replaceRegex(text(values, 0), text(values, 1), text(values, 2))],
  ['replace', (values) => replaceRegex(text(values, 2), text(values, 0), text(values, 1))],
  ['extract', extract],
  ['extract_all', extractAll],
  ['countof', countof],
];
