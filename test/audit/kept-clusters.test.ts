import { execFile } from 'node:child_process';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { keepClusters } from '../../src/audit/kept-clusters.ts';
import { openTemporaryFile, TemporaryFileError } from '../../src/audit/temporary-file.ts';
import { clusterJson } from '../../src/model/cluster-json.ts';
import { aCluster } from '../report/a-cluster.ts';

const newFolder = () => mkdtemp(join(tmpdir(), 'kubenet-audit-test-'));
const clusters = ['plain', 'Köln → 東京 🦀', ''].map((name) => aCluster({ name, tags: { b: name, a: 'first' } }));

describe('clusters that are kept until they are written', () => {
  it.each([
    ['in memory', 3],
    ['in a file', 20_000],
  ])('come as they were added, as often as asked, %s', async (_, expected) => {
    const kept = keepClusters(expected);
    for (const cluster of clusters) kept.add(cluster);
    const texts = async () => {
      const parts = await Array.fromAsync<string | Uint8Array>(kept.read().json?.() ?? []);
      return parts.map((each) => Buffer.from(each).toString());
    };

    expect(kept.count).toBe(3);
    expect(await Array.fromAsync(kept.read())).toEqual(clusters);
    expect(await texts()).toEqual(clusters.map(clusterJson));
    expect(await texts()).toEqual(clusters.map(clusterJson));
    expect(await Array.fromAsync(kept.read())).toEqual(clusters);
  });

  it('may be read while more are added', async () => {
    const kept = keepClusters(20_000);
    for (const cluster of clusters) {
      kept.add(cluster);
      expect((await Array.fromAsync(kept.read())).at(-1)).toEqual(cluster);
    }
  });
});

describe('a temporary file', () => {
  it('has no name while it is open, so that nothing stays of it', async () => {
    const folder = await newFolder();
    const file = openTemporaryFile(folder);
    const place = file.append('secret');

    expect(file.read(place).toString()).toBe('secret');
    expect(await readdir(folder)).toEqual([]);
  });

  it('says what to do where the folder is not there, or is none', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'file'), '');
    for (const wrong of ['nowhere', 'file']) {
      const path = join(folder, wrong);
      expect(() => openTemporaryFile(path)).toThrow(TemporaryFileError);
      expect(() => openTemporaryFile(path)).toThrow(
        new RegExp(`kept in .*${wrong}, .* failed: E.*TMPDIR \\(on Windows TEMP\\)\\.$`),
      );
    }
  });

  // A shell's limit on the size of files is what a full disk is to a process.
  it.skipIf(process.platform === 'win32')('says what to do where there is no more room', async () => {
    const module = JSON.stringify(join(import.meta.dirname, '../../src/audit/temporary-file.ts'));
    const script = `
      const { openTemporaryFile } = await import(${module});
      process.on('SIGXFSZ', () => {});
      const file = openTemporaryFile(process.env.FOLDER);
      const before = file.append('x'.repeat(500));
      try { file.append('x'.repeat(1024 * 1024)); } catch (error) { console.log(error.name, error.message); }
      console.log(file.read(before).length);`;
    const folder = await newFolder();
    const { stdout } = await promisify(execFile)(
      'bash',
      ['-c', 'ulimit -f 8 && exec "$0" --input-type=module -e "$1"', process.execPath, script],
      { env: { ...process.env, FOLDER: folder } },
    );

    expect(stdout).toMatch(/^TemporaryFileError What was audited is kept in .* failed: E.* Make room there, or/);
    expect(stdout).toMatch(/\n500\n$/);
  });
});
