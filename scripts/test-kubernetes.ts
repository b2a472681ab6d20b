import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installKubectl } from './kubectl/install-kubectl.ts';

/**
 * Runs the tests of `test/kubectl` with a real kubectl, which it installs once. Where that cannot be had it says so and ends with 0;
 * with `--required`, for a pipeline that can, with 1. Other options are vitest's.
 */
const obstacle = installKubectl();
if (obstacle === undefined) {
  const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
  const options = process.argv.slice(2).filter((option) => option !== '--required');
  const run = [vitest, 'run', '--config', 'vitest.kubernetes.config.ts', ...options];
  process.exitCode = spawnSync(process.execPath, run, { stdio: 'inherit' }).status ?? 1;
} else {
  console.error(`Skipped: there is no kubectl to test with (${obstacle}).`);
  process.exitCode = process.argv.includes('--required') ? 1 : 0;
}
