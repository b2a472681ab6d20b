import { onTestFinished, vi } from 'vitest';

export interface HeldTimers {
  /** Those that were set and neither cleared nor fired. */
  waiting(): number;
  /** The time of all that wait is over, now. */
  fire(): void;
}

/**
 * Timers of one duration in a test's hands, `AbortSignal.timeout` included: they fire when the test says so, and not when a busy
 * machine gets there. Take a duration that nothing else waits for.
 * @param ms milliseconds
 */
export function holdTimers(ms: number): HeldTimers {
  const held = new Map<unknown, () => void>();
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const hold = (callback: () => void) => {
    const timer = set(() => undefined, 0);
    held.set(timer, callback);
    return timer;
  };
  const spies = [
    vi
      .spyOn(globalThis, 'setTimeout')
      .mockImplementation((callback, delay, ...rest) =>
        delay === ms ? hold(() => callback(...rest)) : set(callback, delay, ...rest),
      ),
    vi.spyOn(globalThis, 'clearTimeout').mockImplementation((timer) => {
      held.delete(timer);
      clear(timer);
    }),
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((delay) => {
      if (delay !== ms) return timeout(delay);
      const controller = new AbortController();
      hold(() => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')));
      return controller.signal;
    }),
  ];
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore();
  });
  return {
    waiting: () => held.size,
    fire: () => {
      const due = [...held.values()];
      held.clear();
      for (const callback of due) callback();
    },
  };
}
