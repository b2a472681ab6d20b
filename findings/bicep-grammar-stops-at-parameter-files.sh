#!/usr/bin/env bash
# One would guess that the tree-sitter grammar named after Bicep reads what its compiler reads. It stops at both ways of saying
# what a template is given: an assignment in a .bicepparam file, and a variable with a type. The tree says hasError and the rest
# of the file is still there, so a reader that ignores the flag takes a file for read in which kubenet may be given by name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --save-exact --no-audit --no-fund --ignore-scripts tree-sitter-bicep@1.1.0 web-tree-sitter@0.27.2 >/dev/null 2>&1
echo 'tree-sitter-bicep@1.1.0 web-tree-sitter@0.27.2'
cat >see.cjs <<'JS'
const assert = require('node:assert/strict');
const { Language, Parser } = require('web-tree-sitter');

const texts = {
  'a parameter': "param plugin string = 'kubenet'\n",
  'a variable': "var plugin = 'kubenet'\n",
  'a variable with a type': "var plugin string = 'kubenet'\n",
  'a parameter file': "using 'main.bicep'\nparam plugin = 'kubenet'\n",
};
(async () => {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));
  const hasError = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, parser.parse(text).rootNode.hasError]),
  );
  console.log(hasError);
  assert.deepEqual(Object.values(hasError), [false, false, true, true]);
})();
JS
node see.cjs
