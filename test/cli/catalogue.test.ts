import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/checks/index.ts';
import { runCli } from './run-cli.ts';

describe('checks', () => {
  it('lists every check with code, severity, category and title', async () => {
    const { code, stdout } = await runCli(['checks']);
    const [head, ...lines] = stdout.trimEnd().split('\n');

    expect(code).toBe(0);
    expect(head).toMatch(/^CODE +SEVERITY +CATEGORY +PASSES WHEN$/);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(catalogue.map((check) => check.code));
    expect(lines.find((line) => line.startsWith('RT-004'))).toMatch(/^RT-004 +high +routeTable +Every running node/);
  });

  it('fits a terminal, and leaves nothing of a title out', async () => {
    const terminal = { isTerminal: { stdout: true, stderr: true }, columns: 80, env: { NO_COLOR: '1' } };
    const { stdout } = await runCli(['checks'], terminal);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).not.toContain('…');
  });

  it('is JSON with the texts of each check when asked for', async () => {
    const all: unknown = JSON.parse((await runCli(['checks', '--json'])).stdout);
    expect(all).toHaveLength(catalogue.length);
    expect(all).toContainEqual(
      expect.objectContaining({ code: 'RT-004', live: true, severities: ['high'], docs: 'docs/checks/RT-004.md' }),
    );
  });
});

describe('explain', () => {
  it('prints the page of a check, whatever the case of its code', async () => {
    const { code, stdout } = await runCli(['explain', 'rt-004']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# RT-004: Every running node/);
    expect(stdout).toContain('## How to fix it');
  });

  it('takes the marks of Markdown away on a terminal', async () => {
    const terminal = { isTerminal: { stdout: true, stderr: true }, columns: 80, env: { NO_COLOR: '1' } };
    for (const { code } of catalogue) {
      const { stdout } = await runCli(['explain', code], terminal);
      expect(stdout).toMatch(new RegExp(`^${code}: `));
      expect(stdout).not.toMatch(/^#|\*\*|\]\(|^\|/m);
    }
  });

  it.each([
    ['RT-04', 'Did you mean RT-004'],
    ['node-without-route', '"kubenet-audit checks" lists the codes there are.'],
  ])('answers %s with what was probably meant', async (code, advice) => {
    const run = await runCli(['explain', code]);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(`There is no check ${code}. ${advice}`);
  });
});
