#!/usr/bin/env bash
# tree-sitter-hcl: the literal parts of a template lack the blanks and line breaks beside an interpolation, so that the parts of a text are
# not the text. HashiCorp's own parser keeps them. Whoever puts a here-document together from the nodes gets other lines than Terraform.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error --ignore-scripts \
  web-tree-sitter@0.27.2 @tree-sitter-grammars/tree-sitter-hcl@1.2.0 @cdktn/hcl2json@0.24.0 >/dev/null
cat >show.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { Language, Parser } from 'web-tree-sitter';
import { parse } from '@cdktn/hcl2json';

const text = 'a = <<EOT\none ${b} two\n  ${c}\n  three\nEOT\n';
await Parser.init();
const grammar = readFileSync('node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm');
const parser = new Parser();
parser.setLanguage(await Language.load(grammar));
const { rootNode } = parser.parse(text);
const literals = rootNode.descendantsOfType('template_literal').map((node) => node.text);
const judged = (await parse('main.tf', text)).a;
console.log('tree-sitter-hcl 1.2.0, error:', rootNode.hasError, 'literals:', JSON.stringify(literals));
console.log('hcl2json 0.24.0:', JSON.stringify(judged));
const isSeen = JSON.stringify(literals) === JSON.stringify(['one', 'two', 'three']) && judged === 'one ${b} two\n  ${c}\n  three\n';
process.exit(isSeen && !rootNode.hasError ? 0 : 1);
JS
node show.mjs
