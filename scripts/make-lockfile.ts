import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes package-lock.json anew in an empty folder. Beside an installed node_modules, npm keeps only this platform's optional packages
 * in the lockfile, and `npm ci` then fails on every other one. Addresses of registries are left out, so that everybody uses their own.
 */
const root = join(import.meta.dirname, '..');
const directory = mkdtempSync(join(tmpdir(), 'lockfile-'));
try {
  copyFileSync(join(root, 'package.json'), join(directory, 'package.json'));
  execFileSync(
    'npm',
    ['install', '--package-lock-only', '--no-audit', '--no-fund', '--omit-lockfile-registry-resolved'],
    {
      cwd: directory,
      stdio: 'inherit',
    },
  );
  writeFileSync(join(root, 'package-lock.json'), readFileSync(join(directory, 'package-lock.json')));
} finally {
  rmSync(directory, { recursive: true });
}
