import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../simulated-azure/faults/seeded-random.ts';
import { createGraphQuota } from '../../simulated-azure/graph/graph-quota.ts';
import type { ArmAnswer } from '../../src/arm/arm-client.ts';
import { AzureRequestError } from '../../src/arm/errors.ts';
import { pacedAsk } from '../../src/arm/graph-pace.ts';
import { virtualTime } from '../virtual-time.ts';

interface Identity {
  /** Of the 15 queries in a window. */
  readonly scale: number | null;
  /** How long an answer takes, each time anew. */
  readonly latencyMs: () => number;
}

/** The quota that the simulated Azure keeps, asked in time that does not pass by itself. */
function identity({ scale, latencyMs }: Identity) {
  const time = virtualTime();
  const quota = createGraphQuota(
    () => new Date(time.now()),
    () => scale,
  );
  const count = { all: 0, refused: 0 };

  async function ask(): Promise<ArmAnswer> {
    const ms = latencyMs();
    // On its way; the rest is the answering.
    await time.sleep(ms / 4);
    const { isRefused, remaining, resetsAfterSeconds } = quota.use('the identity');
    count.all += 1;
    if (isRefused) count.refused += 1;
    await time.sleep((3 * ms) / 4);
    if (isRefused) throw new AzureRequestError('429', { status: 429, code: 'RateLimiting', path: '/' });
    const headers: Record<string, string> = {
      'x-ms-user-quota-remaining': String(remaining),
      'x-ms-user-quota-resets-after': `00:00:0${resetsAfterSeconds}`,
    };
    return { body: {}, bytes: 2, header: (name) => headers[name] };
  }

  /** Asks so many one after the other, in several chains beside each other; says how long all of it took. */
  async function spend(chains: number, queriesEach: number, pause = () => 0): Promise<number> {
    const paced = pacedAsk(ask, time);
    const chain = async () => {
      for (let query = 0; query < queriesEach; query += 1) {
        await paced({});
        await time.sleep(pause());
      }
    };
    const begin = time.now();
    await time.pass(Promise.all(Array.from({ length: chains }, chain)));
    return time.now() - begin;
  }

  return { spend, count };
}

const steady = (ms: number) => () => ms;

describe('the quota of an identity that asks alone', () => {
  it.each([1, 3, 6, 40])('is used up and never overdrawn by %i chains of queries', async (chains) => {
    const { spend, count } = identity({ scale: 1, latencyMs: steady(60) });
    const queries = Math.floor(360 / chains);
    const ms = await spend(chains, queries);

    expect(count).toEqual({ all: chains * queries, refused: 0 });
    expect(ms).toBeLessThan(1.1 * floorMs(chains * queries));
  });

  it('is not overdrawn when answers take from 20 ms to two seconds and pauses come between', async () => {
    const random = seededRandom(12);
    const { spend, count } = identity({ scale: 1, latencyMs: () => 20 + 1980 * random() ** 3 });
    const ms = await spend(8, 60, () => 500 * random());

    expect(count).toEqual({ all: 480, refused: 0 });
    expect(ms).toBeLessThan(1.2 * floorMs(480));
  });

  it('is found out where it is larger than what is written down', async () => {
    const { spend, count } = identity({ scale: 4, latencyMs: steady(60) });
    const ms = await spend(20, 30);

    expect(count).toEqual({ all: 600, refused: 0 });
    expect(ms).toBeLessThan(0.5 * floorMs(600));
  });

  it('is found out where it is smaller: few are refused', async () => {
    const { spend, count } = identity({ scale: 0.5, latencyMs: steady(60) });
    await spend(3, 120);

    expect(count.all - count.refused).toBe(360);
    expect(count.refused).toBeLessThanOrEqual(4);
  });

  it('that has none is no reason to wait', async () => {
    const { spend, count } = identity({ scale: null, latencyMs: steady(60) });
    const ms = await spend(5, 100);

    expect(count).toEqual({ all: 500, refused: 0 });
    expect(ms).toBe(100 * 60);
  });
});

/** What so many queries take at 15 in five seconds: the first window's are free. */
function floorMs(queries: number): number {
  return (queries / 15) * 5000;
}
