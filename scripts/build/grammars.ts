import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PackagedFile } from './bundle.ts';

/** The parsers of `iac`, WebAssembly that it looks for beside its bundle; their packages' licences go into the notices. */
export const grammarInputs = [
  'node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
  'node_modules/tree-sitter-bash/tree-sitter-bash.wasm',
  'node_modules/tree-sitter-bicep/tree-sitter-bicep.wasm',
  'node_modules/tree-sitter-powershell/tree-sitter-powershell.wasm',
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
];

export function grammarFiles(root: string): Promise<PackagedFile[]> {
  return Promise.all(
    grammarInputs.map(async (path) => ({ path: basename(path), contents: await readFile(join(root, path)) })),
  );
}
