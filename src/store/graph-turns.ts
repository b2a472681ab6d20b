import type { TableClient } from '@azure/data-tables';
import { z } from 'zod';
import { unlessStatus } from './errors.ts';
import { graphTurnRow, pacePartition } from './keys.ts';
import { readRow } from './rows.ts';

/**
 * Resource Graph gives an identity 15 queries in 5 seconds, whatever number of workers ask with it. A little slower, so that none is
 * refused for coming early.
 * @see https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
 */
const gapMs = 350;
/**
 * How far the clocks of two workers may be apart. A queue may be as long as it likes, and a row that was written later than now is no
 * queue but a clock that was wrong.
 */
const longestSkewMs = 60 * 1000;

const turnSchema = z.object({ nextAt: z.coerce.number(), writtenAt: z.coerce.number() });

interface GraphTurnOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** 0 ≤ random < 1, spreads workers that wanted the row at the same moment. */
  readonly random: () => number;
}

/**
 * The turn to ask Resource Graph, one after the other over all workers that share the table: a row holds when the next one is. A
 * worker takes as many at once as it has queries waiting, and none in store.
 * @returns waits; call before each query
 */
export function createGraphTurns(table: TableClient, options: GraphTurnOptions): () => Promise<void> {
  const { now, sleep } = options;
  let waiting: PromiseWithResolvers<number>[] = [];
  let isTaking = false;

  async function takeForAll(): Promise<void> {
    isTaking = true;
    while (waiting.length > 0) {
      const served = waiting;
      waiting = [];
      try {
        const first = await takeTurns(table, served.length, options);
        for (const [index, each] of served.entries()) each.resolve(first + index * gapMs);
      } catch (error) {
        for (const each of served) each.reject(error);
      }
    }
    isTaking = false;
  }

  return async () => {
    const turn = Promise.withResolvers<number>();
    waiting.push(turn);
    if (!isTaking) void takeForAll();
    const wait = (await turn.promise) - now();
    if (wait > 0) await sleep(wait);
  };
}

/** Nothing where no row tells, or one that a wrong clock or an earlier version wrote. */
function promisedBy(row: unknown, now: number): number {
  const { data } = turnSchema.safeParse(row);
  return data === undefined || data.writtenAt > now + longestSkewMs ? 0 : data.nextAt;
}

/** @returns when the first of them is, in milliseconds since 1970 */
async function takeTurns(table: TableClient, count: number, { now, sleep, random }: GraphTurnOptions): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const row = await readRow(table, pacePartition, graphTurnRow);
    const at = now();
    const first = Math.max(at, promisedBy(row, at));
    const next = {
      partitionKey: pacePartition,
      rowKey: graphTurnRow,
      nextAt: String(first + count * gapMs),
      writtenAt: String(at),
    };
    const isMine =
      row === undefined
        ? await unlessStatus(409, () => table.createEntity(next))
        : await unlessStatus(412, () => table.updateEntity(next, 'Replace', { etag: String(row['etag']) }));
    if (isMine) return first;
    await sleep(random() * Math.min(1000, 20 * 2 ** tries));
  }
}
