import { setTimeout as wait } from 'node:timers/promises';

/** Waits its turn: call before each request. */
export type Pace = (signal?: AbortSignal) => Promise<void>;

/**
 * Spaces requests evenly so that no more than `perSecond` start in any second.
 * @param now milliseconds, for tests
 */
export function paceRequests(
  perSecond: number,
  now: () => number = Date.now,
  sleep: (ms: number) => Promise<unknown> = wait,
): Pace {
  const gapMs = 1000 / perSecond;
  let nextTurn = Number.NEGATIVE_INFINITY;
  return async () => {
    const turn = Math.max(now(), nextTurn);
    nextTurn = turn + gapMs;
    if (turn > now()) await sleep(turn - now());
  };
}

/** No limit of ours; Azure's own still hold. */
export const unpaced: Pace = async () => {};
