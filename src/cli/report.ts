import { auditPoint, withHistory } from '../audit/report-history.ts';
import type { AuditPoint } from '../model/audit-point.ts';
import type { ReportStream } from '../model/report.ts';
import { chooseFormat } from './choose-format.ts';
import { type AddCommand, examples } from './command.ts';
import { UsageError } from './errors.ts';
import { givenCode, withGivenCode } from './given-code.ts';
import { interruptible } from './interruptible.ts';
import { say } from './io.ts';
import { portalOf } from './portal.ts';
import { savedReport } from './saved-report.ts';
import { addSettingOptions, readSettingOptions } from './setting-options.ts';
import { type SummaryOption, summaryOption, verboseOption } from './shared-options.ts';
import { checkOutput, standardOutput } from './write-output.ts';
import { writeReport } from './write-report.ts';

/** `report --from run.json`: renders a saved report in another format; the newest of several, with the others as its history. */
export const addReport: AddCommand = (command, { io }) => {
  command.requiredOption(
    '--from <FILE...>',
    'The saved report. Of several the newest is rendered; the others are its history.',
  );
  addSettingOptions(command, [
    'KUBENET_AUDIT_IAC',
    'KUBENET_AUDIT_BICEP',
    'KUBENET_AUDIT_FORMAT',
    'KUBENET_AUDIT_OUTPUT',
    'KUBENET_AUDIT_CLOUD',
  ])
    .addOption(summaryOption())
    .addOption(verboseOption())
    .addHelpText(
      'after',
      examples(
        ['as a table', 'kubenet-audit report --from run.json'],
        ['as a page', 'kubenet-audit report --from run.json --output report.html'],
        ['with the pace of a year', 'kubenet-audit report --from audits/*.json --output report.html'],
        ['with the code that makes the clusters', 'kubenet-audit report --from run.json --iac . --output report.html'],
        ['for the body of an issue', 'kubenet-audit report --from run.json --summary > issue.md'],
        ['for a spreadsheet', 'kubenet-audit report --from run.json --format csv > findings.csv'],
      ),
    )
    .action(async ({ from, summary }: SummaryOption & { readonly from: readonly string[] }) => {
      const { format: named, output, audit, portalUrl, iac, bicep } = readSettingOptions(command, io);
      const format = chooseFormat(named, output, io, { isSummary: summary });
      await checkOutput(output);
      const code = givenCode({ iac, bicep });
      const target = { format, output, portalUrl: portalUrl ?? portalOf(audit.cloud), isSummary: summary };
      await interruptible(io, writeReport(await withGivenCode(await newestOf(from), code, io.now()), target, io));
      if (output !== standardOutput) say(io, `Report: ${output}`);
    });
};

async function newestOf(files: readonly string[]): Promise<ReportStream> {
  let newest: ReportStream | undefined;
  const points: AuditPoint[] = [];
  for (const file of files) {
    const report = await savedReport(file);
    points.push(await auditPoint(report));
    if (newest === undefined || Date.parse(report.head.asOf) > Date.parse(newest.head.asOf)) newest = report;
  }
  if (newest === undefined) throw new UsageError('--from names no file.');
  return files.length === 1 ? newest : withHistory(newest, points);
}
