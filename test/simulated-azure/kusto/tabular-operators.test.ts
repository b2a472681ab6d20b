import { describe, expect, it } from 'vitest';
import { query } from './evaluate.ts';

const columns = { id: 'string', name: 'string', n: 'long', tags: 'dynamic' } as const;
const rows = [
  { id: '/1', name: 'b', n: 2, tags: { team: 'x' } },
  { id: '/2', name: 'B', n: null, tags: null },
  { id: '/3', name: 'a', n: 1 },
  { id: '/4', n: 2, tags: { team: 'y', cost: 1 } },
];
const run = (text: string) => query(text, columns, rows);
const ids = (text: string) => run(text).rows.map((row) => row['id']);
const names = (text: string) => run(text).columns.map(({ name }) => name);

describe('where', () => {
  it('keeps a row when the condition is true, not when it is null', () => {
    expect(ids('T | where n > 1')).toEqual(['/1', '/4']);
    expect(ids('T | where n != 2')).toEqual(['/2', '/3']);
  });

  it('reads the resources table when the query begins with an operator', () => {
    expect(() => run('where n > 1')).toThrow('Table resources is invalid');
  });
});

describe('project and extend', () => {
  it('keeps the order written and names what has no name as Kusto does', () => {
    expect(names('T | project n, id, tostring(tags.team), n + 1, x = name')).toEqual([
      'n',
      'id',
      'tags_team',
      'Column1',
      'x',
    ]);
  });

  it('appends new columns and replaces known ones in place', () => {
    const result = run(`T | extend n = n * 10, tolower(name), extra = tags.team | take 1`);

    expect(result.columns.map(({ name }) => name)).toEqual(['id', 'name', 'n', 'tags', 'Column1', 'extra']);
    expect(result.rows).toEqual([{ id: '/1', name: 'b', n: 20, tags: { team: 'x' }, Column1: 'b', extra: 'x' }]);
  });

  it('replaces a column by an unnamed expression that carries its name', () => {
    expect(names('T | extend tostring(n)')).toEqual(['id', 'name', 'n', 'tags']);
    expect(run('T | extend tostring(n) | take 1').rows[0]?.['n']).toBe('2');
  });

  it('drops columns by name and by wildcard', () => {
    expect(names('T | project-away tags, na*')).toEqual(['id', 'n']);
  });

  it('gives null for what a row lacks, and an empty string where the column is a string', () => {
    expect(run(`T | where id in ('/3', '/4') | project name, tags`).rows).toEqual([
      { name: 'a', tags: null },
      { name: '', tags: { team: 'y', cost: 1 } },
    ]);
  });
});

describe('order by, top, take', () => {
  it.each([
    ['T | order by n', ['/1', '/4', '/3', '/2']],
    ['T | order by n asc', ['/2', '/3', '/1', '/4']],
    ['T | order by n asc nulls last', ['/3', '/1', '/4', '/2']],
    ['T | order by n desc nulls first', ['/2', '/1', '/4', '/3']],
    ['T | sort by name asc', ['/4', '/2', '/3', '/1']],
    ['T | order by n asc, id desc', ['/2', '/3', '/4', '/1']],
    ['T | top 2 by n', ['/1', '/4']],
    ['T | top 1 by n asc nulls last', ['/3']],
    ['T | take 2', ['/1', '/2']],
    ['T | limit 0', []],
  ])('%s', (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  it('refuses to order by a dynamic', () => {
    expect(() => run('T | order by tags.team')).toThrow("type 'dynamic' is not allowed");
  });
});

describe('distinct and count', () => {
  it('keeps the first of each combination', () => {
    expect(run('T | distinct n').rows).toEqual([{ n: 2 }, { n: null }, { n: 1 }]);
    expect(run('T | project id, n | distinct *').rows).toHaveLength(4);
  });

  it('counts in a column named Count', () => {
    expect(run('T | count').rows).toEqual([{ Count: 4 }]);
  });
});

describe('mv-expand', () => {
  const expand = (text: string, list: unknown, other?: unknown) =>
    query(text, { id: 'string', list: 'dynamic', other: 'dynamic' }, [{ id: '/1', list, other }]).rows;

  it.each([
    ['each item of an array', [1, 'x'], [1, 'x']],
    ['one row for null', null, [null]],
    ['one row for a scalar', 'x', ['x']],
    ['no row for an empty array', [], []],
    ['each property of a bag as a bag', { a: 1, b: 2 }, [{ a: 1 }, { b: 2 }]],
  ])('makes %s', (_, list, expected) => {
    expect(expand('T | mv-expand item = list', list).map((row) => row['item'])).toEqual(expected);
  });

  it('replaces the column when it is given no other name, and also goes by mvexpand', () => {
    expect(expand('T | mvexpand list | project list', [1, 2])).toEqual([{ list: 1 }, { list: 2 }]);
  });

  it('makes pairs of a bag with kind=array', () => {
    expect(expand('T | mv-expand kind=array list | project list', { a: 1 })).toEqual([{ list: ['a', 1] }]);
  });

  it('expands side by side, converts and counts', () => {
    const text = 'T | mv-expand with_itemindex=i a = list to typeof(string), other | project i, a, other';

    expect(expand(text, [1, 2], ['x'])).toEqual([
      { i: 0, a: '1', other: 'x' },
      { i: 1, a: '2', other: null },
    ]);
  });

  it('stops at 128 rows of one row unless a limit is set', () => {
    const list = Array.from({ length: 500 }, (_, index) => index);

    expect(expand('T | mv-expand list', list)).toHaveLength(128);
    expect(expand('T | mv-expand list limit 400', list)).toHaveLength(400);
    expect(() => expand('T | mv-expand list limit 401', list)).toThrow('row limit 401 is above 400');
  });
});

describe('parse', () => {
  const parse = (pattern: string, id: string) =>
    query(`T | parse ${pattern} | project-away id`, { id: 'string' }, [{ id }]).rows[0];

  it.each([
    [`id with * '/groups/' group '/vms/' vm`, '/x/groups/g/vms/v', { group: 'g', vm: 'v' }],
    [`id with 'n' number:long '-' rest`, 'n12-a-b', { number: 12, rest: 'a-b' }],
    [`id with 'n' number:long '-' rest`, 'nx-a', { number: null, rest: '' }],
    [`kind=relaxed id with 'n' number:long '-' rest`, 'nx-a', { number: null, rest: 'a' }],
    [`id with 'z' all`, 'abc', { all: '' }],
    [`kind=regex id with '[a-z]+' number:long '-' *`, 'ab12-x', { number: 12 }],
    [`kind=regex flags=i id with 'VM' number`, 'vm7', { number: '7' }],
  ])('%s of %s', (pattern, id, expected) => {
    expect(parse(pattern, id)).toEqual(expected);
  });
});
