import { AsyncLocalStorage } from 'node:async_hooks';
import { AzureAnswerError } from './errors.ts';
import { asRecord } from './json-record.ts';

/** One answer of Azure, parsed and nothing else. */
export interface ArmAnswer {
  readonly body: unknown;
  /** How long its text was, in characters. */
  readonly bytes: number;
  header(name: string): string | undefined;
}

type Page = ArmAnswer & { readonly url: string };

interface Call {
  /** Addresses this call has asked for. */
  readonly asked: Set<string>;
  /** Which one Azure's clients are to ask, which are made for none. */
  subscriptionId: string | undefined;
  /** Keeps an answer; gives what is left for the client that asked. */
  take: (answer: Page) => unknown;
}

const calls = new AsyncLocalStorage<Call>();

/** The call that the request under way belongs to: pages are asked for by Azure's clients, which pass nothing on. */
export function callInProgress(): Call {
  const call = calls.getStore();
  if (call === undefined) throw new Error('Azure is read through createArmClient only.');
  return call;
}

async function runCall(take: Call['take'], ask: () => Promise<unknown>): Promise<void> {
  const call: Call = { asked: new Set(), subscriptionId: undefined, take };
  try {
    await calls.run(call, ask);
  } finally {
    // A connection that is kept alive remembers the call it was opened in; it must not keep the answers too.
    call.take = takeNothing;
  }
}

function takeNothing(): never {
  throw new Error('An answer came after its call had ended.');
}

/**
 * Runs a call of one request.
 * @throws {AzureAnswerError} never by itself; what the pipeline throws goes through
 */
export async function answerOf(ask: () => Promise<unknown>): Promise<ArmAnswer> {
  let kept: ArmAnswer | undefined;
  const take = (answer: Page) => {
    kept = answer;
    return {};
  };
  await runCall(take, ask);
  if (kept === undefined) throw new Error('The call ended without a request.');
  return kept;
}

/**
 * Runs a call that may ask for several pages, and gives the items of all of them.
 * @throws {AzureAnswerError} when a page has no `value`, or links to no address
 */
export async function itemsOf(ask: () => Promise<unknown>): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  const take = (page: Page) => {
    const { value, nextLink } = readPage(page);
    // One push an item: spreading tens of thousands overflows the stack.
    for (const item of value) items.push(item);
    return { value: [], nextLink };
  };
  await runCall(take, ask);
  return items;
}

function readPage({ body, url }: Page): { readonly value: readonly unknown[]; readonly nextLink: string | undefined } {
  const page = asRecord(body);
  const value = page?.['value'];
  const { pathname } = new URL(url);
  if (!Array.isArray(value)) throw new AzureAnswerError('Azure answered a list without "value".', pathname);
  const nextLink = page?.['nextLink'];
  if (typeof nextLink !== 'string' || nextLink === '') return { value, nextLink: undefined };
  // A link that is no address at all breaks the protocol as much as one to another host.
  const next = URL.parse(nextLink, url);
  if (next === null) throw new AzureAnswerError('Azure answered with a link that is no address.', pathname);
  return { value, nextLink: next.href };
}

/** The address of the page after the one that `rawPages` handed on. */
export function nextPageOf({ bodyAsText }: { readonly bodyAsText?: string | null }): string | undefined {
  const nextLink = asRecord(JSON.parse(bodyAsText ?? '{}'))?.['nextLink'];
  return typeof nextLink === 'string' ? nextLink : undefined;
}
