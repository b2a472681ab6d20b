import type { Parse } from '../../src/iac/syntax/grammars.ts';
import type { Block, Body } from '../../src/iac/terraform/body.ts';
import { hclError } from '../../src/iac/terraform/hcl-error.ts';
import { readHcl } from '../../src/iac/terraform/read-hcl.ts';
import type { SourceText } from '../../src/iac/text/place.ts';
import { evaluate } from '../../src/iac/value/evaluate.ts';
import type { Expression } from '../../src/iac/value/expression.ts';

export interface ComparedFile {
  /** Whether our parser read it whole. */
  readonly isWhole: boolean;
  /** Values without a name or a function in them, compared one by one. */
  readonly literals: number;
  readonly differences: string[];
}

/**
 * A file as we read it beside what the judge made of it: every block, every attribute, and every value that is a literal. What the judge
 * keeps as text (`${…}`) must be none of ours either.
 */
export function comparedFile(source: SourceText, parse: Parse, judged: unknown): ComparedFile {
  const tree = parse(source);
  try {
    const isWhole = hclError(tree.rootNode, source) === undefined;
    const found = { isWhole, literals: 0, differences: [] as string[] };
    if (isWhole && judged !== undefined) compareBody(readHcl(tree.rootNode, source), judged, '', found);
    return found;
  } finally {
    tree.delete();
  }
}

interface Found {
  literals: number;
  readonly differences: string[];
}

function compareBody(body: Body, judged: unknown, path: string, found: Found): void {
  if (!isMap(judged)) {
    found.differences.push(`${path}: theirs is no body`);
    return;
  }
  const types = new Set(body.blocks.map(({ type }) => type));
  const names = new Set([...body.attributes.keys(), ...types]);
  for (const name of new Set([...names, ...Object.keys(judged)]))
    if (!names.has(name) || !(name in judged))
      found.differences.push(`${path}.${name}: only ${names.has(name) ? 'ours' : 'theirs'} has it`);
  for (const [name, { value }] of body.attributes) compareValue(value, judged[name], `${path}.${name}`, found);
  for (const type of types) {
    const ours = body.blocks.filter((block) => block.type === type);
    compareBlocks(ours, judged[type], `${path}.${type}`, found);
  }
}

function compareBlocks(ours: readonly Block[], judged: unknown, path: string, found: Found): void {
  for (const [key, blocks] of Map.groupBy(ours, ({ labels }) => labels.join('.'))) {
    const theirs = blocksAt(judged, blocks[0]?.labels ?? []);
    const at = key === '' ? path : `${path}.${key}`;
    if (theirs.length !== blocks.length)
      found.differences.push(`${at}: ${blocks.length} of ours, ${theirs.length} of theirs`);
    else for (const [index, block] of blocks.entries()) compareBody(block.body, theirs[index], at, found);
  }
}

function blocksAt(judged: unknown, labels: readonly string[]): unknown[] {
  const [label, ...rest] = labels;
  if (label === undefined) return Array.isArray(judged) ? judged : judged === undefined ? [] : [judged];
  return isMap(judged) ? blocksAt(judged[label], rest) : [];
}

function compareValue(expression: Expression, judged: unknown, path: string, found: Found): void {
  const value = expression.kind === 'operation' ? evaluate(expression, nothing) : undefined;
  if (expression.kind === 'literal') compareLiteral(expression.value, judged, path, found);
  else if (value?.kind === 'scalar') compareLiteral(value.value, judged, path, found);
  else if (expression.kind === 'list' && Array.isArray(judged)) compareItems(expression.items, judged, path, found);
  else if (expression.kind === 'object' && isMap(judged)) {
    for (const { key, value: each } of expression.entries)
      if (key.kind === 'literal') compareValue(each, judged[String(key.value)], `${path}.${key.value}`, found);
  } else if (typeof judged !== 'string' || !/[$%]\{/.test(judged)) {
    found.differences.push(`${path}: ${expression.kind} is ${JSON.stringify(judged)}`);
  }
}

const nothing = { name: () => undefined, call: () => undefined, ignoresCase: false };

function compareItems(items: readonly Expression[], judged: readonly unknown[], path: string, found: Found): void {
  if (judged.length !== items.length) found.differences.push(`${path}: another length`);
  for (const [index, item] of items.entries()) compareValue(item, judged[index], `${path}[${index}]`, found);
}

function compareLiteral(ours: unknown, judged: unknown, path: string, found: Found): void {
  found.literals += 1;
  const [own, theirs] = [ours, judged].map((each) => (typeof each === 'string' ? comparable(each) : each));
  if (own !== theirs) found.differences.push(`${path}: ${JSON.stringify(ours)} is ${JSON.stringify(judged)}`);
}

/** The judge escapes braces, and takes the indentation of here-documents away; ours keeps it, since no plugin is told by it. */
function comparable(text: string): string {
  const plain = text.replaceAll('$${', '${').replaceAll('%%{', '%{');
  return plain.includes('\n') ? plain.replace(/^[ \t]+/gm, '').trim() : plain;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
