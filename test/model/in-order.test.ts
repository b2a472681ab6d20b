import { describe, expect, it } from 'vitest';
import { mapInOrder } from '../../src/model/in-order.ts';

describe('mapInOrder', () => {
  it('keeps the order, and never more in hand than it may', async () => {
    let inHand = 0;
    let most = 0;
    const items = async function* () {
      yield* Array.from({ length: 50 }, (_, index) => index);
    };
    const results: number[] = [];
    const work = async (item: number) => {
      inHand += 1;
      most = Math.max(most, inHand);
      for (let turn = 0; turn < (item * 7) % 5; turn += 1) await Promise.resolve();
      return item;
    };
    for await (const item of mapInOrder(items(), 4, work)) {
      inHand -= 1;
      results.push(item);
    }
    expect(results).toEqual(Array.from({ length: 50 }, (_, index) => index));
    expect(most).toBeLessThanOrEqual(4);
  });

  it('begins the next item once the oldest is done, whatever those behind it wait for', async () => {
    const begun: number[] = [];
    const held = Promise.withResolvers<void>();
    const work = async (item: number) => {
      begun.push(item);
      if (item === 1) await held.promise;
      return item;
    };
    const results = mapInOrder([0, 1, 2, 3, 4], 3, work);
    expect(await results.next()).toEqual({ done: false, value: 0 });
    const second = results.next();
    await new Promise(setImmediate);
    expect(begun).toEqual([0, 1, 2, 3]);
    held.resolve();
    expect(await second).toEqual({ done: false, value: 1 });
    expect(await Array.fromAsync(results)).toEqual([2, 3, 4]);
  });

  it('fails with the first item that fails, and the ones read ahead do not count as unhandled', async () => {
    const items = async function* () {
      yield* [1, 2, 3, 4];
    };
    const work = (item: number) => (item > 1 ? Promise.reject(new Error(`item ${item}`)) : Promise.resolve(item));
    await expect(Array.fromAsync(mapInOrder(items(), 3, work))).rejects.toThrow('item 2');
  });
});
