import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seenLive } from '../../src/model/live-since.ts';
import { type LivePoint, withLiveSince } from '../../src/scoring/live-since.ts';
import { anOutcome } from '../report/an-outcome.ts';

const code = 'RT-004';
type Seen = 'burns' | 'gone' | 'unknown' | 'gone by an old version' | 'burns by an old version';

function dayOf(index: number): string {
  return new Date(Date.UTC(2026, 9, 1 + index)).toISOString();
}

function pointOf(seen: Seen, index: number): LivePoint {
  const asOf = dayOf(index);
  const failing = seen.startsWith('burns') ? ['MIG-001', code] : ['MIG-001'];
  const unknown = seen === 'unknown' ? ['RT-001', code] : ['RT-001'];
  return { asOf, live: seen.endsWith('old version') ? { failing } : { failing, unknown } };
}

/** The audits from 1 October, one a day; the last is today's. */
function since(...seen: Seen[]) {
  const points = seen.map(pointOf);
  const now = points.pop();
  if (now === undefined) throw new Error('There is no audit.');
  const { liveSince = {} } = withLiveSince({ ...now, live: { ...now.live, failing: [code] } }, points);
  const found = liveSince[code];
  return found && `${found.asOf.slice(8, 10)} ${found.before}`;
}

describe('since when a problem burns', () => {
  it.each<[string | undefined, ...Seen[]]>([
    // Nothing is known before today.
    [undefined, 'burns'],
    [undefined, 'unknown', 'burns'],
    [undefined, 'gone by an old version', 'burns'],
    // Today's audit is the first that saw it.
    ['02 absent', 'gone', 'burns'],
    // From the first audit on.
    ['01 noAudit', 'burns', 'burns', 'burns'],
    // Interrupted.
    ['03 absent', 'burns', 'gone', 'burns', 'burns'],
    ['04 absent', 'burns', 'burns', 'gone', 'burns'],
    // An audit between that could not tell interrupts nothing, and begins nothing.
    ['01 noAudit', 'burns', 'unknown', 'burns'],
    ['02 absent', 'gone', 'burns', 'unknown', 'unknown', 'burns'],
    ['03 notKnown', 'gone', 'unknown', 'burns', 'burns'],
    ['02 notKnown', 'unknown', 'burns', 'burns'],
    // Earlier versions did not keep what was not answered.
    ['01 notKnown', 'burns by an old version', 'burns'],
    ['03 notKnown', 'burns', 'gone by an old version', 'burns', 'burns'],
  ])('is %s after %s', (expected, ...seen) => {
    expect(since(...seen)).toBe(expected);
  });

  it('is of each problem alone, and absent where nothing burns', () => {
    const before: LivePoint = { asOf: dayOf(0), live: { failing: ['RT-001'], unknown: [] } };
    const both = { asOf: dayOf(1), live: { failing: ['RT-001', code], unknown: [] } };

    expect(withLiveSince(both, [before])).toEqual({
      liveSince: {
        'RT-001': { asOf: dayOf(0), before: 'noAudit' },
        [code]: { asOf: dayOf(1), before: 'absent' },
      },
    });
    expect(withLiveSince({ asOf: dayOf(1), live: { failing: [], unknown: [] } }, [before])).toEqual({});
  });

  it('is the same when each audit remembers what it told', () => {
    const anySeen = fc.constantFrom<Seen[]>('burns', 'gone', 'unknown');
    fc.assert(
      fc.property(fc.array(anySeen, { maxLength: 12 }), (before) => {
        const seen = [...before, 'burns' as const];
        const remembering: LivePoint[] = [];
        for (const [index, each] of seen.entries()) {
          const { asOf, live } = pointOf(each, index);
          const { liveSince } = withLiveSince({ asOf, live }, remembering);
          remembering.push({ asOf, live: { ...live, since: liveSince } });
        }
        const told = remembering.at(-1)?.live.since?.[code];

        expect(told && `${told.asOf.slice(8, 10)} ${told.before}`).toBe(since(...seen));
      }),
    );
  });

  it('outlasts the audits that are kept', () => {
    let kept: LivePoint[] = [pointOf('gone', 0)];
    for (let day = 1; day <= 40; day += 1) {
      const { asOf, live } = pointOf('burns', day);
      const { liveSince } = withLiveSince({ asOf, live }, kept);
      kept = [...kept, { asOf, live: { ...live, since: liveSince } }].slice(-3);
    }

    expect(kept.at(-1)?.live.since?.[code]).toEqual({ asOf: dayOf(1), before: 'absent' });
  });
});

describe('what an audit saw of live problems', () => {
  it('names those that fail, accepted ones too, and those that were not answered', () => {
    const live = { live: true };
    const checks = [
      anOutcome({
        ...live,
        code: 'RT-001',
        status: 'fail',
        waiver: { owner: 'a', reason: 'b', expires: '2027-01-01' },
      }),
      anOutcome({ ...live, code: 'RT-004', status: 'fail' }),
      anOutcome({ ...live, code: 'RT-007', status: 'unknown' }),
      anOutcome({ ...live, code: 'RT-008', status: 'error' }),
      anOutcome({ ...live, code: 'RT-009', status: 'notRun' }),
      anOutcome({ ...live, code: 'ING-005', status: 'notApplicable' }),
      anOutcome({ ...live, code: 'RT-011', status: 'pass' }),
      anOutcome({ code: 'MIG-001', status: 'fail' }),
      anOutcome({ code: 'MIG-002', status: 'unknown' }),
    ];

    expect(seenLive({ checks })).toEqual({
      failing: ['RT-001', 'RT-004'],
      unknown: ['RT-007', 'RT-008', 'RT-009'],
    });
  });
});
