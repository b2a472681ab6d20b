import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeAppPackage } from './build/app-package.ts';
import { makeCliPackage } from './build/cli-package.ts';
import { makeRelease } from './release/make-release.ts';

/** Writes the files of a release into dist/release, from a clean build. `--tag v1.2.3` must be the version of package.json. */
const root = dirname(import.meta.dirname);
const { values } = parseArgs({
  options: { tag: { type: 'string' }, into: { type: 'string', default: join(root, 'dist/release') } },
});
const build = async () => ({ app: await makeAppPackage(root), cli: await makeCliPackage(root) });
const files = await makeRelease({ root, into: values.into, tag: values.tag, build });
for (const file of files) console.log(file);
