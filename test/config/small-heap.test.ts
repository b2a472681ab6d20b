import { execFileSync, spawnSync } from 'node:child_process';
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

/** Makes garbage without a pause beside what is kept, and prints the most megabytes that both have come to. */
const garbage = `
const { getHeapStatistics } = require('node:v8');
const kept = Array.from({ length: 400_000 }, (_, index) => ({ index, parts: [index] }));
let [most, last] = [0];
for (let index = 0; index < 3_000_000; index += 1) {
  last = { index, parts: new Array(60).fill(index) };
  if (index % 10 === 0) kept[index % kept.length] = { index, parts: [index] };
  if (index % 500 === 0) most = Math.max(most, getHeapStatistics().used_heap_size);
}
console.log(most / 2 ** 20);
`;

const module = pathToFileURL(join(import.meta.dirname, '../../src/config/small-heap.ts')).href;

it('V8 knows every flag that is set: of one that it does not know it says so, and goes on', () => {
  const said = (script: string) =>
    spawnSync(process.execPath, ['--import', script, '--eval', ''], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });

  const known = said(module);
  expect(known.status).toBe(0);
  expect(known.stderr).not.toContain('flag');
  const unknown =
    "data:text/javascript,import { setFlagsFromString } from 'node:v8'; setFlagsFromString('--no-such-flag');";
  expect(said(unknown).stderr).toContain('no-such-flag');
});

/**
 * What a program prints with these options. In one thread: collecting beside the program, V8 may hold some pages more for a moment, and
 * how many depends on the machine's load.
 */
function printed(program: string, ...options: readonly string[]): number {
  return Number(
    execFileSync(process.execPath, ['--single-threaded', ...options, '--eval', program], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    }),
  );
}

it('the young generation stays as it began, however much survives', () => {
  expect(printed(survivors, '--import', module)).toBeLessThanOrEqual(8);
  expect(printed(survivors)).toBeGreaterThan(16);
});

it('what is young is collected while the old is being marked too', () => {
  const asElsewhere =
    "data:text/javascript,import { setFlagsFromString } from 'node:v8'; setFlagsFromString('--separate-gc-phases');";

  expect(printed(garbage, '--import', module)).toBeLessThan(
    0.8 * printed(garbage, '--import', module, '--import', asElsewhere),
  );
});
