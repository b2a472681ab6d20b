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

it('the young generation stays as it began, however much survives', () => {
  // In one thread: collecting beside the program, V8 may hold some pages more for a moment, and how many depends on the machine's load.
  const megabytes = (options: readonly string[]) =>
    Number(
      execFileSync(process.execPath, ['--single-threaded', ...options, '--eval', survivors], {
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: '' },
      }),
    );

  expect(megabytes(['--import', module])).toBeLessThanOrEqual(8);
  expect(megabytes([])).toBeGreaterThan(16);
});
