import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { bundledAzurite, ownBundles, productIdentity, zodInEnglish } from './plugins.ts';

/** A file of a package, by its path in the package. */
export interface PackagedFile {
  readonly path: string;
  readonly contents: Uint8Array;
}

export interface Bundles {
  /** The bundles and their source maps. */
  readonly files: readonly PackagedFile[];
  /** Every file that went in, relative to the project's folder. */
  readonly inputs: readonly string[];
}

interface BundleEntry {
  /** Relative to the project's folder, or the name of a package. */
  readonly source: string;
  /** File name of the bundle. */
  readonly name: string;
  readonly plugins?: readonly Plugin[];
}

export interface BundleOptions {
  readonly root: string;
  /** Where the bundles will lie, relative to `root`: the paths in their source maps start from there, wherever they are written. */
  readonly folder: string;
  readonly format: 'cjs' | 'esm';
  readonly entries: readonly BundleEntry[];
  /** File names of bundles without a source map. */
  readonly unmapped?: readonly string[];
  /** Modules that every bundle runs first, relative to `root`. */
  readonly inject?: readonly string[];
  /** The oldest Node.js whose syntax the bundles may use; what the host runs when not given. */
  readonly target?: string;
}

/** One file of everything that each entry imports, and one for each module that is imported later. The same sources give the same bytes. */
export async function bundle({ entries, ...options }: BundleOptions): Promise<Bundles> {
  const { format } = options;
  const waiting = [...entries];
  const names = new Map(entries.map(({ name, source }) => [source, name]));
  const later = ownBundles((source) => {
    const known = names.get(source);
    if (known !== undefined) return known;
    const name = `${basename(source, '.ts')}.${format === 'cjs' ? 'cjs' : 'mjs'}`;
    if ([...names.values()].includes(name)) throw new Error(`${source} needs a name of its own: there is a ${name}.`);
    names.set(source, name);
    waiting.push({ name, source });
    return name;
  });
  const files: PackagedFile[] = [];
  const inputs = new Set<string>();
  for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
    const { outputFiles, metafile } = await build(buildOptions(entry, later, options));
    files.push(...outputFiles.map(({ path, contents }) => ({ path: basename(path), contents })));
    for (const input of Object.keys(metafile.inputs)) inputs.add(input);
  }
  return { files, inputs: [...inputs].sort() };
}

function buildOptions(
  { source, name, plugins = [] }: BundleEntry,
  later: Plugin,
  { root, folder, format, unmapped = [], inject = [], target = 'node24' }: Omit<BundleOptions, 'entries'>,
) {
  return {
    absWorkingDir: root,
    entryPoints: [source],
    outfile: join(folder, name),
    write: false,
    bundle: true,
    platform: 'node',
    target,
    inject: [...inject],
    format,
    minify: true,
    // Errors are told apart by their names.
    keepNames: true,
    sourcemap: !unmapped.includes(name),
    sourcesContent: false,
    legalComments: 'none',
    // Its main file asks for its parts in a way that no bundler follows.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    metafile: true,
    logLevel: 'warning',
    // The platform gives the app the first; `debug` does without the second, which is here for other tools.
    external: ['@azure/functions-core', 'supports-color'],
    plugins: [productIdentity, zodInEnglish, bundledAzurite, ...plugins, later],
    ...formatOptions(format),
  } as const satisfies BuildOptions;
}

/** Files beside a module are looked for beside the bundle; CommonJS inside an ES module needs a `require`. */
function formatOptions(format: 'cjs' | 'esm') {
  if (format === 'cjs') return { define: { 'import.meta.dirname': '__dirname' } };
  const line =
    "import{createRequire as createBundleRequire}from'node:module';const require=createBundleRequire(import.meta.url);";
  return { banner: { js: line } };
}

/** The Resource Graph queries, which the gatherer reads from beside itself. */
export async function kustoQueries(root: string): Promise<PackagedFile[]> {
  const folder = join(root, 'src/gather/graph');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.kql')).sort();
  return Promise.all(names.map(async (path) => ({ path, contents: await readFile(join(folder, path)) })));
}
