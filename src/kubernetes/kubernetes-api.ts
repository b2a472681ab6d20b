import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type ClusterAnswer, createClusterClient } from './cluster-client.ts';
import { KubernetesRequestError } from './errors.ts';
import type { ClusterAccess } from './kubeconfig.ts';
import { type KubernetesRead, listPath } from './kubernetes-reads.ts';

/** Reads lists from one cluster's API. Nothing here can write: every request is a GET of a path in `kubernetesReads`. */
export interface KubernetesApi {
  /**
   * Every object of a kind, page after page; none where the kind's API is optional and not there.
   * @throws {KubernetesRequestError} when a page was refused, did not come in time, or is no list
   */
  list(read: KubernetesRead): Promise<readonly unknown[]>;
  /** Ends its connections. */
  close(): void;
}

/** What reading a list may take. */
export interface ListLimits {
  readonly pageSize: number;
  readonly mostPages: number;
  /** Of one page, body included. */
  readonly pageTimeoutMs: number;
}

/** 100,000 objects of a kind: twenty for each node of the largest cluster that AKS allows. */
export const standardLimits: ListLimits = { pageSize: 500, mostPages: 200, pageTimeoutMs: 20_000 };

/** Times that a page is asked for again where the API has too much to do; how long it may ask to wait, and what is waited where it asks nothing. */
const mostRetries = 3;
const longestRetryAfterMs = 10_000;
const usualRetryAfterMs = 1000;

/** Times that a list is begun anew, because the API forgot where it was. */
const mostRestarts = 2;

/**
 * The form of an answer that holds no more of each object than its metadata.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches
 */
const namesOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

export interface KubernetesApiOptions {
  readonly access: ClusterAccess;
  /** For a cluster that takes tokens of Microsoft Entra. */
  readonly token: string | undefined;
  readonly limits: ListLimits;
  /** Ends everything that is under way. */
  readonly signal: AbortSignal;
}

/** Opens no connection before the first list. */
export function openKubernetesApi({ access, token, limits, signal }: KubernetesApiOptions): KubernetesApi {
  const client = createClusterClient(access, token);

  async function get(url: URL, accept: string): Promise<ClusterAnswer> {
    for (let retries = 0; ; retries += 1) {
      const answer = await getOnce(url, accept);
      if (answer.status !== 429 || retries === mostRetries) return answer;
      const asked = Math.min(answer.retryAfterMs || usualRetryAfterMs, longestRetryAfterMs);
      await wait(asked, undefined, { signal }).catch((cause: unknown) => {
        throw new KubernetesRequestError(whyNoAnswer(cause, limits, signal), { path: url.pathname, cause });
      });
    }
  }

  async function getOnce(url: URL, accept: string): Promise<ClusterAnswer> {
    const timeout = AbortSignal.timeout(limits.pageTimeoutMs);
    try {
      return await client.get(url, accept, AbortSignal.any([signal, timeout]));
    } catch (error) {
      const cause = timeout.aborted && !signal.aborted ? timeout.reason : error;
      throw new KubernetesRequestError(whyNoAnswer(cause, limits, signal), { path: url.pathname, cause });
    }
  }

  async function readPage(read: KubernetesRead, token: string | undefined): Promise<Page> {
    const url = new URL(`${access.server}${listPath(read)}`);
    url.searchParams.set('limit', String(limits.pageSize));
    if (token !== undefined) url.searchParams.set('continue', token);
    const answer = await get(url, read.namesOnly === true ? namesOnly : 'application/json');
    if (answer.status === 404 && read.isOptional === true) return { items: [], next: undefined };
    if (answer.status === 410 && token !== undefined) return 'forgotten';
    if (answer.status !== 200) throw refusal(answer, url.pathname);
    const { items, metadata } = parsePage(answer, read, url.pathname);
    return { items, next: metadata?.continue || undefined };
  }

  /** Undefined where the API forgot the list that was being read. */
  async function readPages(read: KubernetesRead): Promise<readonly unknown[] | undefined> {
    const items: unknown[] = [];
    let token: string | undefined;
    for (let pages = 0; pages < limits.mostPages; pages += 1) {
      const page = await readPage(read, token);
      if (page === 'forgotten') return undefined;
      // One push per object: spreading tens of thousands overflows the stack.
      for (const item of page.items) items.push(item);
      token = page.next;
      if (token === undefined) return items;
    }
    const path = listPath(read);
    throw new KubernetesRequestError(`it has more than ${limits.mostPages * limits.pageSize} objects`, {
      status: 200,
      path,
    });
  }

  return {
    list: async (read) => {
      for (let restarts = 0; restarts <= mostRestarts; restarts += 1) {
        const items = await readPages(read);
        if (items !== undefined) return items;
      }
      throw new KubernetesRequestError('it forgot the list again and again while it was being read', {
        status: 410,
        path: listPath(read),
      });
    },
    close: () => client.close(),
  };
}

/** `forgotten`: the token for it has expired, as tokens do after some minutes. */
type Page = { readonly items: readonly unknown[]; readonly next: string | undefined } | 'forgotten';

const pageSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  items: z
    .array(z.unknown())
    .nullish()
    .transform((items) => items ?? []),
  metadata: z.object({ continue: z.string().nullish() }).nullish(),
});

/** A 200 may be of a proxy, or of something else than was asked for: an empty one of those would pass for "none". */
function parsePage({ text }: ClusterAnswer, read: KubernetesRead, path: string): z.infer<typeof pageSchema> {
  const page = pageSchema.safeParse(tryJson(text));
  const { group, version, kind } = read;
  const own = { apiVersion: group === '' ? version : `${group}/${version}`, kind: `${kind}List` };
  const isOwn = page.data?.apiVersion === own.apiVersion && page.data.kind === own.kind;
  const isNames = read.namesOnly === true && page.data?.kind === 'PartialObjectMetadataList';
  if (page.success && (isOwn || isNames)) return page.data;
  throw new KubernetesRequestError(`the API answered with something that is no list of ${kind}`, { status: 200, path });
}

const statusSchema = z.object({ message: z.string() });

function refusal({ status, text }: ClusterAnswer, path: string): KubernetesRequestError {
  const told = statusSchema.safeParse(tryJson(text));
  return new KubernetesRequestError(`${status}: ${told.success ? told.data.message : 'the API gave no reason'}`, {
    status,
    path,
  });
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page, or nothing: the caller says so.
    return undefined;
  }
}

function whyNoAnswer(cause: unknown, { pageTimeoutMs }: ListLimits, signal: AbortSignal): string {
  if (signal.aborted) return 'the time for this cluster was over';
  if (cause instanceof Error && cause.name === 'TimeoutError') return `no answer came within ${pageTimeoutMs / 1000} s`;
  return innermost(cause);
}

/** `fetch failed` says nothing; what it was caused by does (`ENOTFOUND`, `ECONNREFUSED`, a certificate). */
function innermost(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return innermost(error.cause);
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  return `${code}${error.message}`;
}
