import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PackagedFile } from './bundle.ts';

/**
 * What bundles read at run time, and look for beside themselves; their packages' licences go into the notices. The parsers of `iac`
 * (WebAssembly), and Microsoft's Kusto parser (scripts of a context of their own) for the simulated Azure.
 */
export const filesBeside = [
  'node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
  'node_modules/tree-sitter-bash/tree-sitter-bash.wasm',
  'node_modules/tree-sitter-bicep/tree-sitter-bicep.wasm',
  'node_modules/tree-sitter-powershell/tree-sitter-powershell.wasm',
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'node_modules/@kusto/language-service-next/bridge.min.js',
  'node_modules/@kusto/language-service-next/Kusto.Language.Bridge.min.js',
];

export async function besideBundles(root: string, path: string): Promise<PackagedFile> {
  return { path: basename(path), contents: await readFile(join(root, path)) };
}
