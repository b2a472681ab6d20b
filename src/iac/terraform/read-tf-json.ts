import type { Node } from 'jsonc-parser';
import type { Parse } from '../syntax/grammars.ts';
import type { SourceText } from '../text/place.ts';
import { embeddedText } from '../text/source-text.ts';
import type { Expression, ObjectEntry } from '../value/expression.ts';
import type { Attribute, Block, Body } from './body.ts';
import { hclExpression } from './hcl-expression.ts';

/** How many levels of names stand between a top-level key and its body. */
const labelLevels: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  module: 1,
  variable: 1,
  output: 1,
  provider: 1,
};

/** Terraform's JSON form. What is a block there only a provider's schema tells, so every map below the names is both. */
export function readTfJson(root: Node, source: SourceText, parse: Parse): Body {
  const read = reader(source, parse);
  const blocks = propertiesOf(root).flatMap(([type, value]) => labelled(type, [], value, labelLevels[type] ?? 0));
  return { attributes: new Map(), blocks };

  function labelled(type: string, labels: readonly string[], node: Node, levels: number): Block[] {
    if (node.type === 'array') return (node.children ?? []).flatMap((child) => labelled(type, labels, child, levels));
    if (levels > 0) {
      return propertiesOf(node).flatMap(([label, value]) => labelled(type, [...labels, label], value, levels - 1));
    }
    return [read.block(type, labels, node)];
  }
}

/** The values of a `.tfvars.json`. */
export function readTfvarsJson(root: Node, source: SourceText, parse: Parse): Body {
  return reader(source, parse).body(root);
}

function reader(source: SourceText, parse: Parse) {
  return { block, body };

  function block(type: string, labels: readonly string[], node: Node): Block {
    const text = source.text.slice(node.offset, node.offset + node.length);
    return { type, labels, at: source.placeAt(node.offset), body: body(node), text };
  }

  function body(node: Node): Body {
    const attributes = new Map<string, Attribute>();
    const blocks: Block[] = [];
    for (const [name, value] of propertiesOf(node)) {
      attributes.set(name, { name, at: source.placeAt(value.offset), value: expression(value) });
      const inner = value.type === 'array' ? (value.children ?? []) : [value];
      for (const each of inner) if (each.type === 'object') blocks.push(...nested(name, each));
    }
    return { attributes, blocks };
  }

  /** `"dynamic": {"network_profile": {…}}` has the name of what it makes as a label. */
  function nested(name: string, node: Node): Block[] {
    if (name !== 'dynamic') return [block(name, [], node)];
    return propertiesOf(node).map(([label, value]) =>
      block(name, [label], value.type === 'array' ? (value.children?.[0] ?? value) : value),
    );
  }

  function expression(node: Node): Expression {
    const at = source.placeAt(node.offset);
    if (node.type === 'array') return { kind: 'list', items: (node.children ?? []).map(expression), at };
    if (node.type === 'object') return { kind: 'object', entries: propertiesOf(node).map(entry), at };
    const value: unknown = node.value;
    if (typeof value === 'string' && /[$%]\{/.test(value)) return template(node);
    const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return { kind: 'literal', value: isScalar ? value : null, at };
  }

  function entry([name, value]: readonly [string, Node]): ObjectEntry {
    return { key: { kind: 'literal', value: name, at: source.placeAt(value.offset) }, value: expression(value) };
  }

  /** A text with braces is a template of HCL, with JSON's escapes. */
  function template(node: Node): Expression {
    const at = source.placeAt(node.offset);
    const written = source.text.slice(node.offset, node.offset + node.length);
    const text = embeddedText(source, [
      { text: 'x = ', start: node.offset },
      { text: unescapedInside(written), start: node.offset },
    ]);
    const tree = parse(text);
    try {
      const value = tree.rootNode.descendantsOfType('expression')[0];
      if (tree.rootNode.hasError || value === undefined)
        return { kind: 'unread', reason: 'a template is not whole', at };
      return hclExpression(value, text);
    } finally {
      tree.delete();
    }
  }
}

/** Inside `${ }` quotes are written `\"` in JSON and plain in HCL; a blank keeps every other character in its place. */
function unescapedInside(written: string): string {
  return `"${written.slice(1, -1).replaceAll('\\"', ' "')}"`;
}

function propertiesOf(node: Node): (readonly [string, Node])[] {
  if (node.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children = [] }) => {
    const [key, value] = children;
    // "//" is a comment.
    return key === undefined || value === undefined || key.value === '//' ? [] : [[String(key.value), value] as const];
  });
}
