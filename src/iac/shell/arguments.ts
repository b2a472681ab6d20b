import { mapped, options, scalar, textOf, type Value } from '../value/value.ts';

/** The value of an option, as `--name value` or `--name=value`; undefined where it is not given. The last one counts, as the Azure CLI has it. */
export function optionValue(args: readonly Value[], ...names: readonly string[]): Value | undefined {
  const wanted = names.map((name) => name.toLowerCase());
  let found: Value | undefined;
  for (const [index, arg] of args.entries()) {
    const [flag = '', ...rest] = firstText(arg).split('=');
    if (wanted.includes(flag.toLowerCase())) found = rest.length > 0 ? afterEquals(arg) : args[index + 1];
  }
  return found;
}

/** Every value of an option that takes several words, up to the next option. */
export function optionValues(args: readonly Value[], ...names: readonly string[]): Value[] {
  return args.flatMap((arg, index) => {
    if (!names.includes((textOf(arg) ?? '').toLowerCase())) return [];
    const rest = args.slice(index + 1);
    const end = rest.findIndex((each) => (textOf(each) ?? '').startsWith('-'));
    return end < 0 ? rest : rest.slice(0, end);
  });
}

/** `name=value` as its two halves; undefined where the word is not known or has no `=`. */
export function assignmentIn(word: Value): { readonly name: string; readonly value: Value } | undefined {
  const [name = '', ...rest] = firstText(word).split('=');
  return rest.length === 0 ? undefined : { name, value: afterEquals(word) };
}

/** The text of a word, or one of the texts it can be; empty where it is not known. */
function firstText(word: Value): string {
  return options(word).flatMap(({ value }) => textOf(value) ?? [])[0] ?? '';
}

function afterEquals(word: Value): Value {
  return mapped(word, (each) => {
    const text = textOf(each);
    return text === undefined ? each : scalar(unquoted(text.slice(text.indexOf('=') + 1)), each.at);
  });
}

export function unquoted(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}
