import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { scanPaths } from '../../src/iac/scan-paths.ts';
import type { IacReport } from '../../src/model/iac-report.ts';

/** Files by their names. `«verdict»` on a line is what must be said of it; the marks are not written. `§{` stands for `${`. */
export type MarkedFiles = Readonly<Record<string, string>>;

const mark = /«([\w-]+)»/g;
const asOf = new Date('2026-11-28T00:00:00Z');

/** What the marks say, and what a scan of the same files says: places with verdicts, and `not-read`, in one order. */
export async function marksAndScan(
  files: MarkedFiles,
  scanWith: Parameters<typeof scanPaths>[2] = {},
): Promise<{ wanted: string[]; found: string[]; report: IacReport }> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'iac-')));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text.replaceAll(mark, '').replaceAll('§{', '$\u007B'));
    }
    const report = await scanPaths([folder], asOf, scanWith);
    const found = [
      ...report.findings.map(({ file, line, verdict }) => `${file}:${line} ${verdict}`),
      ...report.notRead.map(({ file, line }) => `${file}:${line ?? 1} not-read`),
    ];
    return { wanted: Object.entries(files).flatMap(marksOf).sort(), found: found.sort(), report };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function marksOf([file, text]: readonly [string, string]): string[] {
  return text
    .split('\n')
    .flatMap((line, index) => [...line.matchAll(mark)].map(([, said]) => `${file}:${index + 1} ${said}`));
}
