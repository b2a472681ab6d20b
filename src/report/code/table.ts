import type { IacReport, IacReportFinding } from '../../model/iac-report.ts';
import { plainLine } from '../../words/plain-text.ts';
import { wrapped } from '../../words/terminal-text.ts';
import { clustersText, codeInShort, codeVerdictWords, joinedText, placeText } from './words.ts';

interface Page {
  readonly width: number;
  readonly colour: boolean;
}

const colours = { error: '31', warning: '33', note: '36' } as const;

/** For a terminal: a paragraph a finding, then the clusters, what was not read, and the sum. */
export function codeTable(report: IacReport, { width, colour }: Page): string {
  const paragraphs = [
    ...report.findings.map((finding) => findingText(finding, width, colour)),
    ...(report.clusters ?? []).map((cluster) =>
      indented(plainLine(`${cluster.name}: ${joinedText(cluster)}`), width, ''),
    ),
    ...notReadText(report, width),
    indented(codeInShort(report), width, ''),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function findingText(finding: IacReportFinding, width: number, colour: boolean): string {
  const { says, level } = codeVerdictWords[finding.verdict];
  const word = colour ? `\u001B[${colours[level]}m${says}\u001B[0m` : says;
  const waived =
    finding.waiver === null ? '' : ` (waived until ${finding.waiver.until}: ${plainLine(finding.waiver.reason)})`;
  const used = finding.usedAt.map(placeText).join(', ');
  const lines = [finding.why, used === '' ? '' : `Used at ${used}.`, finding.instead, clustersText(finding)];
  return [
    `${plainLine(placeText(finding))}  ${word}${waived}`,
    ...lines.filter(Boolean).map((line) => indented(plainLine(line), width, '  ')),
  ].join('\n');
}

function indented(text: string, width: number, indent: string): string {
  return wrapped(text, Math.max(40, width - indent.length))
    .map((line) => indent + line)
    .join('\n');
}

const notReadShown = 20;

function notReadText({ notRead }: IacReport, width: number): string[] {
  if (notRead.length === 0) return [];
  const lines = notRead
    .slice(0, notReadShown)
    .map((gap) => indented(plainLine(`${placeText(gap)}: ${gap.reason}`), width, '  '));
  const more = notRead.length - notReadShown;
  return [
    ['Not read whole:', ...lines, ...(more > 0 ? [`  and ${more} more; the other formats name them.`] : [])].join('\n'),
  ];
}
