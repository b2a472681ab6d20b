import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Place, SourceText } from '../text/place.ts';
import { list, nullValue, object, scalar, type Value } from '../value/value.ts';

/** What a JSON text holds, or where it ends to be JSON. Comments and trailing commas are taken, as ARM takes them. */
export interface JsonReading {
  readonly root: Node | undefined;
  readonly error: { readonly at: Place; readonly reason: string } | undefined;
}

export function readJson(source: SourceText): JsonReading {
  const errors: ParseError[] = [];
  const root = parseTree(source.text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const [first] = errors;
  const error = first && {
    at: source.placeAt(first.offset),
    reason: `it is not JSON (${printParseErrorCode(first.error)})`,
  };
  return { root, error };
}

/** JSON as a value that knows its places: a text is written where its first character is. */
export function jsonValue(node: Node, source: SourceText, ignoresCase = true): Value {
  const at = source.placeAt(node.offset);
  const children = node.children ?? [];
  if (node.type === 'object') return jsonObject(children, source, at, ignoresCase);
  if (node.type === 'array') {
    return list(
      children.map((child) => jsonValue(child, source, ignoresCase)),
      at,
    );
  }
  const value: unknown = node.value;
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isScalar ? scalar(value, at) : nullValue(at);
}

function jsonObject(properties: readonly Node[], source: SourceText, at: Place, ignoresCase: boolean): Value {
  const entries = new Map<string, Value>();
  for (const { children = [] } of properties) {
    const [key, value] = children;
    if (key !== undefined && value !== undefined) entries.set(String(key.value), jsonValue(value, source, ignoresCase));
  }
  return object(entries, at, { ignoresCase });
}
