import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Brings package-lock.json in step with package.json, in a folder without node_modules. Beside an installed one, npm keeps only this
 * platform's optional packages in the lockfile, and `npm ci` then fails on every other one. What the lockfile holds already stays as
 * it is. Addresses of registries are left out, so that everybody uses their own.
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
  writeFileSync(join(root, 'package-lock.json'), readFileSync(join(directory, 'package-lock.json')));
} finally {
  rmSync(directory, { recursive: true });
}
