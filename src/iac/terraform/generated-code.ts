import type { NotRead } from '../judge/finding.ts';
import type { Parse } from '../syntax/grammars.ts';
import type { Place, SourceText } from '../text/place.ts';
import { evaluate, type Scope } from '../value/evaluate.ts';
import type { Expression } from '../value/expression.ts';
import { textOf, type Value } from '../value/value.ts';
import type { Block } from './body.ts';
import { readTerraformFile } from './read-module.ts';

/** Code that Terragrunt writes beside a module before Terraform runs. */
export interface GeneratedCode {
  readonly blocks: readonly Block[];
  /** What Terragrunt's own interpolations in it are: the members of `generatedName`. */
  readonly values: ReadonlyMap<string, Value>;
  readonly notRead: readonly NotRead[];
}

/** The name that stands in generated code for what Terragrunt fills in, so that each value keeps the place where it is written. */
export const generatedName = 'terragrunt_value';

/**
 * The blocks of a `generate` block's `contents`, where these are Terraform's own language.
 * @param prefix tells its values from those of the other `generate` blocks of a unit
 */
export function generatedCode(generate: Block, scope: Scope, parse: Parse, prefix: string): GeneratedCode {
  const [contents, path] = ['contents', 'path'].map((name) => generate.body.attributes.get(name));
  const file = (path && textOf(evaluate(path.value, scope))) ?? '';
  if (contents === undefined || !/\.(tf|tofu)$/.test(file)) return { blocks: [], values: new Map(), notRead: [] };
  const values = new Map<string, Value>();
  const source = textOfPieces(piecesOf(contents.value, scope, values, prefix), generate.at.file);
  const { body, notRead } = readTerraformFile(source, parse);
  return { blocks: body.blocks, values, notRead };
}

interface Piece {
  readonly text: string;
  readonly at: Place;
}

function piecesOf(contents: Expression, scope: Scope, values: Map<string, Value>, prefix: string): Piece[] {
  if (contents.kind !== 'template') {
    const value = evaluate(contents, scope);
    const text = (textOf(value) ?? '').replaceAll('$${', '${').replaceAll('%%{', '%{');
    return [{ text, at: value.at }];
  }
  const pieces: Piece[] = [];
  for (const part of contents.parts) {
    if (part.kind === 'literal') pieces.push({ text: String(part.value), at: part.at });
    else {
      const name = `${prefix}${values.size}`;
      const value = evaluate(part, scope);
      values.set(name, value);
      pieces.push({ text: mark(name, value, pieces), at: part.at });
    }
  }
  return pieces;
}

/** Inside a text it is an interpolation again, elsewhere a bare expression; labels of blocks can be neither. */
function mark(name: string, value: Value, before: readonly Piece[]): string {
  const text = before.map((piece) => piece.text).join('');
  const line = text.slice(text.lastIndexOf('\n') + 1);
  if (/^\s*\w+\s+"[^=]*$/.test(line)) return textOf(value) ?? name;
  const isInText = (line.replaceAll('\\"', '').match(/"/g)?.length ?? 0) % 2 === 1;
  return isInText ? `\${${generatedName}.${name}}` : `${generatedName}.${name}`;
}

function textOfPieces(pieces: readonly Piece[], file: string): SourceText {
  const text = pieces.map((piece) => piece.text).join('');
  return { file, text, placeAt: (offset) => placeIn(pieces, offset) ?? { file, line: 1, column: 1 } };
}

function placeIn(pieces: readonly Piece[], offset: number): Place | undefined {
  let start = 0;
  let found: Place | undefined;
  for (const { text, at } of pieces) {
    if (found !== undefined && offset < start) break;
    const lines = text.slice(0, Math.max(0, offset - start)).split('\n');
    const last = lines.at(-1)?.length ?? 0;
    found =
      lines.length === 1
        ? { ...at, column: at.column + last }
        : { ...at, line: at.line + lines.length - 1, column: last + 1 };
    start += text.length;
  }
  return found;
}
