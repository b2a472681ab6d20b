import { setImmediate as nextTurn } from 'node:timers/promises';

/** Time that passes only while everybody waits for it. */
export function virtualTime() {
  let at = 0;
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  return {
    now: () => at,
    sleep: (ms: number) => new Promise<void>((wake) => sleepers.push({ until: at + ms, wake })),
    async pass(until: Promise<unknown>): Promise<void> {
      let isOver = false;
      void until.finally(() => {
        isOver = true;
      });
      while (true) {
        for (let turn = 0; turn < 3; turn += 1) await nextTurn();
        if (isOver) return;
        sleepers.sort((a, b) => a.until - b.until);
        const next = sleepers.shift();
        if (next === undefined) throw new Error('Somebody waits for what never comes.');
        at = Math.max(at, next.until);
        next.wake();
      }
    },
  };
}
