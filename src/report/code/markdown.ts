import type { CodeReport } from '../../model/iac-report.ts';
import { markdownText } from '../../words/markdown-escape.ts';
import { clustersText, codeInShort, codeVerdictWords, joinedText, placeText } from './words.ts';

/**
 * For a pull request, or as a part of an audit's report: the sum, a table of the places, and what was not read.
 * @param rowsShown the places that are listed at most; the others are counted
 */
export function codeMarkdown(report: CodeReport, rowsShown = Number.POSITIVE_INFINITY): string {
  const rows = report.findings.slice(0, rowsShown).map((finding) => {
    const { verdict, why, instead, waiver } = finding;
    const waived = waiver === null ? '' : ` (waived until ${waiver.until}: ${markdownText(waiver.reason)})`;
    const text = [why, instead, clustersText(finding)].filter(Boolean).map(markdownText).join('<br>');
    return `| ${markdownText(placeText(finding))} | ${codeVerdictWords[verdict].says}${waived} | ${text} |`;
  });
  const more = report.findings.length - rows.length;
  const table =
    rows.length === 0
      ? []
      : ['| Place | Verdict | Why, and what to write instead |', '| --- | --- | --- |', ...rows, ''];
  const clusters = (report.clusters ?? []).map(
    (cluster) => `- **${markdownText(cluster.name)}**: ${markdownText(joinedText(cluster))}`,
  );
  const gaps = report.notRead.map((gap) => `- ${markdownText(placeText(gap))}: ${markdownText(gap.reason)}`);
  return [
    '## kubenet in code',
    '',
    markdownText(codeInShort(report)),
    '',
    ...table,
    ...(more > 0 ? [`${more} more places found no room here: the JSON of the same report holds every one.`, ''] : []),
    ...section('Clusters and their code', clusters.slice(0, rowsShown)),
    ...section('Not read whole', gaps.slice(0, rowsShown)),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`### ${title}`, '', ...lines, ''];
}
