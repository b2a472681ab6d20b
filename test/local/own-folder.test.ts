import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ownFolder } from '../../src/local/own-folder.ts';

it('is empty, leaves what a running process has, and removes what is left of others', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'kubenet-audit-own-'));
  try {
    const [own, running] = [String(process.pid), String(process.ppid)];
    const { pid: ended } = spawnSync(process.execPath, ['--version']);
    for (const name of [own, running, String(ended), 'azurite']) {
      await mkdir(join(parent, name));
      await writeFile(join(parent, name, 'kept'), '');
    }
    const folder = await ownFolder(parent);

    expect(folder).toBe(join(parent, own));
    expect(await readdir(folder)).toEqual([]);
    expect((await readdir(parent)).sort()).toEqual([own, running].sort());
    expect(await readdir(join(parent, running))).toEqual(['kept']);
  } finally {
    await rm(parent, { recursive: true });
  }
});
