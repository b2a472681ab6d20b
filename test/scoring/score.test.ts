import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categories, severities } from '../../src/model/finding.ts';
import { outcomeStatuses } from '../../src/model/outcome.ts';
import { scores } from '../../src/scoring/score.ts';
import { aCheckOutcome } from '../builders/check-outcome.ts';

const unjudged = { value: null, low: 0, high: 100 };

describe('scores', () => {
  it('weighs by severity', () => {
    const outcomes = [
      aCheckOutcome({ category: 'headroom', severity: 'medium' }),
      aCheckOutcome({ category: 'headroom', severity: 'low', status: 'fail' }),
    ];

    expect(scores(outcomes).headroom).toEqual({ value: 67, low: 67, high: 67 });
  });

  it('makes the route-table score of routeTable checks, the headroom score of headroom checks, and readiness of both', () => {
    const outcomes = [
      aCheckOutcome({ category: 'routeTable', severity: 'medium', status: 'fail' }),
      aCheckOutcome({ category: 'headroom', severity: 'medium' }),
      aCheckOutcome({ category: 'workload', severity: 'medium' }),
    ];

    const { readiness, routeTable, headroom } = scores(outcomes);

    expect([readiness.value, routeTable.value, headroom.value]).toEqual([67, 0, 100]);
  });

  it('never counts the category deadline', () => {
    expect(scores([aCheckOutcome({ category: 'deadline', severity: 'high', status: 'fail' })]).readiness).toEqual(
      unjudged,
    );
  });

  it.each(['notApplicable', 'notRun'] as const)('leaves %s out of the denominator', (status) => {
    const outcomes = [aCheckOutcome({ severity: 'medium' }), aCheckOutcome({ severity: 'blocker', status })];

    expect(scores(outcomes).readiness).toEqual({ value: 100, low: 100, high: 100 });
  });

  it.each(['unknown', 'error'] as const)('does not count %s as won, and says what it could be', (status) => {
    const outcomes = [aCheckOutcome({ severity: 'medium' }), aCheckOutcome({ severity: 'medium', status })];

    expect(scores(outcomes).readiness).toEqual({ value: 50, low: 50, high: 100 });
  });

  it('never rises when the evidence for an outcome goes', () => {
    const judged = fc
      .record({
        severity: fc.constantFrom(...severities),
        category: fc.constantFrom('routeTable' as const, 'headroom' as const, 'migration' as const),
        status: fc.constantFrom(...outcomeStatuses),
        live: fc.boolean(),
      })
      .map(aCheckOutcome);

    fc.assert(
      fc.property(fc.array(judged, { minLength: 1, maxLength: 12 }), fc.nat(), (outcomes, at) => {
        const gone = at % outcomes.length;
        const less = outcomes.map((each, index) => (index === gone ? { ...each, status: 'unknown' as const } : each));
        const [before, after] = [scores(outcomes), scores(less)];
        const isOut = ['notApplicable', 'notRun'].includes(outcomes[gone]?.status ?? '');
        for (const name of ['readiness', 'routeTable', 'headroom'] as const) {
          const [was, is] = [before[name], after[name]];
          if (was.value !== null && is.value !== null && !isOut) expect(is.value).toBeLessThanOrEqual(was.value);
          if (!isOut) expect(is.low).toBeLessThanOrEqual(was.low);
        }
      }),
    );
  });

  it('lets an unknown widen the range upwards where something failed', () => {
    const outcomes = [
      aCheckOutcome({ category: 'headroom', severity: 'medium', status: 'fail' }),
      aCheckOutcome({ category: 'headroom', severity: 'medium', status: 'unknown' }),
    ];

    expect(scores(outcomes).headroom).toEqual({ value: 0, low: 0, high: 50 });
  });

  it.each([
    ['blocker', 39],
    ['high', 79],
  ] as const)('caps readiness when a %s fails at %i', (severity, cap) => {
    const passing = Array.from({ length: 50 }, () => aCheckOutcome({ severity: 'blocker' }));

    const { readiness } = scores([...passing, aCheckOutcome({ severity, status: 'fail' })]);

    expect(readiness).toEqual({ value: cap, low: cap, high: cap });
  });

  it.each([
    ['blocker', 39],
    ['high', 79],
    ['medium', 99],
  ] as const)('lets an unknown %s lower the value to %i, and not the high end', (severity, low) => {
    const passing = Array.from({ length: 50 }, () => aCheckOutcome({ severity: 'blocker' }));

    const { readiness } = scores([...passing, aCheckOutcome({ severity, status: 'unknown' })]);

    expect(readiness).toEqual({ value: low, low, high: 100 });
  });

  it('caps the route-table score at 39 for a failing live check, and only that score', () => {
    const passing = Array.from({ length: 50 }, () => aCheckOutcome({ category: 'routeTable', severity: 'high' }));

    const { readiness, routeTable } = scores([
      ...passing,
      aCheckOutcome({ category: 'routeTable', severity: 'low', live: true, status: 'fail' }),
    ]);

    expect(routeTable).toEqual({ value: 39, low: 39, high: 39 });
    expect(readiness.value).toBe(99);
  });

  it('does not cap the route-table score for a failing blocker that is not live', () => {
    const passing = Array.from({ length: 9 }, () => aCheckOutcome({ category: 'routeTable', severity: 'blocker' }));
    const failing = aCheckOutcome({ category: 'routeTable', severity: 'blocker', status: 'fail' });

    expect(scores([...passing, failing]).routeTable.value).toBe(90);
  });

  it.each([
    ['nothing at all', []],
    ['only unknowns', [aCheckOutcome({ status: 'unknown' })]],
    ['only findings that weigh nothing', [aCheckOutcome({ severity: 'info', status: 'fail' })]],
  ])('says null, from 0 to 100, for %s', (_, outcomes) => {
    expect(scores(outcomes).readiness).toEqual(unjudged);
  });

  it('gives whole numbers with low ≤ value ≤ high, whatever the outcomes', () => {
    const outcome = fc
      .record({
        severity: fc.constantFrom(...severities),
        category: fc.constantFrom(...categories),
        status: fc.constantFrom(...outcomeStatuses),
        live: fc.boolean(),
      })
      .map(aCheckOutcome);

    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 40 }), (outcomes) => {
        for (const { value, low, high } of Object.values(scores(outcomes))) {
          for (const each of [value ?? low, low, high])
            expect(Number.isInteger(each) && each >= 0 && each <= 100).toBe(true);
          expect(low <= (value ?? low) && (value ?? high) <= high).toBe(true);
        }
      }),
    );
  });

  it('keeps every way the unknowns could turn out between low and high', () => {
    const judged = fc
      .record({
        severity: fc.constantFrom(...severities),
        category: fc.constantFrom('routeTable' as const, 'headroom' as const),
        status: fc.constantFrom('pass' as const, 'fail' as const, 'unknown' as const),
        live: fc.boolean(),
      })
      .map(aCheckOutcome);

    fc.assert(
      fc.property(
        fc.array(judged, { maxLength: 12 }),
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        (outcomes, turns) => {
          const settled = outcomes.map((outcome, index) =>
            outcome.status === 'unknown'
              ? { ...outcome, status: turns[index] ? ('pass' as const) : ('fail' as const) }
              : outcome,
          );
          const [before, after] = [scores(outcomes).readiness, scores(settled).readiness.value];
          if (after !== null) expect(before.low <= after && after <= before.high).toBe(true);
        },
      ),
    );
  });
});
