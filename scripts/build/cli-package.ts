import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleSharing, kustoQueries, type PackagedFile } from './bundle.ts';
import { besideBundles, filesBeside } from './files-beside.ts';
import { readProduct } from './product.ts';
import { bundledPackages, thirdPartyNotices } from './third-party-notices.ts';
import { jsonFile, textFile } from './write-package.ts';

/** The command as a package of its own, with nothing to install: for `npm pack`, `npx` and container images. */
export async function makeCliPackage(root: string): Promise<PackagedFile[]> {
  const { files, inputs } = await bundleSharing({
    root,
    folder: 'dist/cli',
    entries: [
      { source: 'src/cli/bin.ts', name: 'kubenet-audit.mjs' },
      // What `demo` and `serve` start.
      { source: 'src/functions/main.ts', name: 'functions.mjs' },
      { source: 'simulated-azure/main.ts', name: 'simulated-azure.mjs' },
    ],
    // Half as much to download.
    unmapped: ['src/local/demo.ts', 'src/local/report-pages.ts'],
    // Whoever only wants `scan` brings the Node.js that is there.
    inject: 'scripts/build/missing-in-older-node.cjs',
    target: 'node20',
  });
  const packages = await bundledPackages(root, [...inputs, ...filesBeside]);
  const { name, version, description, license, engines } = await readProduct(root);
  const bin = { 'kubenet-audit': 'kubenet-audit.mjs' };
  return [
    ...files,
    ...(await kustoQueries(root)),
    ...(await Promise.all(filesBeside.map((path) => besideBundles(root, path)))),
    { path: 'host.json', contents: await readFile(join(root, 'host.json')) },
    { path: 'LICENSE', contents: await readFile(join(root, 'LICENSE')) },
    jsonFile('package.json', { name, version, description, license, type: 'module', engines, bin }),
    textFile('THIRD-PARTY-NOTICES.txt', thirdPartyNotices(packages)),
  ];
}
