import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGraphTurns } from '../../src/store/graph-turns.ts';
import { graphTurnRow, pacePartition } from '../../src/store/keys.ts';
import { type Azurite, emptyStore, startAzurite } from './azurite-store.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

const gap = 350;

/** A worker whose clock stands still: what it waits for is told. */
function worker(table: Parameters<typeof createGraphTurns>[0], now = 1_000_000) {
  const waits: number[] = [];
  const sleep = async (ms: number) => {
    if (ms > 0) waits.push(ms);
  };
  return { turn: createGraphTurns(table, { now: () => now, sleep, random: () => 0 }), waits };
}

it('workers that ask at the same moment get turns one after the other, none of them twice', async () => {
  const { tables } = await emptyStore(azurite);
  const workers = Array.from({ length: 12 }, () => worker(tables.runs));

  await Promise.all(workers.flatMap(({ turn }) => [turn(), turn(), turn()]));

  const waits = workers.flatMap((each) => each.waits).sort((a, b) => a - b);
  expect(waits).toEqual(Array.from({ length: 35 }, (_, index) => (index + 1) * gap));
});

it('a worker takes no turn that it has no query for', async () => {
  const { tables } = await emptyStore(azurite);
  const [one, other] = [worker(tables.runs), worker(tables.runs)];

  await one.turn();
  await other.turn();

  expect([one.waits, other.waits]).toEqual([[], [gap]]);
});

it('turns that passed unused are not made up for', async () => {
  const { tables } = await emptyStore(azurite);
  await worker(tables.runs).turn();
  const later = worker(tables.runs, 1_060_000);

  await later.turn();
  await later.turn();

  expect(later.waits).toEqual([gap]);
});

it('a queue is waited for however long it is', async () => {
  const { tables } = await emptyStore(azurite);
  const [one, other] = [worker(tables.runs), worker(tables.runs)];
  const queries = 10_000;
  await Promise.all(Array.from({ length: queries }, () => one.turn()));

  await other.turn();

  expect(other.waits).toEqual([queries * gap]);
});

it('a row that an earlier version wrote promises nothing', async () => {
  const { tables } = await emptyStore(azurite);
  await tables.runs.createEntity({ partitionKey: pacePartition, rowKey: graphTurnRow, nextAt: '1300000' });
  const { turn, waits } = worker(tables.runs);

  await turn();
  await turn();

  expect(waits).toEqual([gap]);
});

it('a promise that only a wrong clock can have made is not waited for', async () => {
  const { tables } = await emptyStore(azurite);
  await worker(tables.runs, 1_000_000 + 3_600_000).turn();
  const late = worker(tables.runs);

  await late.turn();

  expect(late.waits).toEqual([]);
});

it('a table that cannot be reached is told to everyone who waits', async () => {
  const { tables } = await emptyStore(azurite);
  await tables.runs.deleteTable();
  const { turn } = worker(tables.runs);

  const outcomes = await Promise.allSettled([turn(), turn()]);

  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

it('a worker that others are always faster than asks again after a while that grows to a second at most', async () => {
  const { tables } = await emptyStore(azurite);
  await worker(tables.runs).turn();
  const waits: number[] = [];
  const sleep = async (ms: number) => void waits.push(ms);
  const row = () => tables.runs.getEntity(pacePartition, graphTurnRow);
  // Of those that write the row in between.
  let others = 7;
  const busy = Object.assign(Object.create(tables.runs), {
    updateEntity: async (...given: Parameters<typeof tables.runs.updateEntity>) => {
      others -= 1;
      if (others >= 0)
        await tables.runs.updateEntity(
          { ...(await row()), partitionKey: pacePartition, rowKey: graphTurnRow },
          'Merge',
        );
      return tables.runs.updateEntity(...given);
    },
  });
  await createGraphTurns(busy, { now: () => 1_000_000, sleep, random: () => 0.5 })();

  expect(waits).toEqual([10, 20, 40, 80, 160, 320, 500, gap]);
});
