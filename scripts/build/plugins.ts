import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/** Of the project's package.json the bundle holds what the product says of itself, so that a tool's new version changes no byte. */
export const productIdentity: Plugin = {
  name: 'product-identity',
  setup({ initialOptions, onLoad }) {
    const file = join(initialOptions.absWorkingDir ?? '', 'package.json');
    onLoad({ filter: /package\.json$/ }, async ({ path }) => {
      if (path !== file) return undefined;
      const { name, version } = JSON.parse(await readFile(file, 'utf8'));
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};

/** zod brings its messages in fifty languages, a third of a bundle; the product speaks one. */
export const zodInEnglish: Plugin = {
  name: 'zod-in-english',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.c?js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/** The light entry takes `deferred-engine.ts` for the engine. */
export const deferredEngine: Plugin = {
  name: 'deferred-engine',
  setup({ onResolve }) {
    const deferred = fileURLToPath(import.meta.resolve('./deferred-engine.ts'));
    onResolve({ filter: /^\.\/engine\.ts$/ }, () => ({ path: deferred }));
  },
};

/**
 * What the sources import with `import()`, a file of theirs or a package, is read when it is first needed: it becomes a bundle of its own
 * beside the one that asks.
 * @param bundleOf the file name of the bundle of a source file (relative to the project's folder) or a package
 */
export function ownBundles(bundleOf: (source: string) => string): Plugin {
  return {
    name: 'own-bundles',
    setup({ initialOptions, onResolve }) {
      const root = initialOptions.absWorkingDir ?? '';
      onResolve({ filter: /./ }, ({ kind, path, resolveDir, importer }) => {
        const isOurs = kind === 'dynamic-import' && !importer.includes('node_modules');
        if (!isOurs || path.startsWith('node:')) return undefined;
        const source = path.startsWith('.') ? relative(root, resolve(resolveDir, path)) : path;
        return { path: `./${bundleOf(source)}`, external: true };
      });
    },
  };
}

/** Azurite is required in a way that no bundler follows: a bundle takes `bundled-azurite.mts` in its place. */
export const bundledAzurite: Plugin = {
  name: 'bundled-azurite',
  setup({ onResolve }) {
    const bundled = fileURLToPath(import.meta.resolve('./bundled-azurite.mts'));
    onResolve({ filter: /^\.\/azurite-modules\.ts$/ }, () => ({ path: bundled }));
  },
};
