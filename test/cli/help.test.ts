import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { formats } from '../../src/report/formats.ts';
import { runCli } from './run-cli.ts';

describe('help', () => {
  it('goes to standard output when asked for, with examples', async () => {
    for (const command of ['scan', 'report', 'checks', 'explain', 'doctor', 'demo', 'serve', 'completion']) {
      const { code, stdout, stderr } = await runCli([command, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('\nExamples:\n');
      expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
    }
  });

  it('of the program names every command', async () => {
    const { code, stdout } = await runCli(['--help']);
    expect(code).toBe(0);
    for (const command of ['scan', 'report', 'checks', 'explain', 'doctor', 'demo', 'serve', 'completion']) {
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
  });

  it('of the program says of each command what its own help says', async () => {
    for (const { line, description } of commands) {
      const [name = '', ...rest] = line.split(' ');
      const { stdout } = await runCli([name, '--help']);

      const [usage = '', , text] = stdout.replace(/(?<=\w)\n(?=\w)/g, ' ').split('\n');
      const operands = usage
        .split(' ')
        .slice(3)
        .filter((word) => !/^\[(options|command)\]$/.test(word));
      expect({ name, operands, text }).toEqual({
        name,
        operands: rest.filter((word) => word !== '[options]'),
        text: description,
      });
    }
  });

  it('goes to standard error, with exit code 2, when no command was given', async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: kubenet-audit [options] [command]');
  });

  it('suggests the command that was meant', async () => {
    expect(await runCli(['scna'])).toEqual({
      code: 2,
      stdout: '',
      stderr: "kubenet-audit: unknown command 'scna' (Did you mean scan?); see kubenet-audit --help\n",
    });
  });

  it('has a version', async () => {
    expect(await runCli(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it('of checks fits in a few lines', async () => {
    expect((await runCli(['checks', '--help'])).stdout).toMatchInlineSnapshot(`
      "Usage: kubenet-audit checks [options]

      List every check: code, severity, category, title.

      Options:
        --json      As JSON, with the texts of each.
        -h, --help  Show this help.

      Examples:
        # the catalogue
        kubenet-audit checks
        # those that cost traffic today
        kubenet-audit checks --json | jq '.[] | select(.live) | .code'
      "
    `);
  });

  it('of explain fits in a few lines', async () => {
    expect((await runCli(['explain', '--help'])).stdout).toMatchInlineSnapshot(`
      "Usage: kubenet-audit explain [options] <CODE>

      Explain one check: when it fails, why it matters, how to mend it.

      Arguments:
        CODE        the code of the check, as reports print it

      Options:
        -h, --help  Show this help.

      Examples:
        # a node without a route
        kubenet-audit explain RT-004
      "
    `);
  });

  it('of scan and report offers every format there is', async () => {
    const choices = `--format <${formats.map(({ name }) => name).join('|')}>`;
    for (const command of ['scan', 'report']) expect((await runCli([command, '--help'])).stdout).toContain(choices);
  });

  it('of scan documents the exit codes', async () => {
    const { stdout } = await runCli(['scan', '--help']);
    expect(stdout.slice(stdout.indexOf('Exit codes:'), stdout.indexOf('Examples:'))).toMatchInlineSnapshot(`
      "Exit codes:
        0  done
        1  the tool could not do its work: nobody signed in, nothing could be read, a cluster that
           --cluster names is not there, or no cluster carries the tags of --tag
        2  wrong usage, such as a folder that does not exist
        3  a check failed at or above --fail-on; every check counts that is not waived, those of the
           deadline and of the estate too
        4  something could not be read, with --require-complete
      Where several apply, the lowest number is told. With 3 and 4 the report is written; with 1 it is,
      once the subscriptions could be listed.

      "
    `);
  });
});
