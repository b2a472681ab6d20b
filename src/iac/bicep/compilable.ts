import type { FolderFiles } from '../folder/folder-files.ts';
import { folderOf, resolved } from '../folder/relative-path.ts';

/** Every file that a compilation reads, or why it is left alone. */
export type Compilable = { readonly texts: ReadonlyMap<string, string> } | { readonly refused: string };

/** More than any deployment has; a scanned folder may be made to be copied for ever. */
const mostFiles = 500;

/**
 * A file and those that it names, directly and through others. Refused is what would lead the compiler out of the folder or to a network:
 * modules of registries and template specs, paths that lead out, and files whose names are worked out.
 * @param entry the file that is deployed, which need not lie in the folder
 */
export function compilable(entry: { readonly file: string; readonly text: string }, files: FolderFiles): Compilable {
  const texts = new Map<string, string>();
  const waiting = [entry.file];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (texts.has(file)) continue;
    const text = file === entry.file ? entry.text : files.read(file)?.text;
    if (text === undefined) continue;
    if (texts.size === mostFiles) return { refused: `it uses more than ${mostFiles} files` };
    texts.set(file, text);
    if (!/\.bicep(param)?$/.test(file)) continue;
    const named = namedIn(text);
    const trouble = troubleIn(file, text, named);
    if (trouble !== undefined) return { refused: trouble };
    waiting.push(...named.flatMap((path) => resolved(folderOf(file), path) ?? []).filter((path) => !isSettings(path)));
  }
  return { texts };
}

/** The compiler's own settings are never the folder's: they can name registries and extensions. */
function isSettings(path: string): boolean {
  return /(^|\/)bicepconfig\.json$/i.test(path);
}

function namedIn(text: string): string[] {
  const literals = withoutEscapes(text).matchAll(/'([^'\n]*)'/g);
  return [...new Set([...literals].map(([, path = '']) => path))].filter((path) => /[./]/.test(path));
}

function withoutEscapes(text: string): string {
  const decoded = text.replace(/\\u\{([0-9a-f]{1,6})\}/gi, (_, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code > 0x10ffff ? '' : String.fromCodePoint(code);
  });
  return decoded.replace(/^\s*\/\/.*$/gm, '');
}

function troubleIn(file: string, text: string, named: readonly string[]): string | undefined {
  const remote = named.find((path) => /^(br|ts)[:/]/.test(path));
  if (remote !== undefined) return `it uses ${remote}, and nothing is fetched`;
  const out = named.find((path) => /(^|[\\/])\.\.([\\/]|$)/.test(path) && resolved(folderOf(file), path) === undefined);
  if (out !== undefined) return `it names ${out}, which leads out of the folder`;
  // A name may be put together from parts of which none leads out.
  return /\bload[A-Z]\w*\s*\(\s*(?!'[^'$\n]*'\s*[,)])/.test(text)
    ? 'it loads a file whose name is worked out'
    : undefined;
}
