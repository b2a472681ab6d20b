import { describe, expect, it } from 'vitest';
import { buildSampleEstate } from '../../simulated-azure/estate/sample.ts';
import truth from '../../simulated-azure/estate/truth.json' with { type: 'json' };
import { auditEstate } from './properties/audit-estate.ts';

const expected = Object.fromEntries(
  Object.entries(truth.clusters).map(([name, { verdict, mustFail }]) => [name, { verdict, mustFail }]),
);

describe('the sample estate', () => {
  it.each([
    '2026-11-30T23:59:59Z',
    '2026-12-01T00:00:00Z',
    '2027-12-28T06:00:00Z',
    '2028-04-01T00:00:00Z',
    '2031-07-01T06:00:00Z',
  ])('tells the same story on %s', async (asOf) => {
    const clusters = await auditEstate(buildSampleEstate({ seed: 'contoso', asOf }), new Date(asOf));
    const told = clusters.flatMap(({ name, verdict, checks }) => {
      const known = expected[name];
      if (known === undefined) return [];
      const failing = new Set(checks.flatMap(({ code, status }) => (status === 'fail' ? [code] : [])));
      return [[name, { verdict, mustFail: known.mustFail.filter((code) => failing.has(code)) }]];
    });

    expect(Object.fromEntries(told)).toEqual(expected);
    // A minor that has left support is the first thing that the calendar would change.
    const unsupported = clusters.filter(({ checks }) =>
      checks.some((each) => each.code === 'PLAT-001' && each.status === 'fail'),
    );
    expect(unsupported.map(({ name }) => name).sort()).toEqual(['aks-identity-legacy', 'aks-warehouse-legacy']);
  });
});
