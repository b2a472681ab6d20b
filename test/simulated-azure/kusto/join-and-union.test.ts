import { describe, expect, it } from 'vitest';
import './warm-parser.ts';
import { runQuery } from '../../../simulated-azure/kusto/run-query.ts';

const tables = {
  left: {
    columns: { id: 'string', key: 'long', text: 'string' },
    rows: [
      { id: 'a', key: 1, text: 'x' },
      { id: 'b', key: 1, text: 'y' },
      { id: 'c', key: 2, text: 'x' },
      { id: 'd', key: null, text: '' },
    ],
  },
  right: {
    columns: { id: 'string', key: 'long', other: 'dynamic' },
    rows: [
      { id: 'r', key: 1, other: { o: 1 } },
      { id: 's', key: 1 },
      { id: 't', key: 3 },
      { id: 'u', key: null },
    ],
  },
} as const;

const run = (text: string) =>
  runQuery(text, (name) => (name === 'L' ? tables.left : name === 'R' ? tables.right : undefined));
const pairs = (text: string) => run(`${text} | project id, id1`).rows.map((row) => `${row['id']}${row['id1']}`);

describe('join', () => {
  it.each([
    ['L | join R on key', ['ar', 'as']],
    ['L | join kind=innerunique R on key', ['ar', 'as']],
    ['L | join kind=inner R on key', ['ar', 'as', 'br', 'bs']],
    ['L | join kind=leftouter R on key', ['ar', 'as', 'br', 'bs', 'c', 'd']],
    ['L | join kind=fullouter R on key', ['ar', 'as', 'br', 'bs', 'c', 'd', 't', 'u']],
    ['L | join kind=inner (R | where id == "r") on $left.key == $right.key', ['ar', 'br']],
    ['L | join kind=inner (L | project id, key, text) on key, text', ['aa', 'bb', 'cc']],
  ])('%s', (text, expected) => {
    expect(pairs(text)).toEqual(expected);
  });

  it('keeps all columns of both sides, the second of a name with a 1', () => {
    const result = run('L | join kind=leftouter R on key | where id == "c"');

    expect(result.rows).toEqual([{ id: 'c', key: 2, text: 'x', id1: '', key1: null, other: null }]);
  });
});

describe('union', () => {
  it('appends the rows and leaves missing what a leg lacks', () => {
    expect(run('L | take 1 | union (R | take 1)').rows).toEqual([
      { id: 'a', key: 1, text: 'x', other: null },
      { id: 'r', key: 1, text: '', other: { o: 1 } },
    ]);
  });

  it('takes kind=inner of legs with the same columns, and refuses to guess for others', () => {
    expect(run('L | project id | union kind=inner (R | project id) | count').rows).toEqual([{ Count: 8 }]);
    expect(() => run('L | union kind=inner R')).toThrow('project the same columns');
  });

  it('begins a query and names the source', () => {
    expect(run('union withsource=from L, R | summarize count() by from').rows).toEqual([
      { from: 'L', count_: 4 },
      { from: 'R', count_: 4 },
    ]);
  });

  it('keeps columns of one name and two types apart', () => {
    expect(run(`L | take 1 | project key | union (R | take 1 | project key = 'k')`).rows).toEqual([
      { key_long: 1, key_string: '' },
      { key_long: null, key_string: 'k' },
    ]);
  });
});
