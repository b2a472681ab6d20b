import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { azureCli } from '../../scripts/azure-cli/environment.ts';

const runner = fileURLToPath(new URL('../../scripts/azure-cli/run_commands.py', import.meta.url));

/** One line for the Azure CLI, and where to save what it prints. */
export interface AzCommand {
  readonly command: string;
  readonly file?: string;
}

export interface AzResult {
  readonly command: string;
  readonly exitCode: number;
  readonly stderr: string;
}

/** Whom the Azure CLI talks to, and whom it trusts. */
export interface AzSurroundings {
  /** The CLI's own files: clouds, tokens, subscriptions. */
  readonly configFolder: string;
  /** The certificate authority of the simulated Azure. */
  readonly caFile: string;
}

/** Runs the lines with the real Azure CLI, one after the other. */
export async function runAz(
  commands: readonly AzCommand[],
  surroundings: AzSurroundings,
): Promise<readonly AzResult[]> {
  const child = spawn(azureCli.python, [runner], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      AZURE_CONFIG_DIR: surroundings.configFolder,
      REQUESTS_CA_BUNDLE: surroundings.caFile,
      AZURE_CORE_COLLECT_TELEMETRY: 'no',
      AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no',
      // As in an Azure that is not Microsoft's: otherwise the sign-in library asks Microsoft whether it knows the authority.
      AZURE_CORE_INSTANCE_DISCOVERY: 'false',
    },
  });
  child.stdin.end(JSON.stringify(commands));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`The Azure CLI could not be run: it ended with ${code}: ${stderr}`);
  // What the script beside us printed.
  const results: readonly AzResult[] = JSON.parse(stdout);
  return results;
}
