import { unlinkSync } from 'node:fs';
import { open, realpath, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { UsageError } from './errors.ts';
import type { Io } from './io.ts';

/** Whole, or piece by piece. */
type Text = string | AsyncIterable<string | Uint8Array>;
type Chunks = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/** Standard output, in place of a file's name. */
export const standardOutput = '-';

/**
 * Writes to standard output, or to a file that appears whole or not at all. A reader of standard output that has seen enough
 * (EPIPE) ends the writing, and is no error.
 */
export async function writeOutput(text: Text, output: string, io: Io): Promise<void> {
  const chunks = typeof text === 'string' ? [text] : text;
  if (output === standardOutput) {
    // A person reads line by line what a file takes in blocks.
    const blocks = io.isTerminal.stdout ? chunks : inBlocks(chunks);
    for await (const block of blocks) if (!(await write(io.stdout, block))) return;
  } else {
    await writeFile(chunks, output, io.interrupted);
  }
}

/** @throws {UsageError} where a file of this name cannot be written: better before an audit than after it */
export async function checkOutput(output: string): Promise<void> {
  if (output === standardOutput) return;
  if ((await kindOf(output)) === 'folder') throw new UsageError(`${output} is a folder: give --output a file in it.`);
  const folder = dirname(output);
  if ((await kindOf(folder)) !== 'folder') {
    throw new UsageError(`The folder ${folder} for --output ${output} does not exist: create it first.`);
  }
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'device' | 'nothing'> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return 'folder';
    return stats.isFile() ? 'file' : 'device';
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return 'nothing';
    throw error;
  }
}

async function writeFile(chunks: Chunks, output: string, interrupted: AbortSignal): Promise<void> {
  const kind = await kindOf(output);
  // A pipe or a device has no other file to take its place.
  if (kind === 'device') return writeInto(output, chunks);
  const target = kind === 'file' ? await realpath(output) : output;
  const unfinished = join(dirname(target), `.${basename(target)}.${process.pid}.unfinished`);
  const remove = () => removeIfThere(unfinished);
  interrupted.addEventListener('abort', remove, { once: true });
  try {
    await writeInto(unfinished, chunks);
    await rename(unfinished, target);
  } catch (error) {
    remove();
    throw error;
  } finally {
    interrupted.removeEventListener('abort', remove);
  }
}

/** At once, since the process may be about to end. */
function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

async function writeInto(path: string, chunks: Chunks): Promise<void> {
  const file = await open(path, 'w');
  try {
    for await (const block of inBlocks(chunks)) await file.writeFile(block);
  } finally {
    await file.close();
  }
}

const blockBytes = 64 * 1024;

/** Renderers yield a line at a time; a system call for each would be slow. */
async function* inBlocks(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let block: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    block.push(bytes);
    size += bytes.length;
    if (size < blockBytes) continue;
    // A large cluster's line is a block by itself: no second copy of it.
    yield block.length === 1 ? bytes : Buffer.concat(block);
    block = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(block);
}

/** Waits until the stream has taken the bytes; false when nobody reads any more. */
function write(stream: Writable, bytes: string | Uint8Array): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  stream.write(bytes, (error) => {
    if (error === null || error === undefined) resolve(true);
    else if (isClosedPipe(error)) resolve(false);
    else reject(error);
  });
  return promise;
}

export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}
