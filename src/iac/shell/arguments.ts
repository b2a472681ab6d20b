import { mapped, scalar, textOf, type Value } from '../value/value.ts';

/** The value of an option, as `--name value` or `--name=value`; undefined where it is not given. The last one counts, as the Azure CLI has it. */
export function optionValue(args: readonly Value[], ...names: readonly string[]): Value | undefined {
  const wanted = names.map((name) => name.toLowerCase());
  let found: Value | undefined;
  for (const [index, arg] of args.entries()) {
    const text = textOf(arg) ?? '';
    const [flag = '', ...rest] = text.split('=');
    if (!wanted.includes(flag.toLowerCase())) continue;
    found = rest.length > 0 && arg.kind === 'scalar' ? { ...arg, value: unquoted(rest.join('=')) } : args[index + 1];
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
  const text = textOf(word);
  const at = text?.indexOf('=') ?? -1;
  if (text === undefined || at < 0) return undefined;
  return {
    name: text.slice(0, at),
    value: mapped(word, (each) => ({ ...scalar(unquoted(text.slice(at + 1)), each.at) })),
  };
}

export function unquoted(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}
