import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { azureCli } from '../../scripts/azure-cli/environment.ts';

const parser = fileURLToPath(new URL('../../scripts/azure-cli/parse_commands.py', import.meta.url));

/** What the Azure CLI says against each command; null where it accepts it. No command is run, and nobody is signed in. */
export function refusals(commands: readonly string[]): ReadonlyMap<string, string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'kubenet-audit-az-'));
  // Some options read the file that they name while they are parsed.
  for (const name of ['proxy.json', 'url.txt', 'credential.json']) writeFileSync(join(folder, name), '{}');
  try {
    const { status, stdout, stderr } = spawnSync(azureCli.python, [parser], {
      cwd: folder,
      input: JSON.stringify(commands),
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      env: {
        ...process.env,
        AZURE_CONFIG_DIR: folder,
        AZURE_CORE_COLLECT_TELEMETRY: 'no',
        // Otherwise an unknown command is looked for among the extensions on the internet.
        AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no',
      },
    });
    if (status !== 0) throw new Error(`The parser of the Azure CLI ended with ${status}: ${stderr}`);
    // What the script beside us printed.
    const answers: readonly { command: string; error: string | null }[] = JSON.parse(stdout);
    return new Map(answers.map(({ command, error }) => [command, error]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
