import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleApart, kustoQueries, type PackagedFile } from './bundle.ts';
import { deferredEngine } from './plugins.ts';
import { readProduct } from './product.ts';
import { bundledPackages, thirdPartyNotices } from './third-party-notices.ts';
import { jsonFile, textFile } from './write-package.ts';

/**
 * The Functions app as it is deployed: a light entry that registers the functions, the scanner that it loads when an audit needs it,
 * and nothing to install.
 */
export async function makeAppPackage(root: string): Promise<PackagedFile[]> {
  const { files, inputs } = await bundleApart({
    root,
    folder: 'dist/app',
    entries: [
      { source: 'src/functions/main.ts', name: 'functions.cjs', plugins: [deferredEngine] },
      { source: 'src/functions/engine.ts', name: 'worker.cjs' },
    ],
  });
  const packages = await bundledPackages(root, inputs);
  const { name, version, description, license } = await readProduct(root);
  return [
    ...files,
    ...(await kustoQueries(root)),
    { path: 'host.json', contents: await readFile(join(root, 'host.json')) },
    { path: 'LICENSE', contents: await readFile(join(root, 'LICENSE')) },
    jsonFile('package.json', {
      name,
      version,
      private: true,
      description,
      license,
      type: 'commonjs',
      main: 'functions.cjs',
    }),
    textFile('THIRD-PARTY-NOTICES.txt', thirdPartyNotices(packages)),
  ];
}
