import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { toReportStream } from '../../src/report/parse-report.ts';
import { renderXlsx } from '../../src/report/xlsx.ts';
import { aHostileReport } from './a-report.ts';

const run = promisify(execFile);

const hasLibreOffice = await run('soffice', ['--version']).then(
  () => true,
  () => false,
);

it('LibreOffice opens the workbook and prints it', async ({ skip }) => {
  if (!hasLibreOffice) return skip('LibreOffice is not installed: there is no soffice.');
  const folder = await mkdtemp(join(tmpdir(), 'xlsx-'));
  try {
    const workbook = join(folder, 'report.xlsx');
    await writeFile(workbook, renderXlsx(toReportStream(aHostileReport())));
    // A profile of its own, since LibreOffice runs once for each.
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`;
    await run('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, workbook]);

    expect((await readFile(join(folder, 'report.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
  } finally {
    await rm(folder, { recursive: true });
  }
});
