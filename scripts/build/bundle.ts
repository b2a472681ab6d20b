import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
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
  readonly entries: readonly BundleEntry[];
}

/**
 * CommonJS: one file of everything that each entry imports, and one for each module that is imported later. What two of them hold is there
 * twice: a bundle cannot tell the other's classes. The same sources give the same bytes.
 */
export async function bundleApart({ entries, root, folder }: BundleOptions): Promise<Bundles> {
  const waiting = [...entries];
  const names = new Map(entries.map(({ name, source }) => [source, name]));
  const later = ownBundles((source) => {
    const known = names.get(source);
    if (known !== undefined) return known;
    const name = `${basename(source, '.ts')}.cjs`;
    if ([...names.values()].includes(name)) throw new Error(`${source} needs a name of its own: there is a ${name}.`);
    names.set(source, name);
    waiting.push({ name, source });
    return name;
  });
  const files: PackagedFile[] = [];
  const inputs = new Set<string>();
  for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
    const { outputFiles, metafile } = await build({
      ...options(root, [...(entry.plugins ?? []), later]),
      entryPoints: [entry.source],
      outfile: join(folder, entry.name),
      target: 'node24',
      format: 'cjs',
      sourcemap: true,
      // Files beside a module are looked for beside the bundle.
      define: { 'import.meta.dirname': '__dirname' },
    });
    files.push(...outputFiles.map(packaged));
    for (const input of Object.keys(metafile.inputs)) inputs.add(input);
  }
  return { files, inputs: [...inputs].sort() };
}

interface SharingOptions extends BundleOptions {
  /** Sources that are imported later and, with all that only they import, get no source map. */
  readonly unmapped: readonly string[];
  /** A module that every entry runs first, relative to `root`. */
  readonly inject: string;
  /** The oldest Node.js whose syntax the bundles may use. */
  readonly target: string;
}

/**
 * ES modules: one file for each entry and each module that is imported later, and others for what several of them import, so that nothing
 * is there twice and nothing is read before it is needed. The same sources give the same bytes.
 */
export async function bundleSharing(given: SharingOptions): Promise<Bundles> {
  const { root, folder, entries, unmapped, inject, target } = given;
  const { outputFiles, metafile } = await build({
    ...options(root, []),
    entryPoints: entries.map(({ source, name }) => ({ in: source, out: basename(name, '.mjs') })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    chunkNames: '[name]-[hash]',
    inject: [inject],
    target,
    format: 'esm',
    sourcemap: 'external',
    banner: { js: requireLine },
  });
  const [first] = entries;
  const mapped = withMaps(metafile.outputs, first?.source, unmapped);
  return {
    files: outputFiles.map(packaged).flatMap((file) => {
      if (file.path.endsWith('.map')) return mapped.has(basename(file.path, '.map')) ? [file] : [];
      return mapped.has(file.path) ? [pointedToMap(file)] : [file];
    }),
    inputs: Object.keys(metafile.inputs).sort(),
  };
}

/** The bundles that the entry reads, sooner or later, but for what only `unmapped` read. */
function withMaps(outputs: Metafile['outputs'], entry: string | undefined, unmapped: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (path: string) => {
    const output = outputs[path];
    const source = output?.entryPoint;
    if (output === undefined || found.has(basename(path)) || (source !== undefined && unmapped.includes(source)))
      return;
    found.add(basename(path));
    for (const each of output.imports) visit(each.path);
  };
  for (const [path, { entryPoint }] of Object.entries(outputs)) if (entryPoint === entry) visit(path);
  return found;
}

function pointedToMap({ path, contents }: PackagedFile): PackagedFile {
  return { path, contents: Buffer.concat([contents, Buffer.from(`//# sourceMappingURL=${path}.map\n`)]) };
}

function packaged({ path, contents }: { readonly path: string; readonly contents: Uint8Array }): PackagedFile {
  return { path: basename(path), contents };
}

function options(root: string, plugins: readonly Plugin[]) {
  return {
    absWorkingDir: root,
    write: false,
    bundle: true,
    platform: 'node',
    minify: true,
    // Errors are told apart by their names.
    keepNames: true,
    sourcesContent: false,
    legalComments: 'none',
    // Its main file asks for its parts in a way that no bundler follows.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    metafile: true,
    logLevel: 'warning',
    // The platform gives the app the first; `debug` does without the second, which is here for other tools.
    external: ['@azure/functions-core', 'supports-color'],
    plugins: [productIdentity, zodInEnglish, bundledAzurite, ...plugins],
  } as const satisfies BuildOptions;
}

/** CommonJS inside an ES module needs a `require`. */
const requireLine =
  "import{createRequire as createBundleRequire}from'node:module';const require=createBundleRequire(import.meta.url);";

/** The Resource Graph queries, which the gatherer reads from beside itself. */
export async function kustoQueries(root: string): Promise<PackagedFile[]> {
  const folder = join(root, 'src/gather/graph');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.kql')).sort();
  return Promise.all(names.map(async (path) => ({ path, contents: await readFile(join(folder, path)) })));
}
