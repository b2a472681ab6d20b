import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackagedFile } from './bundle.ts';

/** Replaces the folder's content with the files. */
export async function writePackage(folder: string, files: readonly PackagedFile[]): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { path, contents } of files) await writeFile(join(folder, path), contents);
}

export function textFile(path: string, text: string): PackagedFile {
  return { path, contents: Buffer.from(text) };
}

export function jsonFile(path: string, value: unknown): PackagedFile {
  return textFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
