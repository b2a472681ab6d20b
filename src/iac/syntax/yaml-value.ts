import { isAlias, isMap, isScalar, isSeq, type ParsedNode, parseAllDocuments, type Scalar } from 'yaml';
import type { Place, SourceText } from '../text/place.ts';
import { list, nullValue, object, scalar, unknown, type Value } from '../value/value.ts';
import { yamlText } from './yaml-text.ts';

export interface YamlReading {
  /** The first document; undefined where there is none. */
  readonly value: Value | undefined;
  readonly documents: readonly Value[];
  readonly error: { readonly at: Place; readonly reason: string } | undefined;
}

/**
 * YAML as values that know their places. Aliases are followed, merge keys (`<<`) applied. A map or list as a key is how a template
 * (`{{ … }}`) reads, and is unknown.
 */
export function yamlValue(source: SourceText): YamlReading {
  const parsed = parseAllDocuments(source.text, {
    merge: true,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  const documents = Array.isArray(parsed) ? parsed : [];
  const [error] = documents.flatMap((document) => document.errors);
  const values = documents.flatMap((document) =>
    document.contents === null ? [] : [toValue(document.contents, source, new Map(), 0)],
  );
  return {
    value: values[0],
    documents: values,
    error: error && { at: source.placeAt(error.pos[0]), reason: `it is not YAML (${error.message.split('\n')[0]})` },
  };
}

/** Deeper is a mistake or an attack. */
const deepest = 100;

function toValue(node: ParsedNode, source: SourceText, anchors: Map<string, Value>, depth: number): Value {
  const at = source.placeAt(node.range[0]);
  if (depth > deepest) return unknown('it is nested too deeply', at);
  const value = withoutAnchor(node, at, source, anchors, depth);
  if (!isAlias(node) && node.anchor !== undefined) anchors.set(node.anchor, value);
  return value;
}

function withoutAnchor(
  node: ParsedNode,
  at: Place,
  source: SourceText,
  anchors: Map<string, Value>,
  depth: number,
): Value {
  if (isAlias(node)) return anchors.get(node.source) ?? unknown(`there is no anchor ${node.source}`, at);
  if (isSeq(node)) {
    return list(
      node.items.map((item) => toValue(item, source, anchors, depth + 1)),
      at,
    );
  }
  if (isMap(node)) return mapValue(node.items, at, source, anchors, depth);
  return isScalar(node) ? scalarValue(node, at, source) : nullValue(at);
}

function scalarValue(node: Scalar.Parsed, at: Place, source: SourceText): Value {
  const { value } = node;
  if (typeof value === 'string') return { ...scalar(value, at), source: yamlText(node, value, source) };
  if (typeof value === 'number' || typeof value === 'boolean') return scalar(value, at);
  return value === null || value === undefined ? nullValue(at) : scalar(String(value), at);
}

interface YamlPair {
  readonly key: ParsedNode;
  readonly value: ParsedNode | null;
}

function mapValue(
  items: readonly YamlPair[],
  at: Place,
  source: SourceText,
  anchors: Map<string, Value>,
  depth: number,
): Value {
  const entries = new Map<string, Value>();
  for (const { key, value } of items) {
    if (!isScalar(key)) return unknown('it is a template: braces stand where a text belongs', at);
    const read = value === null ? nullValue(source.placeAt(key.range[1])) : toValue(value, source, anchors, depth + 1);
    if (key.value === '<<')
      for (const [name, each] of mergedEntries(read)) entries.set(name, entries.get(name) ?? each);
    else entries.set(String(key.value), read);
  }
  return object(entries, at);
}

function mergedEntries(value: Value): (readonly [string, Value])[] {
  if (value.kind === 'list') return value.items.flatMap(mergedEntries);
  if (value.kind !== 'object') return [];
  return value.keys.flatMap((key) => {
    const each = value.get(key);
    return each === undefined ? [] : [[key, each] as const];
  });
}
