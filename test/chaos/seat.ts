import { createDice, type Dice } from './dice.ts';
import { slot } from './night.ts';
import type { Order } from './order.ts';
import type { Storage } from './storage.ts';
import type { Storm } from './storm.ts';
import { startTableProxy } from './table-proxy.ts';
import type { Turns } from './turns.ts';
import type { VirtualQueue } from './virtual-queue.ts';
import { createWorker, type Outcome } from './worker.ts';

/** A worker with its own clock and its own way to storage, on which it may be killed. */
export interface Seat {
  /** Ends with the order that it has; undefined while it has none. */
  readonly busy: Promise<void> | undefined;
  /** `time`: storage's clock. The order may be this process's last. Rejects where the worker ends by itself. */
  give(kind: Order['kind'], content: unknown, time: number, ended: (outcome: Outcome) => void): void;
  stop(): Promise<void>;
}

export interface SeatSetting {
  readonly seed: number;
  readonly storm: Storm;
  readonly storage: Storage;
  readonly queue: VirtualQueue;
  readonly turns: Turns;
  /** The worker's code and what its process needs beside its storage. */
  readonly worker: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** @param number which of the storm's clocks it has */
export async function takeSeat(number: number, setting: SeatSetting): Promise<Seat> {
  const { seed, storm, storage, queue, turns, environment } = setting;
  const dice: Dice = createDice(seed, `worker ${number}`);
  const aheadMs = storm.clocks[number] ?? 0;
  const proxy = await startTableProxy({
    ...{ target: storage.tablePort, dice, weather: storm.tables, turns, worker: number },
    kill: () => worker.kill(),
  });
  const worker = createWorker(setting.worker, {
    ...environment,
    KUBENET_AUDIT_SOURCE: storm.source,
    AzureWebJobsStorage: storage.connectionString
      .replace(/TableEndpoint=[^;]*/, `TableEndpoint=http://127.0.0.1:${proxy.port}/devstoreaccount1`)
      .replace(/QueueEndpoint=[^;]*/, `QueueEndpoint=http://127.0.0.1:${queue.port}/devstoreaccount1`),
  });
  let busy: Promise<void> | undefined;
  return {
    get busy() {
      return busy;
    },
    give(kind, content, time, ended) {
      proxy.killAfter(dice.happens(storm.killed) ? 1 + dice.below(storm.killWithin) : undefined);
      turns.begin(number);
      // A schedule fires when the worker's own clock has come to its slot.
      const at = kind === 'schedule' ? Math.max(time + aheadMs, slot) : time + aheadMs;
      busy = worker.carryOut({ kind, at, content: content ?? null }).then((outcome) => {
        busy = undefined;
        proxy.killAfter(undefined);
        turns.end(number);
        ended(outcome);
      });
    },
    async stop() {
      worker.stop();
      await proxy.close();
    },
  };
}
