import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/checks/index.ts';
import { loadParsers } from '../../../src/iac/syntax/grammars.ts';
import { sourceText } from '../../../src/iac/text/source-text.ts';
import { severities } from '../../../src/model/finding.ts';
import { formats } from '../../../src/report/formats.ts';
import { patienceMs } from '../../patience.ts';
import { runCli } from '../run-cli.ts';

const formatNames = formats.map(({ name }) => name);
const routeTableCodes = catalogue.map(({ code }) => code).filter((code) => code.startsWith('RT-01'));

/** What a person would type before the Tab, in a folder that holds `run.json` and the folder `rundown`. */
const cases: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['kubenet-audit s', ['scan', 'serve']],
  ['kubenet-audit alert ', ['test', 'preview', 'help']],
  ['kubenet-audit alert help p', ['preview']],
  ['kubenet-audit help sc', ['scan']],
  ['kubenet-audit scan --fo', ['--format']],
  ['kubenet-audit alert test --c', ['--channel']],
  ['kubenet-audit --v', ['--version']],
  ['kubenet-audit scan --format ', formatNames],
  ['kubenet-audit scan --source ', ['auto', 'graph', 'arm']],
  ['kubenet-audit scan --fail-on ', [...severities.filter((each) => each !== 'info'), 'any']],
  ['kubenet-audit collect --shell ', ['bash', 'powershell']],
  ['kubenet-audit completion ', ['bash', 'zsh', 'fish', 'powershell']],
  ['kubenet-audit explain RT-01', routeTableCodes],
  ['kubenet-audit report --from ru', ['run.json', 'rundown']],
  ['kubenet-audit report --from a.json b.json ru', ['run.json', 'rundown']],
  ['kubenet-audit report --from a.json b.json --format m', ['md']],
  ['kubenet-audit scan --input ru', ['rundown']],
  ['kubenet-audit iac one two ru', ['run.json', 'rundown']],
  ['kubenet-audit diff one.json ru', ['run.json', 'rundown']],
  ['kubenet-audit scan --max-rps ', []],
  ['kubenet-audit scan --subscription one ', []],
  ['kubenet-audit unknown ', []],
];

describe('completion', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubenet-audit-completion-'));
    await writeFile(join(folder, 'run.json'), '');
    await mkdir(join(folder, 'rundown'));
    for (const shell of ['bash', 'zsh', 'fish']) {
      await writeFile(join(folder, `script.${shell}`), (await runCli(['completion', shell])).stdout);
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  describe.each([
    ['bash', ['--norc', '--noprofile']],
    ['zsh', ['-f']],
    ['fish', ['--no-config']],
  ] as const)('of %s', (shell, options) => {
    it.skipIf(!isThere(shell))('offers what may come next', async () => {
      const lines = [...cases.map(([line]) => line), 'kubenet-audit scan --format=j'];
      const driver = join(import.meta.dirname, `offered.${shell}`);
      const { stdout, stderr } = await promisify(execFile)(
        shell,
        [...options, driver, join(folder, `script.${shell}`), ...lines],
        {
          cwd: folder,
          env: { PATH: process.env['PATH'], HOME: folder, TERM: 'dumb', LC_ALL: 'C' },
          timeout: patienceMs,
        },
      );
      expect(stderr).toBe('');
      const offered = stdout.split(/^== /m).slice(1).map(answerOf);
      const joined = shell === 'fish' ? '--format=json' : 'json';
      expect(offered).toEqual([
        ...cases.map(([line, words]) => [line, words.toSorted()]),
        ['kubenet-audit scan --format=j', [joined]],
      ]);
    });
  });

  it('of PowerShell is PowerShell', async () => {
    const { stdout } = await runCli(['completion', 'powershell']);
    const tree = (await loadParsers()).powershell(sourceText('completion.ps1', stdout));
    expect(tree.rootNode.hasError).toBe(false);
    tree.delete();
  });

  it.each(['bash', 'zsh', 'fish', 'powershell'])(
    'of %s has every command and option of the help, in ASCII',
    async (shell) => {
      const { stdout } = await runCli(['completion', shell]);
      const commands = namesIn((await runCli(['--help'])).stdout, /^ {2}([a-z]+) /gm);
      expect(commands).toContain('completion');
      for (const command of commands.filter((each) => each !== 'help')) {
        const { stdout: help } = await runCli([command, '--help']);
        const long = namesIn(help, /^ {2}(?:-\w, )?--([a-z-]+)/gm);
        expect(long).toContain('help');
        for (const name of [command, ...long]) expect(stdout).toMatch(new RegExp(`\\b${name}\\b`));
      }
      expect(stdout).toMatch(/^[\n -~]+$/);
    },
  );

  it('is not had for another shell', async () => {
    expect(await runCli(['completion', 'cmd'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        "kubenet-audit: command-argument value 'cmd' is invalid for argument 'SHELL'. Allowed choices are bash, zsh, fish, powershell.; see kubenet-audit completion --help\n",
    });
  });
});

function isThere(shell: string): boolean {
  return process.platform !== 'win32' && spawnSync(shell, ['-c', 'exit 0']).status === 0;
}

/** Shells differ in the order, in what they call a folder, and in offering a word twice. */
function answerOf(text: string): [line: string, offered: string[]] {
  const [line = '', ...words] = text.split(/\r?\n/);
  const named = words.filter((word) => word !== '').map((word) => word.replace(/\/$/, ''));
  return [line, [...new Set(named)].toSorted()];
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []);
}
