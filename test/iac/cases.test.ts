import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scanPaths } from '../../src/iac/scan-paths.ts';
import { iacReportSchema } from '../../src/model/iac-report.ts';

const expectedSchema = z.object({
  findings: z.array(
    z.object({ file: z.string(), line: z.number(), verdict: z.string(), same: z.boolean().optional() }),
  ),
  clean: z.array(z.string()),
});

const folder = join(import.meta.dirname, 'cases');
const asOf = new Date('2026-11-28T00:00:00Z');

describe('iac, on situations that people have', () => {
  it.each(readdirSync(folder).sort())('%s', async (name) => {
    const expected = expectedSchema.parse(JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8')));
    const report = iacReportSchema.parse(await scanPaths([join(folder, name)], asOf));
    const found = report.findings
      .filter(({ file }) => file !== 'expected.json')
      .map(({ file, line, verdict }) => ({ file, line, verdict }));
    const wanted = expected.findings
      .filter(({ same }) => same !== true)
      .map(({ file, line, verdict }) => ({ file, line, verdict }));
    expect(inOrder(found)).toEqual(inOrder(wanted));
    const spoken = [...report.findings, ...report.notRead].map(({ file }) => file);
    for (const file of expected.clean) expect(spoken).not.toContain(file);
    const used = report.findings.flatMap(({ usedAt }) => usedAt);
    for (const { file, line } of expected.findings.filter(({ same }) => same))
      expect(used).toContainEqual({ file, line });
  });
});

function inOrder<T extends { readonly file: string; readonly line: number }>(places: readonly T[]): T[] {
  return places.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}
