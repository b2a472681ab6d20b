import type { Template } from '../arm/template.ts';
import { jsonOf } from '../value/json-of.ts';
import type { Value } from '../value/value.ts';

/**
 * A `.bicepparam` file for the compiler. What nobody gives is external to it: what hangs on that stays an expression, instead of an error.
 * @param given a `.bicepparam` file's text, or the values of a JSON parameter file, by name in lower case
 * @param using the template's name, in the same folder
 * @param parameters the template's, by name in lower case; in Bicep letter case counts
 */
export function deployedText(
  { text, given }: { readonly text: string | undefined; readonly given: ReadonlyMap<string, Value> },
  using: string,
  parameters: Template['parameters'],
): string {
  const required = [...parameters].filter(([, each]) => each.fallback === undefined && !each.isNullable);
  const missing = required.flatMap(([key, { name }]) => (given.has(key) ? [] : [external(name)]));
  // What another file gives is not known here, and nothing may be given twice.
  if (text !== undefined) return /^\s*extends\b/m.test(text) ? text : [text, ...missing].join('\n');
  const values = [...given].map(([key, value]) => {
    const name = parameters.get(key)?.name ?? key;
    const json = jsonOf(value);
    return json === undefined ? external(name) : `param ${name} = json(${quoted(json)})`;
  });
  return [`using ${quoted(using)}`, ...values, ...missing, ''].join('\n');
}

function external(name: string): string {
  return `param ${name} = externalInput('kubenet.audit', ${quoted(name)})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('$\u007B', '\\$\u007B')}'`;
}
