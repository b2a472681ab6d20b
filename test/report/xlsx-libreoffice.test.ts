import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { toReportStream } from '../../src/report/parse-report.ts';
import { renderXlsx, sheets } from '../../src/report/xlsx.ts';
import { aHostileReport, aPartialReport } from './a-report.ts';

const run = promisify(execFile);

const hasLibreOffice = await run('soffice', ['--version']).then(
  () => true,
  () => false,
);

it('LibreOffice opens the workbook and prints it', async ({ skip }) => {
  if (!hasLibreOffice) return skip('LibreOffice is not installed: there is no soffice.');
  const folder = await mkdtemp(join(tmpdir(), 'xlsx-'));
  const reports = { partial: aPartialReport(), hostile: aHostileReport() };
  try {
    const workbooks = Object.keys(reports).map((name) => join(folder, `${name}.xlsx`));
    for (const [index, report] of Object.values(reports).entries()) {
      await writeFile(workbooks[index] ?? '', renderXlsx(toReportStream(report)));
    }
    // A profile of its own, since LibreOffice runs once for each.
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`;
    await run('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...workbooks]);
    const pagesOf = async (name: string) =>
      (await readFile(join(folder, `${name}.pdf`))).toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length;

    // A page for each sheet of so few rows: none is printed on pages beside each other.
    expect(await pagesOf('partial')).toBe(sheets.length);
    expect(await pagesOf('hostile')).toBe(sheets.length);
  } finally {
    await rm(folder, { recursive: true });
  }
});
