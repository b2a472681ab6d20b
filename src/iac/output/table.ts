import { plainLine } from '../../report/plain-text.ts';
import { wrapped } from '../../report/terminal-text.ts';
import { counted } from '../../report/words.ts';
import type { IacReport, IacReportFinding } from '../iac-report.ts';
import { clustersText, verdictWords } from './words.ts';

export interface IacTableOptions {
  readonly width: number;
  readonly colour: boolean;
}

const colours = { error: '31', warning: '33', note: '36' } as const;

/** For a terminal: a paragraph a finding, then what was not read, then the sum. `nameOf` says how a file is named from where one stands. */
export function iacTable(
  report: IacReport,
  nameOf: (file: string) => string,
  { width, colour }: IacTableOptions,
): string {
  const paragraphs = [
    ...report.findings.map((finding) => findingText(finding, nameOf, width, colour)),
    ...(report.clusters ?? []).map(({ name, says }) => indented(`${plainLine(name)}: ${says}`, width, '')),
    ...notReadText(report, nameOf, width),
    indented(sumText(report), width, ''),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function findingText(
  finding: IacReportFinding,
  nameOf: (file: string) => string,
  width: number,
  colour: boolean,
): string {
  const { says, level } = verdictWords[finding.verdict];
  const word = colour ? `\u001B[${colours[level]}m${says}\u001B[0m` : says;
  const head = `${plainLine(nameOf(finding.file))}:${finding.line}  ${word}${finding.waiver === null ? '' : ` (waived until ${finding.waiver.until}: ${plainLine(finding.waiver.reason)})`}`;
  const used = finding.usedAt.map(({ file, line }) => `${nameOf(file)}:${line}`).join(', ');
  const lines = [finding.why, used === '' ? '' : `Used at ${used}.`, finding.instead, clustersText(finding)];
  return [head, ...lines.filter(Boolean).map((line) => indented(plainLine(line), width, '  '))].join('\n');
}

function indented(text: string, width: number, indent: string): string {
  return wrapped(text, Math.max(40, width - indent.length))
    .map((line) => indent + line)
    .join('\n');
}

const notReadShown = 20;

function notReadText({ notRead }: IacReport, nameOf: (file: string) => string, width: number): string[] {
  if (notRead.length === 0) return [];
  const lines = notRead
    .slice(0, notReadShown)
    .map(({ file, line, reason }) =>
      indented(plainLine(`${nameOf(file)}${line === null ? '' : `:${line}`}: ${reason}`), width, '  '),
    );
  const more = notRead.length - notReadShown;
  return [
    ['Not read whole:', ...lines, ...(more > 0 ? [`  and ${more} more; the other formats name them.`] : [])].join('\n'),
  ];
}

/** In a sentence: how much was looked at, and what was found. */
export function sumText({ summary }: IacReport): string {
  const said = Object.entries(summary.verdicts).filter(([, count]) => count > 0);
  const found =
    said.length === 0 ? 'nothing was found' : said.map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  const waived = summary.waived > 0 ? `; ${summary.waived} waived` : '';
  const gaps =
    summary.notRead > 0
      ? ` ${counted(summary.notRead, 'place')} could not be read whole: nothing follows from their silence.`
      : '';
  return `${counted(summary.filesLookedAt, 'file')} looked through, ${summary.filesRead} read: ${found}${waived}.${gaps}`;
}
