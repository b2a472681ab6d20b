import type { LiveSinces } from '../model/live-since.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import type { ClusterReport, ReportHead, ReportStream } from '../model/report.ts';
import type { WaiverUse } from '../model/waiver.ts';
import { failingFindings, groupChecks, headline, withoutFleetDeadline } from '../words/cluster-checks.ts';
import { staleRulesSentence } from '../words/dated-facts.ts';
import { momentText } from '../words/dates.ts';
import { sinceText } from '../words/live-since-text.ts';
import { codeBlock, codeSpan, markdownText } from '../words/markdown-escape.ts';
import {
  answerSentence,
  coverageSentence,
  deadlineSentence,
  paceSentence,
  quietSentence,
  verdictCountsText,
} from '../words/sentences.ts';
import {
  blockersText,
  counted,
  filterText,
  nodesLeftText,
  numberText,
  scoreText,
  verdictWords,
} from '../words/words.ts';
import { codeMarkdown } from './code/markdown.ts';
import { joinedText } from './code/words.ts';
import { type ClusterRow, inReadingOrder, type Overview, overviewWithSigns } from './overview.ts';

/** In bytes. A step summary of GitHub Actions holds 1 MiB, and drops a larger one whole. */
const budget = 900_000;

/**
 * The report for a wiki page, an issue or a step summary: GitHub's Markdown, which Azure DevOps reads as well. The fleet comes first, then
 * clusters, the worst first, as long as there is room; what found none is counted.
 */
export async function* renderMarkdown(report: ReportStream): AsyncGenerator<string> {
  const { head } = report;
  const answer = answerMarkdown(head);
  yield answer;
  const overview = yield* overviewWithSigns(report, '\n');
  const estate = `${estateMarkdown(head)}${codeSection(head)}`;
  const opening = headMarkdown(head, overview);
  // A third for the table at most: the first clusters' findings are worth more than the last clusters' rows.
  const table = withinBytes(clusterTable(overview.rows), budget / 3, (left) => `\n${leftOutText(left)}\n`);
  yield opening;
  yield* table.parts;
  if (overview.rows.length > 0) yield '\n';
  let room = budget - bytesOf(answer) - bytesOf(opening) - table.bytes - bytesOf(estate) - 1000;
  let shown = 0;
  for await (const cluster of inReadingOrder(report, overview.rows)) {
    const text = clusterMarkdown(cluster);
    room -= bytesOf(text);
    if (room < 0) break;
    shown += 1;
    yield text;
  }
  if (shown < overview.rows.length) yield `${leftOutText(overview.rows.length - shown)}\n\n`;
  yield estate;
}

export function leftOutText(count: number): string {
  return `${counted(count, 'more cluster')} found no room here: the JSON, CSV and XLSX of the same report hold every one.`;
}

interface Bounded {
  readonly parts: readonly string[];
  readonly bytes: number;
}

/** The first parts that fit, and what `note` says of how many did not. */
export function withinBytes(parts: readonly string[], limit: number, note: (left: number) => string): Bounded {
  let bytes = 0;
  const fitting = parts.findIndex((part) => {
    bytes += bytesOf(part);
    return bytes > limit;
  });
  if (fitting < 0) return { parts, bytes };
  const shown = [...parts.slice(0, fitting), note(parts.length - fitting)];
  return { parts: shown, bytes: bytesOf(shown.join('')) };
}

function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

const encoder = new TextEncoder();
const burningShown = 100;

/** Needs no cluster, so that a reader over HTTP sees at once that something comes. */
export function answerMarkdown(head: ReportHead): string {
  return paragraphs([
    '# kubenet-audit',
    `**${markdownText(answerSentence(head))}** ${markdownText(paceSentence(head))}`.trim(),
  ]);
}

export function headMarkdown(head: ReportHead, { rows }: Overview): string {
  const live = rows.flatMap((row) => row.live.map((line) => ({ name: row.name, line })));
  const more = live.length - burningShown;
  const burning = [
    ...live.slice(0, burningShown).map(({ name, line }) => `- **${markdownText(name)}**: ${markdownText(line)}`),
    ...(more > 0 ? [`- and ${numberText(more)} more`] : []),
  ];
  return paragraphs([
    head.filter === undefined
      ? ''
      : `Filtered (${markdownText(filterText(head.filter))}): ${counted(rows.length, 'cluster')} of ${numberText(head.summary.kubenet)} shown.`,
    burning.length > 0 ? `## Burning now\n\n${burning.join('\n')}` : markdownText(quietSentence(rows)),
    '## Where it stands',
    [
      `- ${markdownText(deadlineSentence(head.deadline))}`,
      `- ${verdictCountsText(head)}`,
      `- Coverage: ${markdownText(coverageSentence(head.run))}`,
      `- As of ${momentText(head.asOf)}`,
    ].join('\n'),
    markdownText(staleRulesSentence(head)),
    markdownText(head.noticeTrouble ?? ''),
    idleWaiversMarkdown(head.waivers),
    (head.migrations ?? []).map(({ summary }) => `- ${markdownText(summary)}`).join('\n'),
  ]);
}

/** A part a row; the first begins the table. */
export function clusterTable(rows: readonly ClusterRow[]): string[] {
  const opening =
    '## Clusters\n\n| Cluster | Verdict | Blockers | Readiness | Nodes left | Worst finding | Owner |\n| --- | --- | --- | --- | --- | --- | --- |\n';
  return rows.map((row, at) => {
    const { symbol, word } = verdictWords[row.verdict];
    const cells = [
      markdownText(row.name),
      `${symbol} ${word}`,
      blockersText(row.effort),
      scoreText(row.readiness),
      nodesLeftText(row.headroom),
      markdownText(row.worst),
      markdownText(row.owner ?? ''),
    ];
    return `${at === 0 ? opening : ''}| ${cells.join(' | ')} |\n`;
  });
}

function clusterMarkdown(cluster: ClusterReport): string {
  const groups = groupChecks(withoutFleetDeadline(cluster));
  const { symbol } = verdictWords[cluster.verdict];
  const failing = [...groups.live, ...groups.blockers, ...groups.decisions, ...groups.others];
  return paragraphs([
    `## ${symbol} ${markdownText(cluster.name)}`,
    `${markdownText(cluster.verdictReason)}`,
    codeSpan(cluster.id),
    cluster.code === undefined ? '' : `**Code:** ${markdownText(joinedText(cluster.code))}`,
    ...failing.map((outcome) => outcomeMarkdown(outcome, cluster.liveSince)),
    unknownMarkdown(groups.unknown),
    groups.waived.map(waivedMarkdown).join('\n'),
    idleWaiversMarkdown(cluster.waivers),
  ]);
}

function estateMarkdown({ estate }: ReportHead): string {
  const groups = groupChecks(estate.checks);
  const failing = [...groups.live, ...groups.blockers, ...groups.decisions, ...groups.others];
  if (failing.length + groups.unknown.length === 0) return '';
  return paragraphs([
    '## Outside the clusters',
    ...failing.map((outcome) => outcomeMarkdown(outcome)),
    unknownMarkdown(groups.unknown),
  ]);
}

/** Places and clusters of the code; the JSON holds all. */
const codeRowsShown = 100;

function codeSection({ code }: ReportHead): string {
  return code === undefined ? '' : `${codeMarkdown(code, codeRowsShown)}\n`;
}

const findingsShown = 10;

function outcomeMarkdown(outcome: CheckOutcome, liveSince: LiveSinces = {}): string {
  const since = sinceText(liveSince[outcome.code]);
  const failing = failingFindings(outcome);
  const more = failing.length - findingsShown;
  return paragraphs([
    `### ${outcome.live ? 'Now: ' : ''}${markdownText(headline(outcome))}`,
    `${codeSpan(outcome.code)} · ${outcome.severity}${surenessText(outcome)}${since === '' ? '' : ` · ${since}`}`,
    failing.length < 2
      ? ''
      : [
          ...failing.slice(0, findingsShown).map((finding) => `- ${markdownText(finding.message)}`),
          ...(more > 0 ? [`- and ${numberText(more)} more`] : []),
        ].join('\n'),
    markdownText(outcome.fix.text),
    outcome.fix.commands.map((command) => codeBlock([command]).trimEnd()).join('\n\n'),
  ]).trimEnd();
}

function surenessText(outcome: CheckOutcome): string {
  const unsure = [...new Set(failingFindings(outcome).map(({ confidence }) => confidence))].filter(
    (confidence) => confidence !== 'measured',
  );
  return unsure.length === 0 ? '' : ` · ${unsure.join(', ')}`;
}

function unknownMarkdown(unknown: readonly CheckOutcome[]): string {
  if (unknown.length === 0) return '';
  const lines = unknown.map(
    ({ code, title, reason }) => `- ${codeSpan(code)} ${markdownText(title)}: ${markdownText(reason)}`,
  );
  return ['### Could not be checked', '', ...lines].join('\n');
}

function waivedMarkdown(outcome: CheckOutcome): string {
  const { owner = '', reason = '', expires = '' } = outcome.waiver ?? {};
  return `- Accepted by ${markdownText(owner)} until ${markdownText(expires)}: ${markdownText(headline(outcome))} (${markdownText(reason)})`;
}

function idleWaiversMarkdown(waivers: readonly WaiverUse[] = []): string {
  return waivers
    .filter(({ state }) => state !== 'applied')
    .map(
      ({ code, state, detail }) =>
        `- Waiver ${code === '' ? '' : `${codeSpan(code)} `}${state}: ${markdownText(detail)}`,
    )
    .join('\n');
}

function paragraphs(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n\n`;
}
