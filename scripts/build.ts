import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeAppPackage } from './build/app-package.ts';
import type { PackagedFile } from './build/bundle.ts';
import { makeCliPackage } from './build/cli-package.ts';
import { writePackage } from './build/write-package.ts';

const root = dirname(import.meta.dirname);
const packages = { app: makeAppPackage, cli: makeCliPackage };

const { values } = parseArgs({
  options: { into: { type: 'string', default: join(root, 'dist') }, only: { type: 'string' } },
});

for (const [name, make] of Object.entries(packages)) {
  if (values.only !== undefined && values.only !== name) continue;
  const files = await make(root);
  const folder = resolve(values.into, name);
  await writePackage(folder, files);
  console.log(`${folder}: ${files.length} files, ${kibibytes(files)} KiB`);
}

function kibibytes(files: readonly PackagedFile[]): number {
  return Math.round(files.reduce((sum, { contents }) => sum + contents.byteLength, 0) / 1024);
}
