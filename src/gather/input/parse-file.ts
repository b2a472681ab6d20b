import { readFile } from 'node:fs/promises';
import { type KubernetesDocument, kubernetesDocument } from './kubernetes-document.ts';
import { type SavedResource, savedResources } from './saved-resources.ts';
import { type ClusterTie, isOnlyTie, readTie } from './tie-to-cluster.ts';

/** What one file gave. A file with nothing of it and no trouble holds JSON that no audit reads. */
export interface ParsedFile {
  readonly resources: readonly SavedResource[];
  readonly kubernetes: readonly KubernetesDocument[];
  /** Where it is a `cluster.json`. */
  readonly tie: ClusterTie | undefined;
  /** Why it, or a part of it, could not be used. */
  readonly trouble: string | undefined;
}

/** Reads a `*.json` file as one document, an `*.ndjson` file as one for each line. Never throws for what is in it. */
export async function parseFile(path: string): Promise<ParsedFile> {
  try {
    const text = decode(await readFile(path));
    return /\.ndjson$/i.test(path) ? parseLines(text) : parseDocument(path, JSON.parse(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ...nothing,
      trouble: error instanceof SyntaxError ? `It is not JSON: ${reason}` : `It could not be read: ${reason}`,
    };
  }
}

const nothing = { resources: [], kubernetes: [], tie: undefined, trouble: undefined };

function parseDocument(path: string, document: unknown): ParsedFile {
  const tie = readTie(path, document);
  if (tie !== undefined && isOnlyTie(tie)) return { ...nothing, tie };
  const objects = kubernetesDocument(document);
  if (objects !== undefined) return { ...nothing, kubernetes: [objects] };
  return { ...nothing, tie, ...savedResources(document) };
}

/** Windows PowerShell's `>` writes UTF-16 with a byte order mark. */
function decode(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isUtf16 ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
}

/** One broken line spoils the file: a list with a hole would be mistaken for all there is. */
function parseLines(text: string): ParsedFile {
  const resources: SavedResource[] = [];
  const kubernetes: KubernetesDocument[] = [];
  const troubles = new Set<string>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const json = parseLine(line, index + 1);
    const objects = kubernetesDocument(json);
    if (objects !== undefined) {
      kubernetes.push(objects);
      continue;
    }
    const document = savedResources(json);
    for (const resource of document.resources) resources.push(resource);
    if (document.trouble !== undefined) troubles.add(document.trouble);
  }
  return { resources, kubernetes, tie: undefined, trouble: troubles.size === 0 ? undefined : [...troubles].join(' ') };
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new SyntaxError(`line ${number}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
