import { minute, slot } from './night.ts';
import type { Order } from './order.ts';

export interface Timers {
  /** When the next is due. */
  next(): number;
  /** One that is due by then. */
  take(time: number): Order['kind'] | undefined;
  /** A schedule that was not heard fires again, as the platform does once its host is back. */
  ended(kind: Order['kind'], how: 'done' | 'failed' | 'died', time: number): void;
}

/** The app's timers: the schedule fires at its slot, so often at once; the sweeps every five minutes. */
export function createTimers(times: number): Timers {
  const due: { readonly kind: Order['kind']; readonly at: number }[] = [
    ...Array.from({ length: times }, () => ({ kind: 'schedule', at: slot }) as const),
    { kind: 'sweep', at: slot + 5 * minute },
    { kind: 'alertSweep', at: slot + 5 * minute },
  ];
  return {
    next: () => Math.min(...due.map(({ at }) => at)),
    take(time) {
      const at = due.findIndex((each) => each.at <= time);
      const [timer] = at < 0 ? [] : due.splice(at, 1);
      if (timer !== undefined && timer.kind !== 'schedule') due.push({ kind: timer.kind, at: time + 5 * minute });
      return timer?.kind;
    },
    ended(kind, how, time) {
      if (kind === 'schedule' && how !== 'done') due.push({ kind, at: time + minute });
    },
  };
}
