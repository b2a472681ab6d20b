import { describe, expect, it } from 'vitest';
import { createDice } from './dice.ts';
import { createTurns } from './turns.ts';

describe('turns', () => {
  it('are given once every worker with an order waits, one at a time', async () => {
    const turns = createTurns(createDice(1, 'turns'));
    const order: string[] = [];
    turns.begin(0);
    turns.begin(1);
    const of = (worker: number) =>
      turns.wait(worker).then((done) => {
        order.push(`${worker}`);
        return done;
      });
    const first = of(0);
    await Promise.resolve();
    expect(order).toEqual([]);
    const second = of(1);
    const done = await Promise.race([first, second]);
    expect(order).toHaveLength(1);
    done();
    // The one that was served has nothing waiting until it ends.
    turns.end(Number(order[0]));
    await Promise.all([first, second]);
    expect(order.toSorted()).toEqual(['0', '1']);
  });

  it('are the same for the same seed', async () => {
    const play = async () => {
      const turns = createTurns(createDice(7, 'turns'));
      const order: number[] = [];
      for (const worker of [0, 1, 2]) turns.begin(worker);
      const work = async (worker: number) => {
        for (let request = 0; request < 5; request += 1) {
          const done = await turns.wait(worker);
          order.push(worker);
          done();
        }
        turns.end(worker);
      };
      await Promise.all([0, 1, 2].map(work));
      return order;
    };
    expect(await play()).toEqual(await play());
  });
});
