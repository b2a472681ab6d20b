import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Language, Parser, type Tree } from 'web-tree-sitter';
import type { SourceText } from '../text/place.ts';

type GrammarName = 'terraform' | 'bicep' | 'bash' | 'powershell';

/** Where the packages have the grammars; a bundle has them beside itself, by their file names. */
const grammarFiles: Readonly<Record<GrammarName, () => string>> = {
  terraform: () => import.meta.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm'),
  bicep: () => import.meta.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'),
  bash: () => import.meta.resolve('tree-sitter-bash/tree-sitter-bash.wasm'),
  powershell: () => import.meta.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm'),
};

const runtime = {
  name: 'web-tree-sitter.wasm',
  find: () => import.meta.resolve('web-tree-sitter/web-tree-sitter.wasm'),
};

/** Reads a text into a tree. The tree must be deleted when it has been read: it lies outside the garbage collector's memory. */
export type Parse = (source: SourceText) => Tree;

export type Parsers = Readonly<Record<GrammarName, Parse>>;

/**
 * Loads the parsers, a few megabytes of WebAssembly. V8 is told not to optimise WebAssembly any further: for the lexer of Bash that takes it
 * half a gigabyte and longer than a whole scan.
 */
export async function loadParsers(): Promise<Parsers> {
  setFlagsFromString('--wasm-tiering-budget=2000000000');
  await Parser.init({ locateFile: () => located(runtime.name, runtime.find) });
  const [terraform, bicep, bash, powershell] = await Promise.all([
    loadParser('terraform'),
    loadParser('bicep'),
    loadParser('bash'),
    loadParser('powershell'),
  ]);
  return { terraform, bicep, bash, powershell };
}

async function loadParser(name: GrammarName): Promise<Parse> {
  const language = await Language.load(await readFile(located(`tree-sitter-${name}.wasm`, grammarFiles[name])));
  const parser = new Parser();
  parser.setLanguage(language);
  return ({ file, text }) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error(`The parser of ${name} gave no tree for ${file}.`);
    return tree;
  };
}

function located(name: string, find: () => string): string {
  const beside = join(import.meta.dirname, name);
  return existsSync(beside) ? beside : fileURLToPath(find());
}
