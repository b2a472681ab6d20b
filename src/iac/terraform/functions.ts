import { jsonValue, readJson } from '../syntax/json-value.ts';
import { yamlValue } from '../syntax/yaml-value.ts';
import type { Place, SourceText } from '../text/place.ts';
import { sourceText } from '../text/source-text.ts';
import { concatenated } from '../value/evaluate.ts';
import { picked } from '../value/pick.ts';
import {
  either,
  list,
  mapped,
  nullValue,
  type ObjectValue,
  object,
  options,
  scalar,
  textOf,
  unknown,
  type Value,
} from '../value/value.ts';

type Arguments = readonly (() => Value)[];
type Function = (args: Arguments, at: Place) => Value;

/** Reads a file of the scanned folder, by a path as the code writes it. */
export type ReadNamedFile = (path: string) => SourceText | undefined;

/** Terraform's functions that decide which value arrives; every other is unknown. */
export function callTerraform(name: string, args: Arguments, at: Place, readFile: ReadNamedFile): Value | undefined {
  const own = name.replace(/^(core|provider)::(\w+::)?/, '');
  if (own === 'file' || own === 'templatefile') return fileText(args, at, readFile);
  return functions[own]?.(args, at);
}

const functions: Readonly<Record<string, Function>> = {
  merge: (args, at) => args.map((arg) => arg()).reduce((a, b) => mergedMaps(a, b, at), object(new Map(), at)),
  coalesce: (args, at) => firstGiven(args, at, (value) => value.kind === 'null' || textOf(value) === ''),
  coalescelist: (args, at) => firstGiven(args, at, (value) => value.kind === 'list' && value.items.length === 0),
  try: (args, at) => firstGiven(args, at, isFailure),
  can: (args, at) =>
    mapped(args[0]?.() ?? nullValue(at), (value) =>
      isFailure(value) ? scalar(false, at) : value.kind === 'unknown' ? value : scalar(true, at),
    ),
  lookup,
  lower: text((value) => value.toLowerCase()),
  upper: text((value) => value.toUpperCase()),
  trimspace: text((value) => value.trim()),
  title: text((value) => value.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())),
  tostring: same,
  tobool: same,
  tonumber: same,
  tolist: asList,
  toset: asList,
  tomap: same,
  nonsensitive: same,
  sensitive: same,
  jsonencode: same,
  yamlencode: same,
  one: (args, at) =>
    mapped(args[0]?.() ?? nullValue(at), (value) =>
      value.kind === 'list' ? (value.items[0] ?? nullValue(at)) : value,
    ),
  element: (args, at) => picked(args[0]?.() ?? nullValue(at), args[1]?.() ?? nullValue(at), false, at),
  concat: (args, at) => joined(args, at),
  flatten: (args, at) => flattened(args[0]?.() ?? nullValue(at), at),
  compact: asList,
  distinct: asList,
  sort: asList,
  keys: (args, at) => mapObject(args, at, (map) => map.keys.map((key) => scalar(key, at))),
  values: (args, at) => mapObject(args, at, (map) => map.keys.map((key) => map.get(key) ?? nullValue(at))),
  length: (args, at) => mapped(args[0]?.() ?? nullValue(at), (value) => lengthOf(value, at)),
  contains,
  format,
  join: (args, at) => joinedText(args, at),
  replace: (args, at) => replaced(args, at),
  jsondecode: (args, at) => decoded(args, at, (source) => jsonOf(source)),
  yamldecode: (args, at) => decoded(args, at, (source) => yamlValue(source).value),
};

function same(args: Arguments, at: Place): Value {
  return args[0]?.() ?? nullValue(at);
}

function text(change: (value: string) => string): Function {
  return (args, at) =>
    mapped(args[0]?.() ?? nullValue(at), (value) =>
      value.kind === 'scalar' ? { ...value, value: change(String(value.value)) } : value,
    );
}

/** An index or attribute that is not there fails in Terraform, and `try` goes on to the next. */
function isFailure(value: Value): boolean {
  return value.kind === 'unknown' && value.reason.startsWith('there is no ');
}

function firstGiven(args: Arguments, at: Place, isPassedOver: (value: Value) => boolean): Value {
  const [first, ...rest] = args;
  if (first === undefined) return nullValue(at);
  return mapped(first(), (value) =>
    isPassedOver(value) && rest.length > 0 ? firstGiven(rest, at, isPassedOver) : value,
  );
}

/** Later maps win; of one that is not known, any key may come. */
function mergedMaps(a: Value, b: Value, at: Place): Value {
  return mapped(a, (first) =>
    mapped(b, (second) => {
      if (second.kind === 'null') return first;
      if (first.kind !== 'object') return first;
      if (second.kind !== 'object') return second.kind === 'unknown' ? second : first;
      return mergedObjects(first, second, at);
    }),
  );
}

function mergedObjects(first: ObjectValue, second: ObjectValue, at: Place): ObjectValue {
  const open = first.open ?? second.open;
  return {
    kind: 'object',
    at,
    keys: [...new Set([...first.keys, ...second.keys])],
    get: (key) => second.get(key) ?? first.get(key),
    ...(open === undefined ? {} : { open }),
  };
}

function lookup(args: Arguments, at: Place): Value {
  const [map, key, fallback] = args.map((arg) => arg());
  if (map === undefined || key === undefined) return nullValue(at);
  const found = mapped(picked(map, key, true, at), (value) =>
    isFailure(value) && fallback !== undefined ? fallback : value,
  );
  const isOpen = options(key).some(({ value }) => value.kind === 'unknown');
  return isOpen && fallback !== undefined ? either(found, fallback) : found;
}

function asList(args: Arguments, at: Place): Value {
  return mapped(args[0]?.() ?? nullValue(at), (value) => {
    if (value.kind === 'list')
      return list(
        value.items.filter((item) => item.kind !== 'null'),
        value.at,
      );
    return value.kind === 'scalar' ? list([value], at) : value;
  });
}

function joined(args: Arguments, at: Place): Value {
  const parts = args.map((arg) => arg());
  const broken = parts.find((part) => part.kind !== 'list');
  if (broken !== undefined)
    return broken.kind === 'unknown' ? broken : unknown('the parts of a list are not known', at);
  return list(
    parts.flatMap((part) => (part.kind === 'list' ? part.items : [])),
    at,
  );
}

function flattened(value: Value, at: Place): Value {
  if (value.kind !== 'list') return value;
  const items = value.items.flatMap((item) => {
    const inner = flattened(item, at);
    return inner.kind === 'list' ? inner.items : [inner];
  });
  return list(items, at);
}

function mapObject(args: Arguments, at: Place, items: (map: ObjectValue) => readonly Value[]): Value {
  return mapped(args[0]?.() ?? nullValue(at), (value) => {
    if (value.kind !== 'object') return value;
    return value.open === undefined ? list(items(value), at) : unknown(value.open, at);
  });
}

function lengthOf(value: Value, at: Place): Value {
  if (value.kind === 'list') return scalar(value.items.length, at);
  if (value.kind === 'object' && value.open === undefined) return scalar(value.keys.length, at);
  if (value.kind === 'scalar') return scalar(String(value.value).length, at);
  return value.kind === 'unknown' ? value : unknown('a length is not known', at);
}

function contains(args: Arguments, at: Place): Value {
  const [collection, wanted] = args.map((arg) => arg());
  if (collection?.kind !== 'list' || wanted === undefined) return unknown('a list is not known', at);
  return mapped(wanted, (value) => {
    if (value.kind !== 'scalar') return unknown('what is looked for is not known', at);
    return scalar(
      collection.items.some((item) => textOf(item) === String(value.value)),
      at,
    );
  });
}

/** With `%s`, `%d` and `%v` only. */
function format(args: Arguments, at: Place): Value {
  const [pattern, ...values] = args.map((arg) => arg());
  const written = textOf(pattern);
  if (written === undefined || /%[^sdv]/.test(written)) return unknown('a format is not worked out', at);
  const pieces = written.split(/%[sdv]/);
  const parts = pieces.flatMap((piece, index) => [
    scalar(piece, at),
    ...(index < pieces.length - 1 ? [values[index] ?? nullValue(at)] : []),
  ]);
  return concatenated(parts, at);
}

function joinedText(args: Arguments, at: Place): Value {
  const [separator, items] = args.map((arg) => arg());
  const between = textOf(separator);
  if (between === undefined || items?.kind !== 'list') return unknown('a joined text is not known', at);
  return concatenated(
    items.items.flatMap((item, index) => (index === 0 ? [item] : [scalar(between, at), item])),
    at,
  );
}

/** Plain texts; a pattern between slashes is not worked out. */
function replaced(args: Arguments, at: Place): Value {
  const [value, from, to] = args.map((arg) => textOf(arg()));
  if (value === undefined || from === undefined || to === undefined || /^\/.*\/$/.test(from))
    return unknown('a replacement is not worked out', at);
  return scalar(value.replaceAll(from, to), at);
}

function fileText(args: Arguments, at: Place, readFile: ReadNamedFile): Value {
  const path = textOf(args[0]?.());
  if (path === undefined) return unknown('the name of a file is not known', at);
  const source = readFile(path);
  if (source === undefined) return unknown(`the file ${path} is not in the folder`, at);
  // The whole file, told by its first character, so that a decoder finds the places in it.
  return { ...scalar(source.text, source.placeAt(0)) };
}

function decoded(args: Arguments, at: Place, decode: (source: SourceText) => Value | undefined): Value {
  return mapped(args[0]?.() ?? nullValue(at), (value) => {
    if (value.kind === 'object' || value.kind === 'list') return value;
    if (value.kind !== 'scalar') return value;
    const written = String(value.value);
    const source = sourceText(value.at.file, written);
    const isWholeFile = value.at.line === 1 && value.at.column === 1;
    const places: SourceText = isWholeFile ? source : { ...source, placeAt: () => value.at };
    const isAsWritten = value.source?.text === written;
    return (
      decode(isAsWritten && value.source !== undefined ? value.source : places) ??
      unknown('an encoded text could not be read', at)
    );
  });
}

function jsonOf(source: SourceText): Value | undefined {
  const { root, error } = readJson(source);
  return root === undefined || error !== undefined ? undefined : jsonValue(root, source, false);
}
