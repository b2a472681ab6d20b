import { parseArgs } from 'node:util';
import { createDice } from '../test/chaos/dice.ts';
import { expectWellEnded, readNight } from '../test/chaos/expectations.ts';
import { runSeed } from '../test/chaos/run-seed.ts';
import { setUpStage } from '../test/chaos/stage.ts';
import { calm, stormOf } from '../test/chaos/storm.ts';

/**
 * Nights of the app in which things go wrong: workers that are killed, messages that are lost or come twice, storage and Azure that
 * refuse or are not heard, clocks apart. `npm run test:chaos -- --seeds N`: the first N, of which `--from K` leaves out those before K;
 * `--seed K`: one again.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '12' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
  },
});
const first = Number(values.seed ?? values.from);
const last = Number(values.seed ?? values.seeds);
const seeds = Array.from({ length: last - first + 1 }, (_, at) => first + at);

const stage = await setUpStage();
let failed = 0;
try {
  const quietly = await runSeed(0, calm, stage);
  const quiet = await readNight(quietly);
  await quietly.stop();
  console.log(`Calm: ${quiet.clusters.size} clusters, ${quiet.events.size} events, ${quietly.orders} orders.`);
  for (const seed of seeds) failed += (await passes(seed, quiet)) ? 0 : 1;
} finally {
  await stage.stop();
}
console.log(`${seeds.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function passes(seed: number, quiet: Awaited<ReturnType<typeof readNight>>): Promise<boolean> {
  try {
    const ended = await runSeed(seed, stormOf(createDice(seed, 'storm')), stage);
    try {
      await expectWellEnded(ended, quiet);
    } finally {
      await ended.stop();
    }
    const { orders, killed, failures } = ended;
    console.log(`Seed ${seed}: ${orders} orders, ${killed} of killed workers, ${failures.length} failed.`);
    return true;
  } catch (error) {
    console.log(
      `Seed ${seed} FAILED (npm run test:chaos -- --seed ${seed}): ${error instanceof Error ? error.message : error}`,
    );
    return false;
  }
}
