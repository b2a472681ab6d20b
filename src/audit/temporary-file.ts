import { randomUUID } from 'node:crypto';
import { fstatSync, openSync, readSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file that this process alone may read, until it ends. */
export interface TemporaryFile {
  /** @throws {TemporaryFileError} where there is no room for it */
  append(text: string): Place;
  /** In UTF-8. */
  read(place: Place): Buffer;
}

/** Where a text lies in the file, in bytes. */
interface Place {
  readonly at: number;
  readonly size: number;
}

/** The folder for temporary files takes no more, or nothing at all. The message says what to do. */
export class TemporaryFileError extends Error {
  override readonly name = 'TemporaryFileError';
  constructor(folder: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `What was audited is kept in ${folder}, some 80 KB a cluster, until the report is written, and that failed: ${reason}. Make room there, or name another folder for temporary files with TMPDIR (on Windows TEMP).`,
      { cause },
    );
  }
}

/**
 * It has no name once it is open: however the process ends, nothing of it stays, and nobody else can open it.
 * @throws {TemporaryFileError} where the folder cannot be written to
 */
export function openTemporaryFile(folder = tmpdir()): TemporaryFile {
  const path = join(folder, `kubenet-audit-${randomUUID()}`);
  const file = orSay(folder, () => openSync(path, 'wx+', 0o600));
  orSay(folder, () => unlinkSync(path));
  let end = 0;
  return {
    append: (text) => {
      orSay(folder, () => writeFileSync(file, text));
      // The file knows how many bytes it was: to count them takes as long as to write them.
      const place = { at: end, size: fstatSync(file).size - end };
      end += place.size;
      return place;
    },
    read: ({ at, size }) => {
      const bytes = Buffer.allocUnsafeSlow(size);
      const read = readSync(file, bytes, 0, size, at);
      if (read < size) throw new Error(`Of ${size} bytes that were written at ${at} only ${read} could be read again.`);
      return bytes;
    },
  };
}

function orSay<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new TemporaryFileError(folder, error);
  }
}
