import type { Node } from 'web-tree-sitter';
import type { SourceText } from '../text/place.ts';
import type { Attribute, Block, Body } from './body.ts';
import { emptyBody } from './body.ts';
import { hclExpression } from './hcl-expression.ts';

/** A tree of tree-sitter-hcl as plain data. */
export function readHcl(root: Node, source: SourceText): Body {
  const body = root.namedChildren.find((child) => child.type === 'body');
  return body === undefined ? emptyBody : readBody(body, source);
}

function readBody(node: Node, source: SourceText): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (const child of node.namedChildren) {
    if (child.type === 'attribute') {
      const attribute = readAttribute(child, source);
      if (attribute !== undefined) attributes.set(attribute.name, attribute);
    } else if (child.type === 'block') blocks.push(readBlock(child, source));
  }
  return { attributes, blocks };
}

function readAttribute(node: Node, source: SourceText): Attribute | undefined {
  const [name, value] = node.namedChildren;
  if (name === undefined || value === undefined) return undefined;
  return { name: name.text, at: source.placeAt(node.startIndex), value: hclExpression(value, source) };
}

function readBlock(node: Node, source: SourceText): Block {
  const [type, ...rest] = node.namedChildren;
  const body = rest.find((child) => child.type === 'body');
  const labels = rest.filter((child) => child.type === 'string_lit' || child.type === 'identifier');
  return {
    type: type?.text ?? '',
    labels: labels.map((label) => label.text.replace(/^"|"$/g, '')),
    at: source.placeAt(node.startIndex),
    body: body === undefined ? emptyBody : readBody(body, source),
    text: source.text.slice(node.startIndex, node.endIndex),
  };
}
