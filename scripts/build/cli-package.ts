import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle, kustoQueries, type PackagedFile } from './bundle.ts';
import { grammarFiles, grammarInputs } from './grammars.ts';
import { readProduct } from './product.ts';
import { bundledPackages, thirdPartyNotices } from './third-party-notices.ts';
import { jsonFile, textFile } from './write-package.ts';

/** The command as a package of its own, with nothing to install: for `npm pack`, `npx` and container images. */
export async function makeCliPackage(root: string): Promise<PackagedFile[]> {
  const { files, inputs } = await bundle({
    root,
    folder: 'dist/cli',
    format: 'esm',
    entries: [{ source: 'src/cli/bin.ts', name: 'kubenet-audit.mjs' }],
    // The demo's storage emulator is a tool for developers: `demo` runs from a clone.
    external: ['azurite'],
    // Whoever only wants `scan` brings the Node.js that is there.
    inject: ['scripts/build/older-node.mjs'],
    target: 'node20',
  });
  const packages = await bundledPackages(root, [...inputs, ...grammarInputs]);
  const { name, version, description, license, engines } = await readProduct(root);
  const bin = { 'kubenet-audit': 'kubenet-audit.mjs' };
  return [
    ...files,
    ...(await kustoQueries(root)),
    ...(await grammarFiles(root)),
    { path: 'LICENSE', contents: await readFile(join(root, 'LICENSE')) },
    jsonFile('package.json', { name, version, description, license, type: 'module', engines, bin }),
    textFile('THIRD-PARTY-NOTICES.txt', thirdPartyNotices(packages)),
  ];
}
