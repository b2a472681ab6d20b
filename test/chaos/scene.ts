import { createDice } from './dice.ts';
import { slot } from './night.ts';
import { openRecords, type Records } from './records.ts';
import { type Seat, takeSeat } from './seat.ts';
import type { SeedAzure, Stage } from './stage.ts';
import { type Storage, startStorage } from './storage.ts';
import type { Storm } from './storm.ts';
import { createTurns } from './turns.ts';
import { startVirtualQueue, type VirtualQueue } from './virtual-queue.ts';

/** Everything that one seed has for itself. */
export interface Scene {
  readonly clock: { time: number };
  readonly storm: Storm;
  readonly storage: Storage;
  readonly queue: VirtualQueue;
  readonly seats: readonly Seat[];
  readonly records: Records;
  readonly azure: SeedAzure['azure'];
  /** Bodies that the receiver of alerts took. */
  readonly taken: readonly string[];
  stop(): Promise<void>;
}

export async function openScene(seed: number, storm: Storm, stage: Stage): Promise<Scene> {
  const clock = { time: slot };
  const { azure, environment } = await stage.startAzure(seed, storm.azure);
  const storage = await startStorage();
  const queue = await startVirtualQueue(createDice(seed, 'queue'), storm.queue, () => clock.time);
  const turns = createTurns(createDice(seed, 'turns'));
  const setting = { seed, storm, storage, queue, turns, worker: stage.worker, environment };
  const seats = await Promise.all(storm.clocks.map((_, number) => takeSeat(number, setting)));
  return {
    ...{ clock, storm, storage, queue, seats, azure },
    records: openRecords(storage.connectionString),
    taken: moodyReceiver(seed, storm, stage),
    async stop() {
      await Promise.all(seats.map((seat) => seat.stop()));
      await queue.close();
      await storage.stop();
      await azure.stop();
    },
  };
}

/** Returns what the receiver will have taken. */
function moodyReceiver(seed: number, storm: Storm, { receiver }: Stage): readonly string[] {
  const taken: string[] = [];
  const dice = createDice(seed, 'receiver');
  receiver.answer = ({ body }) => {
    if (dice.happens(storm.refused)) return { status: 503 };
    taken.push(body);
    return { status: 202 };
  };
  return taken;
}
