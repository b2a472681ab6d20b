import { appendFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestModule } from 'vitest/node';

const shownLines = 15;

interface Trouble {
  message: string;
  stack?: string;
  diff?: string;
}

/**
 * Ends a test run with one line a machine can read: `N passed, N failed`. A file that could not be loaded, and tests whose common set-up
 * failed, count as one failed. What failed is appended to the file that FAILED_TESTS names, for who runs several test runs and tells at
 * the end.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly Trouble[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const failures = [...modules.flatMap(failuresOf), ...unhandledErrors.map((error) => failure('Unhandled', [error]))];
    const skipped = count('skipped');
    if (process.env['FAILED_TESTS']) appendFileSync(process.env['FAILED_TESTS'], failures.join(''));
    const line = `${count('passed')} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    process.stdout.write(`\n${line}\n`);
  }
}

function failuresOf(module: TestModule): string[] {
  const file = module.relativeModuleId;
  const unloaded = module.state() === 'failed' && module.errors().length > 0 ? [failure(file, module.errors())] : [];
  const unprepared = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
  const tests = [...module.children.allTests('failed')];
  return [
    ...unloaded,
    ...unprepared.map((suite) => failure(`${file} > ${suite.fullName}`, suite.errors())),
    ...tests.map((test) => failure(`${file} > ${test.fullName}`, test.result().errors ?? [])),
  ];
}

function failure(name: string, errors: readonly Trouble[]): string {
  const lines = errors.flatMap((error) => [error.message, error.diff ?? '', framesOf(error)].join('\n').split('\n'));
  const shown = lines.filter((line) => line.trim() !== '').slice(0, shownLines);
  return stripVTControlCharacters([`FAILED ${name}`, ...shown.map((line) => `  ${line}`), ''].join('\n'));
}

/** Where it happened, in the project's own files. */
function framesOf({ stack = '' }: Trouble): string {
  const frames = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !/node_modules|node:|<anonymous>\)/.test(line));
  return frames.join('\n');
}
