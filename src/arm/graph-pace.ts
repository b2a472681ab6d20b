import { setTimeout as wait } from 'node:timers/promises';
import type { ArmAnswer } from './arm-client.ts';
import { AzureRequestError } from './errors.ts';
import { ownQuota, type QuotaTold, sharedQuota, windowMs } from './graph-quota.ts';

/** One request of a query. */
export type Ask = (body: unknown) => Promise<ArmAnswer>;

export interface GraphPace {
  /** Waits so many milliseconds. */
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
  /** Waits for the turn among all processes that share the identity; nothing to wait for where there is only one. */
  readonly turn?: () => Promise<void>;
}

/** Tries of a query that is refused for coming too early, beyond those of the wire: two minutes of quota windows. */
const patience = 24;

/**
 * Asks at the pace of the identity's quota. When an answer says that others have spent it, whatever is asked next waits for the window
 * the service names. A query that is refused all the same waits and asks again: throttling is a matter of time, and never a reason
 * to ask ARM instead.
 */
export function pacedAsk(ask: Ask, { sleep = wait, now = () => performance.now(), turn }: GraphPace = {}): Ask {
  const quota = turn === undefined ? ownQuota({ sleep, now }) : sharedQuota(turn, { sleep });
  return async (body) => {
    for (let tries = 0; ; tries += 1) {
      const answered = await quota.take();
      try {
        const answer = await ask(body);
        answered(quotaTold(answer));
        return answer;
      } catch (error) {
        answered(undefined);
        if (!isThrottled(error) || tries >= patience) throw error;
        quota.rest(windowMs);
      }
    }
  };
}

/** Whether the identity's quota is spent: asking something else in its place would not be the answer. */
export function isThrottled(error: unknown): error is AzureRequestError {
  return error instanceof AzureRequestError && error.status === 429;
}

const longestRestMs = 10_000;

function quotaTold(answer: ArmAnswer): QuotaTold | undefined {
  const left = Number(answer.header('x-ms-user-quota-remaining') ?? Number.NaN);
  if (!Number.isInteger(left) || left < 0) return undefined;
  const [hours, minutes, seconds] = (answer.header('x-ms-user-quota-resets-after') ?? '').split(':').map(Number);
  const ms = ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1000;
  return { left, resetsAfterMs: Number.isFinite(ms) ? Math.min(Math.max(0, ms), longestRestMs) : 0 };
}
