import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { comparedFile } from '../../scripts/judge-hcl/compared-file.ts';
import { loadParsers, type Parse } from '../../src/iac/syntax/grammars.ts';
import { blocksOf } from '../../src/iac/terraform/body.ts';
import { hclError } from '../../src/iac/terraform/hcl-error.ts';
import { readHcl } from '../../src/iac/terraform/read-hcl.ts';
import { sourceText } from '../../src/iac/text/source-text.ts';
import { evaluate } from '../../src/iac/value/evaluate.ts';
import type { Value } from '../../src/iac/value/value.ts';

/** Its types would bring a browser's into the project, so it is imported by a name that the compiler does not follow. */
const judgeName: string = '@cdktn/hcl2json';
const { parse } = z
  .object({ parse: z.custom<(file: string, text: string) => Promise<unknown>>((value) => typeof value === 'function') })
  .parse(await import(judgeName));

/** HashiCorp's own parser judges ours: what it accepts, and every literal value it reads. */
describe("HCL, judged by its makers' parser", () => {
  let terraform: Parse;
  beforeAll(async () => {
    terraform = (await loadParsers()).terraform;
  });

  it('accepts and reads the same, over 300 files', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(attribute, { minLength: 1, maxLength: 6 }), async (attributes) => {
        const text = `block "x" {\n${attributes.map(({ hcl }, index) => `  a${index} = ${hcl}`).join('\n')}\n}\n`;
        const judged: unknown = await parse('main.tf', text);
        expect(ours(text)).toEqual({ isWhole: true, values: valuesOf(judged) });
      }),
      { numRuns: 300, seed: 16 },
    );
  });

  it.each([
    ['a block without its end', 'a "b" {\n  c = 1\n'],
    ['an end too many', 'a "b" {\n}\n}\n'],
    ['a text without its end', 'a = "b\n'],
    ['an attribute without a value', 'a =\n'],
    ['a list without its end', 'a = [1, 2\n'],
    ['a template without its end', 'a = "${b"\n'],
    ['braces of another template language', 'a = {{ b }}\n'],
    ['a here-document without its end', 'a = <<EOT\nb\n'],
    ['ampersand', 'a = b & c\n'],
    ['arrow outside', 'a = b => c\n'],
    ['backtick', 'a = `b`\n'],
    ['bad escape', 'a = "\\q"\n'],
    ['block equals brace', 'a "b" = {\n'],
    ['bracket wrong', 'a = [1, 2)\n'],
    ['call open', 'a = f(1, 2\n'],
    ['colon assign', 'a : 1\n'],
    ['comma double', 'a = [1,, 2]\n'],
    ['comma start', 'a = [, 1]\n'],
    ['comment open', '/* a\nb = 1\n'],
    ['conditional half', 'a = b ? c\n'],
    ['conditional no yes', 'a = b ? : c\n'],
    ['conflict', 'a = 1\n<<<<<<< HEAD\nb = 2\n=======\nb = 3\n>>>>>>> x\n'],
    ['directive end alone', 'a = "c%{ endif }"\n'],
    ['directive open', 'a = "%{ if b }c"\n'],
    ['dot end', 'a = b.\n'],
    ['double equals', 'a == 1\n'],
    ['erb', 'a = <%= b %>\n'],
    ['expression alone', '1 + 2\n'],
    ['for map no arrow', 'a = { for k, v in y : k }\n'],
    ['for no colon', 'a = [for x in y x]\n'],
    ['for no in', 'a = [for x y : x]\n'],
    ['heredoc no name', 'a = <<\nb\n'],
    ['index empty', 'a = b[]\n'],
    ['index open', 'a = b[0\n'],
    ['jinja', '{% if a %}\nb = 1\n{% endif %}\n'],
    ['label number', 'a 1 {\n}\n'],
    ['label open', 'a "b {\n}\n'],
    ['map no equals', 'a = { b 1 }\n'],
    ['map no value', 'a = { b = }\n'],
    ['map open', 'a = { b = 1\n'],
    ['no name', '= 1\n'],
    ['nul word', 'a = @b\n'],
    ['number name', '1a = 2\n'],
    ['operator end', 'a = 1 +\n'],
    ['operator start', 'a = * 2\n'],
    ['paren open', 'a = (1 + 2\n'],
    ['pipe', 'a = b | c\n'],
    ['python', 'def f():\n    return 1\n'],
    ['semicolon', 'a = 1; b = 2\n'],
    ['single quotes', "a = 'b'\n"],
    ['spread alone', 'a = [1...]\n'],
    ['text alone', '"a"\n'],
    ['two values', 'a = 1 2\n'],
    ['unary end', 'a = !\n'],
    ['walrus', 'a := 1\n'],
    ['yaml', 'a:\n  - b\n'],
    ['an attribute that is given twice', 'a = 1\nb = 2\na = 3\n'],
    ['an attribute that is given twice in a block', 'b {\n  a = 1\n  a = 2\n}\n'],
    ['two attributes on one line', 'a { b = 1 c = 2 }\n'],
    ['a block beside an attribute', 'a = 1 b {}\n'],
    ['a block in a block of one line', 'a { b {} }\n'],
    ['a block that ends on the line of its last attribute', 'a {\n b = 1 }\n'],
    ['a block that begins on the line of its first attribute', 'a { b = 1\n}\n'],
    ['a text over two lines', 'a = "b\nc"\n'],
    ['a text over two lines behind an interpolation', 'a = "§{b}\nc"\n'.replaceAll('§', '$')],
    ['JSON in place of HCL', '{ "a": 1 }\n'],
  ])('both refuse %s', async (_, text) => {
    await expect(parse('main.tf', text)).rejects.toThrow();
    expect(ours(text).isWhole).toBe(false);
  });

  it.each([
    ['a number below zero', 'a = -1\n'],
    ['blanks beside interpolations', 'a = "  §{b}  §{c}  "\nd = " x "\n'.replaceAll('§', '$')],
    [
      'a here-document with braces of another language',
      'a = <<EOT\n  §§{b} {{ c }} \\n %%{d}\nEOT\n'.replaceAll('§', '$'),
    ],
    ['blocks of one line', 'a {}\nb { c = 1 }\nd { e = [\n  1,\n] }\nf { # g\n  h = 1\n} # i\n'],
    ['an interpolation over lines', 'a = "b§{\n  d\n}c"\n'.replaceAll('§', '$')],
    ['a here-document before an attribute', 'a = <<EOT\nb\nEOT\nc = 1\n'],
    ['a here-document that is indented', 'a = <<-EOT\n    b\n      c\n    EOT\n'],
    ['labels, and blocks of one name', 'b "x" "y" {\n  a = 1\n}\nb "x" "y" {\n  a = 2\n}\nb "x" "z" {}\n'],
    ['comments of all kinds, and lists over lines', '# a\n// b\n/* c */\na = [ # d\n  1,\n  "e", // f\n]\n'],
    ['keys as texts and as words', 'a = {\n  "b-c" = 1\n  d : true,\n}\n'],
  ])('both read %s alike', async (_, text) => {
    const compared = comparedFile(sourceText('main.tf', text), terraform, await parse('main.tf', text));
    expect(compared).toMatchObject({ isWhole: true, differences: [] });
  });

  it('a value that differs, and a block that only one has, are told', () => {
    const source = sourceText('main.tf', 'a = 1\nb {\n}\n');
    expect(comparedFile(source, terraform, { a: 2, c: [{}] }).differences).toEqual([
      '.b: only ours has it',
      '.c: only theirs has it',
      '.a: 1 is 2',
      '.b: 1 of ours, 0 of theirs',
    ]);
  });

  function ours(text: string) {
    const source = sourceText('main.tf', text);
    const tree = terraform(source);
    const isWhole = hclError(tree.rootNode, source) === undefined;
    const block = blocksOf(readHcl(tree.rootNode, source), 'block')[0];
    tree.delete();
    const values = [...(block?.body.attributes ?? [])].map(
      ([name, { value }]) => [name, plain(evaluate(value, nothing))] as const,
    );
    return { isWhole, values: Object.fromEntries(values) };
  }
});

const nothing = { name: () => undefined, call: () => undefined, ignoresCase: false };

function plain(value: Value): unknown {
  switch (value.kind) {
    case 'scalar':
      return value.value;
    case 'null':
      return null;
    case 'list':
      return value.items.map(plain);
    case 'object':
      return Object.fromEntries(value.keys.map((key) => [key, plain(value.get(key) ?? value)]));
    default:
      return value.kind;
  }
}

function valuesOf(judged: unknown): unknown {
  if (typeof judged !== 'object' || judged === null || !('block' in judged)) return undefined;
  const { block } = judged;
  if (typeof block !== 'object' || block === null || !('x' in block) || !Array.isArray(block.x)) return undefined;
  return block.x[0];
}

interface Written {
  readonly hcl: string;
}

/** Texts with every escape that both know, and none of a template's signs. */
const word = fc.string({ unit: fc.constantFrom(...'abcXYZ019 -_.:/#é"\\'), maxLength: 12 });
const scalarText: fc.Arbitrary<Written> = fc.oneof(
  word.map((text) => ({ hcl: `"${text.replace(/["\\]/g, '\\$&')}"` })),
  fc.integer({ min: 0, max: 100000 }).map((number) => ({ hcl: String(number) })),
  fc.boolean().map((truth) => ({ hcl: String(truth) })),
  fc.constant({ hcl: 'null' }),
);
const attribute: fc.Arbitrary<Written> = fc.oneof(
  { weight: 3, arbitrary: scalarText },
  fc.array(scalarText, { maxLength: 3 }).map((items) => ({ hcl: `[${items.map(({ hcl }) => hcl).join(', ')}]` })),
  fc.array(scalarText, { maxLength: 3 }).map((items) => ({
    hcl: `{\n${items.map(({ hcl }, index) => `    k${index} = ${hcl} # a note`).join('\n')}\n  }`,
  })),
);
