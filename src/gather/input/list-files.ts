import type { Dirent, Stats } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { decodeText } from './decode-text.ts';

/** A file to read, and when it was written. */
interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

/** What a folder holds: files that may hold resources, and those that cannot be read, each with what to do. */
export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly unused: readonly { readonly path: string; readonly reason: string }[];
}

/** The largest file that is read. V8 holds no text of 512 MB, and what is made of a text takes several times its size. */
const largestFile = 256 * 1024 * 1024;

const jsonFile = /\.(json|ndjson|jsonl|txt)$/i;

/** What to run where a file cannot be used. */
export const saveAsJson = 'save what the Azure CLI prints with "-o json", as in "az aks list -o json"';

/** Forms in which people save the same things, by the end of a file's name, with what to do. Other files are none of an audit's. */
const otherForms: readonly { readonly ends: RegExp; readonly reason: string }[] = [
  { ends: /\.(csv|tsv|xlsx)$/i, reason: `It is a table, which leaves out most of a resource: ${saveAsJson}.` },
  {
    ends: /\.tfstate(\.backup)?$/i,
    reason: `It is a Terraform state, which tells what was applied and not what is there: ${saveAsJson}.`,
  },
  { ends: /\.(ya?ml)$/i, reason: `It is YAML: ${saveAsJson}.` },
  {
    ends: /\.(clixml|xml)$/i,
    reason: `It is XML: ${saveAsJson}, or pipe objects through "ConvertTo-Json -Depth 20".`,
  },
  { ends: /\.(zip|gz|tgz|tar|7z)$/i, reason: 'It is an archive: unpack it into this folder.' },
];

/**
 * Every file below the folder, hidden ones too, in the order of their paths. A link to a file is followed; one to a folder is not, so that
 * no circle is walked.
 */
export async function listFiles(directory: string): Promise<FoundFiles> {
  const found: { files: FoundFile[]; unused: { path: string; reason: string }[] } = { files: [], unused: [] };
  await walk(resolve(directory), found);
  found.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return found;
}

async function walk(directory: string, found: { files: FoundFile[]; unused: { path: string; reason: string }[] }) {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      if (entry.name === '.git') continue;
      await walk(path, found).catch((error: unknown) => {
        found.unused.push({ path, reason: `The folder cannot be read: ${messageOf(error)}` });
      });
      continue;
    }
    const form = otherForms.find(({ ends }) => ends.test(entry.name));
    if (form !== undefined) found.unused.push({ path, reason: form.reason });
    else if (entry.isFile() || entry.isSymbolicLink()) await add(path, entry, found);
  }
}

async function add(
  path: string,
  entry: Dirent,
  found: { files: FoundFile[]; unused: { path: string; reason: string }[] },
): Promise<void> {
  const target = await stat(path).catch((error: unknown) => messageOf(error));
  if (typeof target === 'string') {
    found.unused.push({ path, reason: `It is a link that leads nowhere (${target}): put the file itself there.` });
    return;
  }
  if (!target.isFile() && !target.isDirectory()) return;
  const isNamed = jsonFile.test(path);
  const reason = isNamed || target.isDirectory() ? whyNotRead(target, entry) : await whyNotNamed(path);
  if (reason !== undefined) found.unused.push({ path, reason });
  else if (isNamed && target.isFile()) found.files.push({ path, savedAt: target.mtimeMs });
}

const bytesToTellJson = 256;

/** Of a file with any other name, whether it holds JSON all the same. */
async function whyNotNamed(path: string): Promise<string | undefined> {
  const file = await open(path).catch(() => undefined);
  // Nobody said that an audit should read it.
  if (file === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytesToTellJson), 0, bytesToTellJson);
    const begins = decodeText(buffer.subarray(0, bytesRead));
    return begins !== undefined && /^\s*([[{]\s*){1,3}("|$)/.test(begins)
      ? 'It may hold JSON, but its name does not say so, and it is not read: give it a name that ends in .json.'
      : undefined;
  } finally {
    await file.close();
  }
}

function whyNotRead(target: Stats, entry: Dirent): string | undefined {
  if (target.isDirectory() && entry.isSymbolicLink()) {
    return 'It is a link to a folder, which is not followed: put the folder itself there.';
  }
  return target.size > largestFile
    ? `It holds ${Math.round(target.size / 1024 / 1024)} MB, and a file of more than ${largestFile / 1024 / 1024} MB is not read: save one list a file, or one subscription a file.`
    : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
