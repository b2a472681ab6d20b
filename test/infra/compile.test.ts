import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInfraFiles } from '../../scripts/bicep/infra-files.ts';

const root = join(import.meta.dirname, '../..');
const roots = ['main.bicep', 'rbac/management-group.bicep'];

/** The compiler of this machine, by itself or as a part of the Azure CLI. */
const compiler = [
  { program: 'bicep', start: [], version: '--version', file: [] },
  { program: 'az', start: ['bicep'], version: 'version', file: ['--file'] },
].find(({ program, start, version }) => spawnSync(program, [...start, version]).status === 0);

function compile(command: 'build' | 'lint', path: string) {
  const { program = '', start = [], file = [] } = compiler ?? {};
  const options = command === 'build' ? ['--stdout'] : [];
  const args = [...start, command, ...options, ...file, join(root, 'infra', path)];
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8' });
  return { stdout, status, complaints: stderr.split('\n').filter((line) => /Warning|Error/.test(line)) };
}

describe.skipIf(compiler === undefined)('the Bicep compiler', () => {
  it.each(roots)('compiles infra/%s', (path) => {
    expect(JSON.parse(compile('build', path).stdout)).toHaveProperty('resources');
  });

  it.each(roots)('has nothing to say against infra/%s', (path) => {
    expect(compile('lint', path)).toMatchObject({ status: 0, complaints: [] });
  });
});

it('every other file is a module of one of those that are compiled', () => {
  const files = readInfraFiles(root);
  const modules = files.flatMap(({ path, declarations }) =>
    declarations.filter(({ kind }) => kind === 'module').map(({ type }) => join(path, '..', type)),
  );

  expect([...new Set([...modules, ...roots])].sort()).toEqual(files.map(({ path }) => path));
});
