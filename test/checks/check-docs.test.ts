import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDocsDifferences, writeCheckDocs } from '../../scripts/generate/check-docs.ts';
import { explain } from '../../src/checks/explain.ts';
import { catalogue } from '../../src/checks/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('the docs pages of the checks', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'check-docs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const page = (name: string) => join(folder, 'docs/checks', name);

  it('are up to date', async () => {
    expect(await checkDocsDifferences(root)).toEqual([]);
  });

  it('are one for each check, with its explanation, and an index that links them', async () => {
    await writeCheckDocs(folder);

    const index = readFileSync(page('README.md'), 'utf8');
    for (const check of catalogue) {
      expect(readFileSync(page(`${check.code}.md`), 'utf8')).toContain(explain(check));
      expect(index).toContain(`[${check.code}](${check.code}.md)`);
    }
    expect(readdirSync(page('.'))).toHaveLength(catalogue.length + 1);
  });

  it('lose the page of a check that is gone', async () => {
    await writeCheckDocs(folder);
    writeFileSync(page('RT-999.md'), 'old');

    await writeCheckDocs(folder);

    expect(readdirSync(page('.'))).not.toContain('RT-999.md');
  });

  it('are told apart from what is on disk, which stays as it is', async () => {
    await writeCheckDocs(folder);
    writeFileSync(page('RT-001.md'), 'edited by hand');
    writeFileSync(page('RT-999.md'), 'old');
    rmSync(page('RT-002.md'));

    expect((await checkDocsDifferences(folder)).sort()).toEqual([
      'docs/checks/RT-001.md differs from its check',
      'docs/checks/RT-002.md is missing',
      'docs/checks/RT-999.md belongs to no check',
    ]);
    expect(readFileSync(page('RT-001.md'), 'utf8')).toBe('edited by hand');
    expect(readdirSync(page('.'))).toContain('RT-999.md');
  });

  it('fail --check where there are none, each by its name', () => {
    const script = join(root, 'scripts/generate-check-docs.ts');
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { cwd: folder, encoding: 'utf8' });

    expect(status).toBe(1);
    for (const { code } of catalogue) expect(stderr).toContain(`docs/checks/${code}.md is missing\n`);
    expect(readdirSync(folder)).toEqual([]);
  });
});
