import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AzureCliError, azureCliVersion, installAzureCli } from './azure-cli/environment.ts';

/**
 * Runs the tests of `test/az` with the real Azure CLI, which it installs once. Where Python or its package index is missing it says so
 * and ends with 0; with `--required`, for a pipeline that has both, with 1. Other options are vitest's.
 */
const isRequired = process.argv.includes('--required');

try {
  const obstacle = installAzureCli();
  if (obstacle === undefined) process.exitCode = runTests();
  else {
    console.error(`Skipped: the Azure CLI ${azureCliVersion} cannot be tested against, ${obstacle}.`);
    process.exitCode = isRequired ? 1 : 0;
  }
} catch (error) {
  if (!(error instanceof AzureCliError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function runTests(): number {
  const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
  const options = process.argv.slice(2).filter((option) => option !== '--required');
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', 'vitest.az.config.ts', ...options], {
    stdio: 'inherit',
  });
  return status ?? 1;
}
