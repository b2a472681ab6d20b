import { markdownText } from '../../report/markdown-escape.ts';
import type { IacReport } from '../iac-report.ts';
import { sumText } from './table.ts';
import { clustersText, verdictWords } from './words.ts';

/** For a pull request: the sum, a table of the places, and what was not read. */
export function iacMarkdown(report: IacReport, nameOf: (file: string) => string): string {
  const rows = report.findings.map((finding) => {
    const { file, line, verdict, why, instead, waiver } = finding;
    const waived = waiver === null ? '' : ` (waived until ${waiver.until}: ${markdownText(waiver.reason)})`;
    const text = [why, instead, clustersText(finding)].filter(Boolean).map(markdownText).join('<br>');
    return `| ${markdownText(nameOf(file))}:${line} | ${verdictWords[verdict].says}${waived} | ${text} |`;
  });
  const table =
    rows.length === 0
      ? []
      : ['| Place | Verdict | Why, and what to write instead |', '| --- | --- | --- |', ...rows, ''];
  const clusters = (report.clusters ?? []).map(
    ({ name, says }) => `- **${markdownText(name)}**: ${markdownText(says)}`,
  );
  const gaps = report.notRead.map(
    ({ file, line, reason }) =>
      `- ${markdownText(nameOf(file))}${line === null ? '' : `:${line}`}: ${markdownText(reason)}`,
  );
  return [
    '## kubenet in code',
    '',
    markdownText(sumText(report)),
    '',
    ...table,
    ...section('Clusters that run', clusters),
    ...section('Not read whole', gaps),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`### ${title}`, '', ...lines, ''];
}
