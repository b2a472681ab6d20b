import { jsonValue, readJson } from '../syntax/json-value.ts';
import { yamlValue } from '../syntax/yaml-value.ts';
import type { Place, SourceText } from '../text/place.ts';
import { concatenated, decided } from '../value/evaluate.ts';
import { operate } from '../value/operate.ts';
import { list, mapped, nullValue, object, scalar, textOf, unknown, type Value } from '../value/value.ts';

type Arguments = readonly (() => Value)[];

/** Functions of ARM's template language and of Bicep that decide which value arrives. Undefined for every other. */
export function callArm(
  name: string,
  args: Arguments,
  at: Place,
  readFile: (path: string) => SourceText | undefined,
): Value | undefined {
  const called = name.toLowerCase();
  if (called.startsWith('load')) return loaded(called, args, at, readFile);
  return functions[called]?.(args, at);
}

const functions: Readonly<Record<string, (args: Arguments, at: Place) => Value>> = {
  if: (args, at) => branched(args, at),
  equals: (args, at) => operate('==', args, at),
  not: (args, at) => operate('!', args, at),
  and: (args, at) => folded('&&', args, at),
  or: (args, at) => folded('||', args, at),
  greater: (args, at) => operate('>', args, at),
  less: (args, at) => operate('<', args, at),
  true: (_, at) => scalar(true, at),
  false: (_, at) => scalar(false, at),
  null: (_, at) => nullValue(at),
  coalesce: (args, at) => folded('??', args, at),
  concat: (args, at) => concatenation(args, at),
  format: (args, at) => formatted(args, at),
  string: same,
  bool: same,
  int: same,
  any: same,
  json: (args, at) => parsed(args, at),
  tolower: text((value) => value.toLowerCase()),
  toupper: text((value) => value.toUpperCase()),
  trim: text((value) => value.trim()),
  union: (args, at) => united(args, at),
  shallowmerge: (args, at) => united(args, at),
  createobject: (args, at) => created(args, at),
  createarray: (args, at) =>
    list(
      args.map((arg) => arg()),
      at,
    ),
  array: (args, at) => mapped(first(args, at), (value) => (value.kind === 'list' ? value : list([value], at))),
  first: (args, at) =>
    mapped(first(args, at), (value) => (value.kind === 'list' ? (value.items[0] ?? nullValue(at)) : value)),
  last: (args, at) =>
    mapped(first(args, at), (value) => (value.kind === 'list' ? (value.items.at(-1) ?? nullValue(at)) : value)),
  length: (args, at) => mapped(first(args, at), (value) => length(value, at)),
  empty: (args, at) => mapped(first(args, at), (value) => isEmpty(value, at)),
  contains: (args, at) => contains(args, at),
};

function first(args: Arguments, at: Place): Value {
  return args[0]?.() ?? nullValue(at);
}

function same(args: Arguments, at: Place): Value {
  return first(args, at);
}

function text(change: (value: string) => string) {
  return (args: Arguments, at: Place): Value =>
    mapped(first(args, at), (value) =>
      value.kind === 'scalar' ? { ...value, value: change(String(value.value)) } : value,
    );
}

function branched([condition, yes, no]: Arguments, at: Place): Value {
  if (condition === undefined || yes === undefined || no === undefined) return unknown('an if is not whole', at);
  return decided(condition(), yes, no, at);
}

function folded(operator: string, args: Arguments, at: Place): Value {
  const [head, ...rest] = args;
  if (head === undefined) return nullValue(at);
  return rest.reduce<() => Value>((before, each) => () => operate(operator, [before, each], at), head)();
}

function concatenation(args: Arguments, at: Place): Value {
  const values = args.map((arg) => arg());
  const items = values.flatMap((value) => (value.kind === 'list' ? value.items : []));
  return values[0]?.kind === 'list' ? list(items, at) : concatenated(values, at);
}

function formatted(args: Arguments, at: Place): Value {
  const [pattern, ...values] = args.map((arg) => arg());
  const written = textOf(pattern);
  if (written === undefined) return unknown('a format is not known', at);
  const parts = written.split(/(\{\d+\})/).map((piece) => {
    const index = /^\{(\d+)\}$/.exec(piece)?.[1];
    return index === undefined ? scalar(piece, at) : (values[Number(index)] ?? unknown('a format lacks a value', at));
  });
  return concatenated(parts, at);
}

function parsed(args: Arguments, at: Place): Value {
  return mapped(first(args, at), (value) => {
    if (value.kind !== 'scalar') return value;
    return (
      decodedJson({ file: value.at.file, text: String(value.value), placeAt: () => value.at }) ??
      unknown('a JSON text could not be read', at)
    );
  });
}

function decodedJson(source: SourceText): Value | undefined {
  const { root, error } = readJson(source);
  return root === undefined || error !== undefined ? undefined : jsonValue(root, source);
}

function united(args: Arguments, at: Place): Value {
  return args
    .map((arg) => arg())
    .reduce((a, b) => mapped(a, (left) => mapped(b, (right) => unitedPair(left, right, at))));
}

/** Maps are joined at every depth, and the later wins. */
function unitedPair(a: Value, b: Value, at: Place): Value {
  if (a.kind === 'unknown' || b.kind === 'null') return a;
  if (a.kind !== 'object' || b.kind !== 'object')
    return a.kind === 'list' && b.kind === 'list' ? list([...a.items, ...b.items], at) : b;
  const entries = new Map<string, Value>();
  for (const key of [...a.keys, ...b.keys]) {
    const [left, right] = [a.get(key), b.get(key)];
    const value = left?.kind === 'object' && right?.kind === 'object' ? unitedPair(left, right, at) : (right ?? left);
    if (value !== undefined) entries.set(key, value);
  }
  return object(entries, at, { open: a.open ?? b.open, ignoresCase: true });
}

function created(args: Arguments, at: Place): Value {
  const values = args.map((arg) => arg());
  const entries = new Map<string, Value>();
  for (let index = 0; index + 1 < values.length; index += 2) {
    const [key, value] = [textOf(values[index]), values[index + 1]];
    if (key !== undefined && value !== undefined) entries.set(key, value);
  }
  return object(entries, at, { ignoresCase: true });
}

function length(value: Value, at: Place): Value {
  if (value.kind === 'list') return scalar(value.items.length, at);
  if (value.kind === 'object' && value.open === undefined) return scalar(value.keys.length, at);
  return value.kind === 'scalar' ? scalar(String(value.value).length, at) : unknown('a length is not known', at);
}

function isEmpty(value: Value, at: Place): Value {
  if (value.kind === 'null') return scalar(true, at);
  return mapped(length(value, at), (size) => (size.kind === 'scalar' ? scalar(Number(size.value) === 0, at) : size));
}

function contains(args: Arguments, at: Place): Value {
  const [holder, wanted] = args.map((arg) => arg());
  const name = textOf(wanted);
  if (name === undefined || holder === undefined || holder.kind === 'unknown')
    return unknown('what is looked for is not known', at);
  if (holder.kind === 'list')
    return scalar(
      holder.items.some((item) => textOf(item) === name),
      at,
    );
  if (holder.kind === 'object') return scalar(holder.get(name) !== undefined, at);
  return holder.kind === 'scalar'
    ? scalar(String(holder.value).includes(name), at)
    : unknown('where it is looked for is not known', at);
}

/** Bicep's `loadJsonContent`, `loadYamlContent` and `loadTextContent`. */
function loaded(
  name: string,
  args: Arguments,
  at: Place,
  readFile: (path: string) => SourceText | undefined,
): Value | undefined {
  const path = textOf(args[0]?.());
  const source = path === undefined ? undefined : readFile(path);
  if (source === undefined) return unknown(`the file ${path ?? ''} is not in the folder`, at);
  const read: Readonly<Record<string, () => Value | undefined>> = {
    loadjsoncontent: () => decodedJson(source),
    loadyamlcontent: () => yamlValue(source).value,
    loadtextcontent: () => scalar(source.text, source.placeAt(0)),
  };
  return read[name]?.();
}
