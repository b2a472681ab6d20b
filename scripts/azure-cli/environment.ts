import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The release of `azure-cli` on Python's package index that commands are tested against. */
export const azureCliVersion = '2.91.0';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A virtual environment of its own: nothing is installed for the machine, and a second run finds it there. */
const folder = join(root, '.local', 'azure-cli');
const programs = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
const marker = join(folder, `azure-cli-${azureCliVersion}.installed`);

export const azureCli = {
  python: join(programs, process.platform === 'win32' ? 'python.exe' : 'python'),
  isInstalled: () => existsSync(marker),
} as const;

/** The environment could not be made for a reason that is not this machine's. */
export class AzureCliError extends Error {
  override readonly name = 'AzureCliError';
}

/**
 * Installs the Azure CLI where it is not yet, from the index that pip is configured for.
 * @returns why it cannot be had on this machine; undefined when it is there
 * @throws {AzureCliError} when the index is there and has no such release, or the installation breaks off
 */
export function installAzureCli(): string | undefined {
  if (azureCli.isInstalled()) return undefined;
  const python = ['python3', 'python'].find((name) => run(name, ['--version']).status === 0);
  if (python === undefined) return 'there is no Python on this machine';
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const environment = run(python, ['-m', 'venv', folder]);
  if (environment.status !== 0) return `Python makes no virtual environment: ${lastLine(environment)}`;
  const installation = run(azureCli.python, [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    `azure-cli==${azureCliVersion}`,
  ]);
  if (installation.status !== 0) return refused(installation);
  writeFileSync(marker, '');
  return undefined;
}

interface Ended {
  readonly status: number | null;
  readonly stderr: string;
}

function run(command: string, options: readonly string[]): Ended {
  const { status, stderr, error } = spawnSync(command, options, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { status, stderr: error === undefined ? stderr : error.message };
}

/** Of an index that it cannot reach, pip says that it knows no version at all. */
function refused(installation: Ended): string {
  if (installation.stderr.includes('(from versions: none)')) return "Python's package index cannot be reached";
  throw new AzureCliError(`azure-cli ${azureCliVersion} could not be installed: ${lastLine(installation)}`);
}

function lastLine({ stderr }: Ended): string {
  return stderr.trim().split('\n').at(-1) ?? '';
}
