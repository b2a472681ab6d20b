import { isClosed } from '../../src/store/run-record.ts';
import { createDice, type Dice } from './dice.ts';
import { minute, slot } from './night.ts';
import type { Records } from './records.ts';
import { openScene, type Scene } from './scene.ts';
import type { Seat } from './seat.ts';
import type { Stage } from './stage.ts';
import type { Storm } from './storm.ts';
import { createTimers } from './timers.ts';

/** A run is given up after six hours, and what waits for a receiver may take as long again. */
const patienceMs = 14 * 60 * minute;
/** So often a message is taken by a worker that is free for it. */
const eager = 0.85;
/** At most, in milliseconds: what storage's clock goes on while an order is carried out. */
const orderMs = 20_000;

export interface Ended {
  readonly records: Records;
  /** Bodies that the receiver took. */
  readonly taken: readonly string[];
  /** What failed on the way, the newest last. */
  readonly failures: readonly string[];
  /** Orders given, and how many of them a killed worker had. */
  readonly orders: number;
  readonly killed: number;
  stop(): Promise<void>;
}

/** One night of the app: from the timer to the last notice, through everything that the storm brings. Throws where it never ends. */
export async function runSeed(seed: number, storm: Storm, stage: Stage): Promise<Ended> {
  const scene = await openScene(seed, storm, stage);
  const failures: string[] = [];
  try {
    const counts = await play(scene, seed, failures);
    return { ...counts, failures, records: scene.records, taken: scene.taken, stop: scene.stop };
  } catch (error) {
    await scene.stop();
    throw new Error(`${error instanceof Error ? error.message : error}\n${failures.slice(-5).join('\n')}`);
  }
}

async function play(scene: Scene, seed: number, failures: string[]): Promise<Pick<Ended, 'orders' | 'killed'>> {
  const dice = createDice(seed, 'order');
  const timers = createTimers(Math.min(2, scene.seats.length));
  const counts = { orders: 0, killed: 0 };
  for (;;) {
    for (const seat of scene.seats) if (seat.busy === undefined) employ(seat);
    const busy = scene.seats.flatMap((seat) => seat.busy ?? []);
    if (busy.length > 0) await meanwhile(scene, busy, dice);
    else if (await isOver(scene)) return counts;
    else sleepUntil(scene, timers.next());
  }

  function employ(seat: Seat): void {
    const { clock, queue } = scene;
    const timer = timers.take(clock.time);
    const message = timer === undefined && dice.happens(eager) ? queue.take() : undefined;
    const kind = timer ?? message?.kind;
    if (kind === undefined) return;
    counts.orders += 1;
    seat.give(kind, message?.content, clock.time, (outcome) => {
      if (outcome.how === 'died') counts.killed += 1;
      if (outcome.how === 'failed') failures.push(`${kind} ${JSON.stringify(message?.content)}: ${outcome.why}`);
      if (message === undefined) timers.ended(kind, outcome.how, clock.time);
      else if (outcome.how !== 'died') queue.finish(message, outcome.how);
    });
  }
}

/** Until one of the orders has ended. */
async function meanwhile({ azure, clock, storage, storm }: Scene, busy: Promise<void>[], dice: Dice): Promise<void> {
  if (dice.happens(storm.expired)) azure.control.expireTokens();
  if (dice.happens(storm.restarted)) await storage.restart();
  await Promise.race(busy);
  clock.time += dice.below(orderMs);
}

/** To the next timer or message. */
function sleepUntil({ clock, queue }: Scene, timer: number): void {
  const next = Math.min(timer, ...queue.waiting.map(({ visibleAt }) => visibleAt));
  clock.time = Math.max(clock.time + 1000, next);
  const passed = clock.time - slot;
  if (passed > patienceMs) throw new Error(`Not over after ${Math.round(passed / minute)} minutes.`);
}

async function isOver({ queue, records }: Scene): Promise<boolean> {
  if (queue.waiting.length > 0) return false;
  const run = await records.run();
  return run !== undefined && isClosed(run) && (await records.openNotices()) === 0 && (await records.isTold());
}
