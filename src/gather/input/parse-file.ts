import { readFile } from 'node:fs/promises';
import type { Page } from './cut-list.ts';
import { type KubernetesDocument, kubernetesDocument } from './kubernetes-document.ts';
import { saveAsJson } from './list-files.ts';
import type { SavedResource } from './saved-resource.ts';
import { savedResources } from './saved-resources.ts';
import { type ClusterTie, isOnlyTie, readTie } from './tie-to-cluster.ts';

/** What one file gave. A file with nothing of it and no trouble holds JSON that no audit reads. */
export interface ParsedFile {
  readonly resources: readonly SavedResource[];
  readonly kubernetes: readonly KubernetesDocument[];
  /** Where it is a `cluster.json`. */
  readonly tie: ClusterTie | undefined;
  /** Where it says of itself that more follows, or went before. */
  readonly page: Page | undefined;
  /** Why it, or a part of it, could not be used. */
  readonly trouble: string | undefined;
}

/** Reads a `*.ndjson` or `*.jsonl` file as one document for each line, any other as one document. Never throws for what is in it. */
export async function parseFile(path: string): Promise<ParsedFile> {
  try {
    const text = decode(await readFile(path));
    if (/\.txt$/i.test(path) && !/^\s*[[{]/.test(text)) return nothing;
    return /\.(ndjson|jsonl)$/i.test(path) ? parseLines(text) : parseDocument(path, JSON.parse(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const trouble = error instanceof SyntaxError ? notJson(reason) : `It could not be read: ${reason}`;
    return { ...nothing, trouble };
  }
}

const nothing = { resources: [], kubernetes: [], tie: undefined, page: undefined, trouble: undefined };

function parseDocument(path: string, document: unknown): ParsedFile {
  const tie = readTie(path, document);
  if (tie !== undefined && isOnlyTie(tie)) return { ...nothing, tie };
  const objects = kubernetesDocument(document);
  if (objects !== undefined) return { ...nothing, kubernetes: [objects] };
  return { ...nothing, tie, ...savedResources(document, path) };
}

/** V8 says so of a text that goes on after its first document. */
const goesOn = /after JSON at position/;
const endsTooSoon = /Unexpected end of JSON input|Unterminated/;

function notJson(reason: string): string {
  if (goesOn.test(reason)) {
    return `It is not JSON: ${reason}. It may hold several documents, one after the other: give each a file of its own, or a line of its own in a .ndjson file.`;
  }
  if (endsTooSoon.test(reason)) return `It is not JSON: ${reason}. It ends too soon: save it again.`;
  return `It is not JSON: ${reason}. Instead, ${saveAsJson}.`;
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
  const trouble = troubles.size === 0 ? undefined : [...troubles].join(' ');
  return { ...nothing, resources, kubernetes, trouble };
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new SyntaxError(`line ${number}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
