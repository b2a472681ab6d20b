import { describe, expect, it } from 'vitest';
import { query } from './evaluate.ts';

const columns = { id: 'string', kind: 'string', n: 'long', t: 'datetime', tags: 'dynamic' } as const;
const rows = [
  { id: '/1', kind: 'a', n: 3, t: '2026-01-01T00:00:00Z', tags: { x: 1 } },
  { id: '/2', kind: 'b', n: 5, t: '2026-01-02T12:00:00Z', tags: { x: 2, y: 3 } },
  { id: '/3', kind: 'a', n: null, tags: null },
  { id: '/4', kind: 'a', n: 3 },
];
const run = (text: string) => query(text, columns, rows).rows;

describe('aggregate functions', () => {
  it.each([
    ['count()', 4],
    ['countif(n > 3)', 1],
    ['dcount(n)', 2],
    ['dcountif(n, n > 3)', 1],
    ['sum(n)', 11],
    ['sumif(n, n < 5)', 6],
    ['avg(n)', 11 / 3],
    ['min(n)', 3],
    ['max(n)', 5],
    ['max(t)', '2026-01-02T12:00:00Z'],
    ['maxif(n, n < 5)', 3],
    ['make_list(n)', [3, 5, 3]],
    ['make_list(n, 2)', [3, 5]],
    ['makelist(id)', ['/1', '/2', '/3', '/4']],
    ['make_list_if(id, n == 3)', ['/1', '/4']],
    ['make_list_with_nulls(n)', [3, 5, null, 3]],
    ['make_set(n)', [3, 5]],
    ['make_set(kind)', ['a', 'b']],
    ['make_bag(tags)', { x: 1, y: 3 }],
    ['any(kind)', 'a'],
    ['take_any(n)', 3],
    ['percentile(n, 50)', 3],
    ['sum(n) / count()', 2],
    ['round(avg(n), 2)', 3.67],
    ['tostring(make_set(kind))', '["a","b"]'],
  ])('%s', (aggregate, expected) => {
    expect(run(`T | summarize result = ${aggregate}`)).toEqual([{ result: expected }]);
  });

  it('over no rows yields one row without by, and none with it', () => {
    const aggregates = 'count(), sum(n), max(n), avg(n), make_list(n), min(kind), arg_max(n, id)';

    expect(run(`T | where n > 99 | summarize ${aggregates}`)).toEqual([
      { count_: 0, sum_n: 0, max_n: null, avg_n: 'NaN', list_n: [], min_kind: '', n: null, id: '' },
    ]);
    expect(run('T | where n > 99 | summarize count() by kind')).toEqual([]);
  });
});

describe('summarize by', () => {
  it('puts the keys first, null among them, under their own names', () => {
    expect(run('T | summarize count() by n')).toEqual([
      { n: 3, count_: 2 },
      { n: 5, count_: 1 },
      { n: null, count_: 1 },
    ]);
  });

  it('groups by expressions', () => {
    expect(run('T | summarize count() by bin(t, 1d), upper = toupper(kind)')).toEqual([
      { t: '2026-01-01T00:00:00Z', upper: 'A', count_: 1 },
      { t: '2026-01-02T00:00:00Z', upper: 'B', count_: 1 },
      { t: null, upper: 'A', count_: 2 },
    ]);
    expect(run('T | summarize count() by tostring(tags.x)')).toEqual([
      { tags_x: '1', count_: 1 },
      { tags_x: '2', count_: 1 },
      { tags_x: '', count_: 2 },
    ]);
  });

  it('works like distinct without an aggregate', () => {
    expect(run('T | summarize by kind')).toEqual([{ kind: 'a' }, { kind: 'b' }]);
  });

  it('refuses a dynamic key, as Kusto does', () => {
    expect(() => run('T | summarize count() by tags.x')).toThrow("type 'dynamic' is not allowed");
  });

  it('returns the row of the largest and smallest value', () => {
    expect(run('T | summarize arg_max(n, id) by kind')).toEqual([
      { kind: 'a', n: 3, id: '/1' },
      { kind: 'b', n: 5, id: '/2' },
    ]);
    expect(run('T | summarize arg_min(n, *) by kind | project kind, n, id')).toEqual([
      { kind: 'a', n: 3, id: '/1' },
      { kind: 'b', n: 5, id: '/2' },
    ]);
  });

  it('takes several columns of one row', () => {
    expect(run('T | summarize take_any(id, n) by kind')).toEqual([
      { kind: 'a', id: '/1', n: 3 },
      { kind: 'b', id: '/2', n: 5 },
    ]);
  });
});
