import { readFile } from 'node:fs/promises';
import { looksCut, type Page } from './cut-list.ts';
import { decodeText } from './decode-text.ts';
import { type KubernetesDocument, kubernetesDocument } from './kubernetes-document.ts';
import type { SavedResource } from './saved-resource.ts';
import { savedResources } from './saved-resources.ts';
import { type ClusterTie, isOnlyTie, readTie } from './tie-to-cluster.ts';
import { whyNotJson } from './why-not-json.ts';

/** What one file gave. A file with nothing of it and no trouble holds JSON that no audit reads. */
export interface ParsedFile {
  readonly resources: readonly SavedResource[];
  readonly kubernetes: readonly KubernetesDocument[];
  /** Where it is a `cluster.json`. */
  readonly tie: ClusterTie | undefined;
  /** Where it says of itself that more follows, or went before. */
  readonly pages: readonly Page[];
  /** Why it, or a part of it, could not be used. */
  readonly trouble: string | undefined;
}

/** Reads a `*.ndjson` or `*.jsonl` file as one document for each line, any other as one document. Never throws for what is in it. */
export async function parseFile(path: string): Promise<ParsedFile> {
  const bytes = await readFile(path).catch((error: unknown) => messageOf(error));
  if (typeof bytes === 'string') return { ...nothing, trouble: `It could not be read: ${bytes}` };
  const text = decodeText(bytes);
  if (text === undefined) return { ...nothing, trouble: 'It is text in UTF-32: save it in UTF-8.' };
  try {
    const document: unknown = JSON.parse(text);
    return parseDocument(path, document);
  } catch (error) {
    if (!(error instanceof SyntaxError)) return { ...nothing, trouble: `It could not be read: ${messageOf(error)}` };
    return isOfLines(path, text) ? parseLines(text) : { ...nothing, trouble: whyNotJson(text, error) };
  }
}

const nothing = { resources: [], kubernetes: [], tie: undefined, pages: [], trouble: undefined };

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isOfLines(path: string, text: string): boolean {
  return /\.(ndjson|jsonl)$/i.test(path) && text.trim() !== '';
}

function parseDocument(path: string, document: unknown): ParsedFile {
  const tie = readTie(path, document);
  if (tie !== undefined && isOnlyTie(tie)) return { ...nothing, tie };
  const objects = kubernetesDocument(document);
  if (objects !== undefined) return { ...nothing, kubernetes: [objects] };
  const { page, ...saved } = savedResources(document, path);
  return { ...nothing, tie, ...saved, pages: page === undefined ? [] : [page] };
}

/** One broken line spoils the file: a list with a hole would be mistaken for all there is. */
function parseLines(text: string): ParsedFile {
  const documents: unknown[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const document = parseLine(line);
    if (document instanceof SyntaxError) {
      return { ...nothing, trouble: `On line ${index + 1}: ${whyNotJson(line, document)}` };
    }
    documents.push(document);
  }
  return ofDocuments(documents);
}

function ofDocuments(documents: readonly unknown[]): ParsedFile {
  const kubernetes = documents.map((document) => kubernetesDocument(document));
  const saved = documents.flatMap((document, at) => (kubernetes[at] === undefined ? [savedResources(document)] : []));
  const troubles = new Set(saved.flatMap(({ trouble }) => trouble ?? []));
  const cut = looksCut(saved.flatMap(({ isList, resources }) => (isList ? [] : resources.flatMap(bodyOf))));
  return {
    ...nothing,
    resources: saved.flatMap(({ resources }) => (cut === undefined ? resources : resources.map(ofPart))),
    kubernetes: kubernetes.filter((each) => each !== undefined),
    pages: [...saved.flatMap(({ page }) => page ?? []), ...(cut === undefined ? [] : [cut])],
    trouble: troubles.size === 0 ? undefined : [...troubles].join(' '),
  };
}

function ofPart(saved: SavedResource): SavedResource {
  return saved.kind === 'resource' ? { ...saved, ofCutList: true } : saved;
}

function bodyOf(saved: SavedResource): unknown[] {
  return saved.kind === 'resource' ? [saved.body] : [];
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}
