import { describe, expect, it } from 'vitest';
import { paceRequests } from '../../../src/arm/policies/pacing.ts';

/** A clock that only sleeping moves. */
function stillClock() {
  let at = 1_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => at,
    sleep: async (ms: number) => {
      slept.push(ms);
    },
    advance: (ms: number) => {
      at += ms;
    },
  };
}

describe('pacing', () => {
  it('lets the first request go at once and spaces those that come together', async () => {
    const clock = stillClock();
    const pace = paceRequests(4, clock.now, clock.sleep);

    await Promise.all([pace(), pace(), pace()]);

    expect(clock.slept).toEqual([250, 500]);
  });

  it('saves nothing up while nobody asks', async () => {
    const clock = stillClock();
    const pace = paceRequests(10, clock.now, clock.sleep);
    await pace();
    clock.advance(60_000);

    await Promise.all([pace(), pace()]);

    expect(clock.slept).toEqual([100]);
  });
});
