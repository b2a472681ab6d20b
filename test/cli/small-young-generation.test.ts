import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

/** Makes what survives, and prints how many megabytes the young generation has come to. */
const survivors = `
const kept = [];
for (let index = 0; index < 600_000; index += 1) kept.push({ index, parts: [index] });
const space = require('node:v8').getHeapSpaceStatistics().find((each) => each.space_name === 'new_space');
console.log(space.space_size / 2 ** 20);
`;

it('the young generation stays as it began, however much survives', () => {
  const module = pathToFileURL(join(import.meta.dirname, '../../src/cli/small-young-generation.ts')).href;
  const megabytes = (options: readonly string[]) =>
    Number(
      execFileSync(process.execPath, [...options, '--eval', survivors], {
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: '' },
      }),
    );

  expect(megabytes(['--import', module])).toBeLessThanOrEqual(4);
  expect(megabytes([])).toBeGreaterThan(8);
});
