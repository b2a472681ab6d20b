#!/usr/bin/env bash
# One would guess that a constant comes out of hcl2json as a constant however it is written. "${"kubenet"}" does, but the same
# constant in parentheses, ("kubenet"), stays the text of an expression. Whoever looks for network_plugin = kubenet in
# Terraform by comparing the JSON value misses the second cluster.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --save-exact --no-audit --no-fund --ignore-scripts @cdktn/hcl2json@0.24.0 >/dev/null 2>&1
echo '@cdktn/hcl2json@0.24.0'
cat >see.mjs <<'JS'
import assert from 'node:assert/strict';
import { parse } from '@cdktn/hcl2json';

const { locals } = await parse('main.tf', 'locals {\n  template = "${"kubenet"}"\n  parentheses = ("kubenet")\n}\n');
console.log(JSON.stringify(locals));
assert.deepEqual(locals, [{ template: 'kubenet', parentheses: '${("kubenet")}' }]);
JS
node see.mjs
