import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const root = dirname(dirname(import.meta.dirname));

/**
 * Writes generated files, by path in the project. With `--check` it writes nothing, and fails where one differs.
 * @param command what to run to write them, for whoever reads the failure
 */
export async function writeOrCheck(files: Readonly<Record<string, string>>, command: string): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    if (!process.argv.includes('--check')) {
      await writeFile(join(root, path), text);
    } else if ((await readCurrent(join(root, path))) !== text) {
      console.error(`${path} is not what the code says: run ${command}`);
      process.exitCode = 1;
    }
  }
}

async function readCurrent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
