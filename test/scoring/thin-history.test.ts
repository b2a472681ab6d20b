import { describe, expect, it } from 'vitest';
import { thinned } from '../../src/scoring/thin-history.ts';

const daily = Array.from({ length: 400 }, (_, index) => ({
  asOf: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
}));

describe('a history that is thinned', () => {
  it('keeps a short one as it is, oldest first', () => {
    expect(thinned([{ asOf: '2026-02-01' }, { asOf: '2026-01-01' }], 3)).toEqual([
      { asOf: '2026-01-01' },
      { asOf: '2026-02-01' },
    ]);
  });

  it('keeps the first, the last, and even steps between them', () => {
    const kept = thinned(daily, 120);

    expect(kept.length).toBeLessThanOrEqual(120);
    expect(kept.length).toBeGreaterThan(110);
    expect([kept[0], kept.at(-1)]).toEqual([daily[0], daily.at(-1)]);
  });

  it('does not let a burst push out the rest', () => {
    const burst = Array.from({ length: 500 }, (_, index) => ({
      asOf: new Date(Date.UTC(2027, 2, 1, 0, index)).toISOString(),
    }));
    const kept = thinned([...daily, ...burst], 120);

    expect(kept.length).toBeLessThanOrEqual(120);
    expect(kept.filter(({ asOf }) => asOf < '2027-01-01').length).toBeGreaterThan(90);
    expect(kept.at(-1)).toEqual(burst.at(-1));
  });
});
