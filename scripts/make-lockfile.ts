import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** Its keys in npm's own order. */
const lockfileSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  lockfileVersion: z.number(),
  requires: z.boolean(),
  packages: z.record(z.string(), z.looseObject({ name: z.string().optional(), version: z.string() })),
});
type LockedPackage = z.infer<typeof lockfileSchema>['packages'][string];

/**
 * Brings package-lock.json in step with package.json, in a folder without node_modules. Beside an installed one, npm keeps only this
 * platform's optional packages in the lockfile, and `npm ci` then fails on every other one. What the lockfile holds already stays as
 * it is.
 */
const root = join(import.meta.dirname, '..');
const directory = mkdtempSync(join(tmpdir(), 'lockfile-'));
try {
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(root, file), join(directory, file));
  execFileSync(
    'npm',
    ['install', '--package-lock-only', '--no-audit', '--no-fund', '--omit-lockfile-registry-resolved'],
    { cwd: directory, stdio: 'inherit' },
  );
  const lockfile = lockfileSchema.parse(JSON.parse(readFileSync(join(directory, 'package-lock.json'), 'utf8')));
  const packages = Object.entries(lockfile.packages).map(([path, locked]) => [
    path,
    path === '' ? locked : withAddress(path, locked),
  ]);
  const addressed = { ...lockfile, packages: Object.fromEntries(packages) };
  writeFileSync(join(root, 'package-lock.json'), `${JSON.stringify(addressed, null, 2)}\n`);
} finally {
  rmSync(directory, { recursive: true });
}

/**
 * With the package's address at npm's registry, for which npm takes whatever registry the reader has. Without one npm asks for the list
 * of all versions first: two requests more for each package.
 * https://docs.npmjs.com/cli/v11/using-npm/config#replace-registry-host
 */
function withAddress(path: string, { name, version, ...rest }: LockedPackage): LockedPackage {
  const full = name ?? path.replace(/^.*node_modules\//, '');
  const resolved = `https://registry.npmjs.org/${full}/-/${full.replace(/^.*\//, '')}-${version}.tgz`;
  return { ...(name === undefined ? {} : { name }), version, resolved, ...rest };
}
