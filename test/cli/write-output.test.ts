import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { writeOutput } from '../../src/cli/write-output.ts';
import { useFolders } from './folder.ts';

const folderOf = useFolders();

function anIo(changes: Partial<Io> = {}): Io {
  return {
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    env: {},
    isTerminal: { stdout: false, stderr: false },
    columns: undefined,
    now: () => new Date(0),
    interrupted: new AbortController().signal,
    ...changes,
  };
}

async function* chunks(...all: readonly (string | Error | (() => void))[]): AsyncGenerator<string> {
  for (const each of all) {
    if (each instanceof Error) throw each;
    if (typeof each === 'string') yield each;
    else each();
  }
}

describe('writeOutput', () => {
  it('leaves the file as it was, and nothing beside it, when rendering fails', async () => {
    const folder = await folderOf({ 'report.json': 'before' });
    const output = join(folder, 'report.json');
    const half = 'x'.repeat(100_000);

    await expect(writeOutput(chunks(half, new Error('defect')), output, anIo())).rejects.toThrow('defect');
    expect(await readFile(output, 'utf8')).toBe('before');
    expect(await readdir(folder)).toEqual(['report.json']);
  });

  it('has removed the unfinished file by the time an interruption was told', async () => {
    const folder = await folderOf();
    const person = new AbortController();
    const seen: Promise<string[]>[] = [];
    const interrupt = () => {
      seen.push(readdir(folder));
      person.abort();
      seen.push(readdir(folder));
    };
    const writing = writeOutput(chunks('x'.repeat(100_000), interrupt, 'rest'), join(folder, 'report.json'), {
      ...anIo(),
      interrupted: person.signal,
    });

    await expect(writing).rejects.toThrow('ENOENT');
    expect(await readdir(folder)).toEqual([]);
    expect(await seen[1]).toEqual([]);
  });

  it('writes through a symbolic link', async () => {
    const folder = await folderOf();
    await mkdir(join(folder, 'reports'));
    await writeFile(join(folder, 'reports/today.json'), 'before');
    await symlink(join(folder, 'reports/today.json'), join(folder, 'latest.json'));

    await writeOutput(chunks('after'), join(folder, 'latest.json'), anIo());
    expect(await readFile(join(folder, 'reports/today.json'), 'utf8')).toBe('after');
  });

  it('ends when the reader of standard output went away', async () => {
    const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done(gone) });
    stdout.on('error', () => {});

    await writeOutput(chunks('x'.repeat(100_000), new Error('went on rendering')), '-', anIo({ stdout }));
  });

  it('tells every other trouble of standard output', async () => {
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done(full) });
    stdout.on('error', () => {});

    await expect(writeOutput(chunks('x'), '-', anIo({ stdout }))).rejects.toThrow('no space left');
  });

  it('waits for a slow reader', async () => {
    const taken: number[] = [];
    const stdout = new Writable({
      highWaterMark: 1,
      write: (chunk: Buffer, _encoding, done) => {
        taken.push(chunk.length);
        setImmediate(done);
      },
    });
    await writeOutput(chunks('x'.repeat(70_000), 'y'.repeat(70_000), 'z'), '-', anIo({ stdout }));
    expect(taken).toEqual([70_000, 70_000, 1]);
  });
});
