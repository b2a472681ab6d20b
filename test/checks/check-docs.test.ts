import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explain } from '../../src/checks/explain.ts';
import { catalogue } from '../../src/checks/index.ts';

const script = fileURLToPath(new URL('../../scripts/generate-check-docs.ts', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));

function generate(cwd: string, ...options: string[]) {
  return spawnSync(process.execPath, [script, ...options], { cwd, encoding: 'utf8' });
}

describe('the docs pages of the checks', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'check-docs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const page = (name: string) => join(folder, 'docs/checks', name);

  it('are up to date', () => {
    const { status, stderr } = generate(root, '--check');

    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('are one for each check, with its explanation, and an index that links them', () => {
    generate(folder);

    const index = readFileSync(page('README.md'), 'utf8');
    for (const check of catalogue) {
      expect(readFileSync(page(`${check.code}.md`), 'utf8')).toContain(explain(check));
      expect(index).toContain(`[${check.code}](${check.code}.md)`);
    }
    expect(readdirSync(page('.'))).toHaveLength(catalogue.length + 1);
  });

  it('lose the page of a check that is gone', () => {
    generate(folder);
    writeFileSync(page('RT-999.md'), 'old');

    generate(folder);

    expect(readdirSync(page('.'))).not.toContain('RT-999.md');
  });

  it('fail --check, which writes nothing, when one differs, is missing, or belongs to no check', () => {
    generate(folder);
    writeFileSync(page('RT-001.md'), 'edited by hand');
    writeFileSync(page('RT-999.md'), 'old');
    rmSync(page('RT-002.md'));

    const { status, stderr } = generate(folder, '--check');

    expect(status).toBe(1);
    expect(stderr).toContain('RT-001.md differs');
    expect(stderr).toContain('RT-002.md is missing');
    expect(stderr).toContain('RT-999.md belongs to no check');
    expect(readFileSync(page('RT-001.md'), 'utf8')).toBe('edited by hand');
    expect(readdirSync(page('.'))).toContain('RT-999.md');
  });

  it('fail --check where there are none', () => {
    expect(generate(folder, '--check').status).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});
