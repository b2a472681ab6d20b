import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** An empty folder in `parent` for this process alone. What processes that have ended left there is removed. */
export async function ownFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  const own = String(process.pid);
  for (const name of await readdir(parent)) {
    if (name === own || !isRunning(name)) await rm(join(parent, name), { recursive: true, force: true });
  }
  const folder = join(parent, own);
  await mkdir(folder);
  return folder;
}

function isRunning(name: string): boolean {
  if (!/^[1-9]\d*$/.test(name)) return false;
  try {
    process.kill(Number(name), 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
