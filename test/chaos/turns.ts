import type { Dice } from './dice.ts';

/**
 * Who goes next. Requests to storage wait until every worker with an order has one waiting or has ended: then the dice choose a worker, and
 * the next is chosen when storage has answered. So what a seed does depends little on how fast the machine is.
 */
export interface Turns {
  begin(worker: number): void;
  /** What it has waiting is forgotten. */
  end(worker: number): void;
  /** Resolves when it is the worker's turn, with what gives the turn back. A worker without an order waits for nobody. */
  wait(worker: number): Promise<() => void>;
}

export function createTurns(dice: Dice): Turns {
  const waiting = new Map<number, (() => void)[]>();
  let isTaken = false;
  const done = () => {
    isTaken = false;
    next();
  };
  const next = () => {
    if (isTaken || waiting.size === 0 || [...waiting.values()].some((requests) => requests.length === 0)) return;
    const workers = [...waiting.keys()].sort();
    const chosen = workers[dice.below(workers.length)];
    isTaken = true;
    waiting.get(chosen ?? -1)?.shift()?.();
  };
  return {
    begin(worker) {
      waiting.set(worker, []);
    },
    end(worker) {
      waiting.delete(worker);
      next();
    },
    wait: (worker) =>
      new Promise((resolve) => {
        const requests = waiting.get(worker);
        if (requests === undefined) return resolve(() => undefined);
        requests.push(() => resolve(done));
        next();
      }),
  };
}
