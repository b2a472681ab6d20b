import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from './errors.ts';

const root = join(import.meta.dirname, '..', '..');

/**
 * The folder of the clone this CLI runs from: `demo` and `serve` start the app that lies in it.
 * @throws {CommandError} from the packed command, which holds no app
 */
export function projectRoot(command: 'demo' | 'serve'): string {
  if (existsSync(join(root, 'simulated-azure', 'main.ts'))) return root;
  throw new CommandError(
    `"${command}" starts the Functions app and what it needs, which a clone of the project has and this package has not: clone it, and run "npm run -s cli -- ${command}" there.`,
  );
}
