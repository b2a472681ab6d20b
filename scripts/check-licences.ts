import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/**
 * Lists the licences of every package in the lockfile, and fails where one is shipped (or only used to build) under a licence that is
 * not on its list.
 */
const lockfileSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string(), dev: z.boolean().optional(), license: z.string().optional() }),
  ),
});

/** May be part of what is shipped. */
const shippable = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
]);
/** May be used to build and test: their terms bind who passes them on. */
const usable = new Set([...shippable, 'CC-BY-4.0', 'CC0-1.0', 'MPL-2.0', 'Zlib']);
/** Packages that state a licence by its address: what it says there. */
const stated: Readonly<Record<string, string>> = { 'http://geraintluff.github.io/tv4/LICENSE.txt': 'MIT' };

const root = dirname(import.meta.dirname);
const { packages } = lockfileSchema.parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')));
const installed = Object.entries(packages).filter(([path]) => path !== '');
const counts = new Map<string, number>();
for (const [path, { version, dev = false, license = 'not stated' }] of installed) {
  const key = `${license}${dev ? ' (build only)' : ''}`;
  counts.set(key, (counts.get(key) ?? 0) + 1);
  if (isAllowed(license, dev ? usable : shippable)) continue;
  console.error(
    `${path.replace(/^.*node_modules\//, '')} ${version}: ${license}${dev ? ', used to build' : ', shipped'}`,
  );
  process.exitCode = 1;
}
for (const [licence, count] of [...counts].sort(([, a], [, b]) => b - a)) console.log(`${count} × ${licence}`);

/** Of alternatives one must be on the list, of a conjunction all. */
function isAllowed(expression: string, list: ReadonlySet<string>): boolean {
  const alternatives = (stated[expression] ?? expression).replaceAll(/[()]/g, '').split(' OR ');
  return alternatives.some((each) => each.split(' AND ').every((licence) => list.has(licence.trim())));
}
