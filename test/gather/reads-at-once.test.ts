import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { countRequests } from '../../src/arm/request-counter.ts';
import { createArmSource } from '../../src/gather/arm/arm-source.ts';
import { readsAtOnce } from '../../src/gather/arm/remembered-reads.ts';
import { clientOfLists } from './client-of-lists.ts';

const subscriptions = Array.from({ length: 60 }, (_, index) => `/subscriptions/${index}`);

/** Lists that wait until they are answered. */
function waitingClient() {
  const waiting: (() => void)[] = [];
  const client = clientOfLists(async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    await promise;
    return [];
  });
  return { client, waiting };
}

it.each(Object.entries(readsAtOnce))(
  'ARM is asked for so much at once, as the audit goes by %s: %i',
  async (_, atOnce) => {
    const { client, waiting } = waitingClient();
    const locks = createArmSource(client, countRequests(), { atOnce }).lists('locks', subscriptions);
    const waves: number[] = [];
    for (let asked = 0; asked < subscriptions.length; asked += waves.at(-1) ?? 0) {
      await nextTurn();
      waves.push(waiting.length);
      for (const answer of waiting.splice(0)) answer();
    }

    expect((await locks).size).toBe(60);
    expect(waves.slice(0, 2)).toEqual([atOnce, atOnce]);
    expect(Math.max(...waves)).toBe(atOnce);
  },
);
