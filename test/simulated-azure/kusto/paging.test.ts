import { expect, it } from 'vitest';
import { query } from './evaluate.ts';

const run = (text: string) => query(text, { id: 'string', n: 'long' }, [{ id: '/1', n: 1 }]);

it.each([
  ['T', true, false],
  ['T | project id | order by id asc', true, false],
  ['T | project n', false, false],
  ['T | project x = id', false, false],
  ['T | take 5', false, true],
  ['T | top 5 by n | project id', false, true],
  ['T | summarize count() by id', false, false],
  ['T | distinct id', false, false],
  ['T | count', false, false],
  ['T | join kind=leftouter (T | summarize count() by id) on id', true, false],
])('%s: pageable %s, limited %s', (text, pageable, limited) => {
  expect(run(text)).toMatchObject({ pageable, limited });
});
