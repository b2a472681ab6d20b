import { z } from 'zod';
import { mapInOrder } from '../model/in-order.ts';
import { isRecord } from '../model/is-record.ts';
import type { ArmAnswer, ArmClient } from './arm-client.ts';
import { armReads } from './arm-reads.ts';
import { AzureAnswerError, AzureRequestError } from './errors.ts';
import { type Ask, type GraphPace, pacedAsk } from './graph-pace.ts';

/** Runs Kusto queries over Azure Resource Graph and gives every row, or an error: never a part of them. */
export interface ResourceGraph {
  /**
   * @param query must project `id` and sort by it, else its pages cannot be told apart
   * @param subscriptionIds where to look; subscriptions the identity cannot read are left out by the service without a word
   * @param roles which roles are shown: those given in these subscriptions, unless it says more. Only `authorizationresources` heeds it
   * @throws {AzureRequestError} when the service refused the query
   * @throws {AzureAnswerError} when the result was cut, or its rows do not add up
   */
  query(query: string, subscriptionIds: readonly string[], roles?: 'AtScopeAndAbove'): Promise<readonly Row[]>;
  /**
   * The same, each row read as soon as its page is there: rows weigh much more than what is read of them.
   * @param read what it throws is thrown
   */
  queryAs<T>(query: string, subscriptionIds: readonly string[], read: (row: Row) => T): Promise<readonly T[]>;
}

export type Row = Readonly<Record<string, unknown>>;

/** @see https://learn.microsoft.com/azure/governance/resource-graph/troubleshoot/general#toomanysubscription */
const subscriptionsPerQuery = 1000;
/** A page takes longer than the quota takes to allow the next: one after the other would not use it. */
const portionsAtOnce = 3;
const largestPage = 1000;
const smallestPage = 10;
/** What an answer may weigh, with some room for rows that weigh more than those before them. */
const largestAnswerBytes = 0.8 * 16 * 1024 * 1024;
const expiredTokenRestarts = 2;

export function createResourceGraph(arm: Pick<ArmClient, 'post'>, pace: GraphPace = {}): ResourceGraph {
  const ask = pacedAsk((body) => arm.post(armReads.resourceGraph, body), pace);

  async function inPortions<T>({ subscriptions, ...query }: Asked, read: (row: Row) => T): Promise<readonly T[]> {
    const rows: T[] = [];
    const found = mapInOrder(portionsOf(subscriptions), portionsAtOnce, (portion) =>
      queryAll(ask, { ...query, subscriptions: portion }, read),
    );
    for await (const portion of found) for (const row of portion) rows.push(row);
    return rows;
  }

  return {
    query: (query, subscriptions, roles) =>
      inPortions(
        { query, subscriptions, ...(roles === undefined ? {} : { authorizationScopeFilter: roles }) },
        (row) => row,
      ),
    queryAs: (query, subscriptions, read) => inPortions({ query, subscriptions }, read),
  };
}

function* portionsOf(subscriptions: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < subscriptions.length; at += subscriptionsPerQuery) {
    yield subscriptions.slice(at, at + subscriptionsPerQuery);
  }
}

interface Asked {
  readonly query: string;
  readonly subscriptions: readonly string[];
  readonly authorizationScopeFilter?: string;
}

/** All pages of one query. An expired skip token starts it over. */
async function queryAll<T>(ask: Ask, asked: Asked, read: (row: Row) => T): Promise<readonly T[]> {
  for (let restarts = 0; ; restarts += 1) {
    try {
      return await readPages(ask, asked, read);
    } catch (error) {
      if (isNoneReadable(error)) return [];
      if (!isExpiredSkipToken(error) || restarts >= expiredTokenRestarts) throw error;
    }
  }
}

async function readPages<T>(
  ask: Ask,
  { query, subscriptions, ...filter }: Asked,
  read: (row: Row) => T,
): Promise<readonly T[]> {
  const path = armReads.resourceGraph.path;
  // The table may change between pages: a row seen twice is one row.
  const rows = new Map<string, T>();
  const tokens = new Set<string>();
  let expected = 0;
  let top = largestPage;
  for (let skipToken: string | undefined; ; ) {
    const options = {
      resultFormat: 'objectArray',
      ...filter,
      ...(skipToken === undefined ? {} : { $skipToken: skipToken }),
    };
    const answered = await askForFitting(
      ask,
      (most) => ({ query, subscriptions, options: { ...options, $top: most } }),
      top,
    );
    const page = parsePage(answered.answer, path);
    if (page.resultTruncated) throw new AzureAnswerError('Resource Graph cut the result short.', path);
    for (const row of page.data) rows.set(idOf(row, path), read(row));
    expected = page.totalRecords ?? expected;
    if (page.$skipToken === undefined) break;
    if (tokens.has(page.$skipToken)) throw new AzureAnswerError('Resource Graph sent the same page again.', path);
    tokens.add(page.$skipToken);
    skipToken = page.$skipToken;
    top = rowsThatFit(answered.answer.bytes / page.data.length, answered.top);
  }
  if (rows.size < expected) {
    throw new AzureAnswerError(`Resource Graph promised ${expected} rows and sent ${rows.size}.`, path);
  }
  return [...rows.values()];
}

function idOf({ id }: Row, path: string): string {
  if (typeof id === 'string') return id.toLowerCase();
  throw new AzureAnswerError('Resource Graph sent a row without an id.', path);
}

/** One page, with as many rows as fit into an answer: where they do not, the service says by how much. */
async function askForFitting(ask: Ask, body: (top: number) => unknown, most: number) {
  for (let top = most; ; ) {
    try {
      return { answer: await ask(body(top)), top };
    } catch (error) {
      if (!isTooLarge(error) || top <= smallestPage) throw error;
      top = Math.max(smallestPage, Math.min(Math.floor(top / 2), rowsThatFit(bytesRefused(error) / top, top / 4)));
    }
  }
}

/** @param otherwise where it is not known what a row weighs */
function rowsThatFit(bytesPerRow: number, otherwise: number): number {
  const fitting = largestAnswerBytes / bytesPerRow;
  return Math.floor(
    Number.isFinite(fitting) && fitting > 0 ? Math.min(largestPage, Math.max(smallestPage, fitting)) : otherwise,
  );
}

/** `Response payload size is 17130484, and has exceeded the limit of 16777216.` */
function bytesRefused(error: unknown): number {
  return Number(/payload size is (\d+)/i.exec(error instanceof Error ? error.message : '')?.[1] ?? 0);
}

const pageSchema = z.object({
  totalRecords: z.number().optional(),
  resultTruncated: z
    .union([z.boolean(), z.string()])
    .optional()
    .transform((value) => String(value).toLowerCase() === 'true'),
  $skipToken: z
    .string()
    .min(1)
    .nullish()
    .transform((token) => token ?? undefined),
  // As they are: a record of unknowns would be copied, value by value.
  data: z.array(z.custom<Row>(isRecord)),
});

function parsePage(answer: ArmAnswer, path: string): z.infer<typeof pageSchema> {
  const page = pageSchema.safeParse(answer.body);
  if (!page.success)
    throw new AzureAnswerError('Resource Graph answered in a form it does not document.', path, { cause: page.error });
  return page.data;
}

/** Of several subscriptions the service leaves out the unreadable ones; where none is left it refuses. */
function isNoneReadable(error: unknown): boolean {
  return error instanceof AzureRequestError && /NoValidSubscriptions/i.test(`${error.code} ${error.message}`);
}

function isTooLarge(error: unknown): boolean {
  return error instanceof AzureRequestError && /PayloadTooLarge/i.test(`${error.code} ${error.message}`);
}

function isExpiredSkipToken(error: unknown): boolean {
  return (
    error instanceof AzureRequestError && error.status === 400 && /skip ?token/i.test(`${error.code} ${error.message}`)
  );
}
