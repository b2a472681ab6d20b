import { expect, it } from 'vitest';
import { agrees, countOf } from '../../src/model/count-of.ts';

it.each([
  [0, '0 nodes'],
  [1, '1 node'],
  [2, '2 nodes'],
])('counts %i', (count, text) => {
  expect(countOf(count, 'node')).toBe(text);
});

it('takes another plural, and lets the verb agree', () => {
  expect(countOf(2, 'free address', 'free addresses')).toBe('2 free addresses');
  expect([0, 1, 2].map((count) => agrees(count, 'is', 'are'))).toEqual(['0 are', '1 is', '2 are']);
});
