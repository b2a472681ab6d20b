import stringWidth from 'string-width';
import type { ReportStream, Verdict } from '../model/report.ts';
import { staleRulesSentence } from '../words/dated-facts.ts';
import { plainLine } from '../words/plain-text.ts';
import { answerSentence, coverageSentence, deadlineSentence, paceSentence, quietSentence } from '../words/sentences.ts';
import { cutTo, fitted, wrapped } from '../words/terminal-text.ts';
import { blockersText, counted, filterText, nodesLeftText, scoreText, verdictWords } from '../words/words.ts';
import { codeParagraphs } from './code/code-paragraphs.ts';
import { type ClusterRow, type Overview, readOverview, type UnknownCheck } from './overview.ts';

export interface TableOptions {
  /** Columns of the terminal; at least 60 are used. */
  readonly width: number;
  readonly colour: boolean;
}

/** The clusters for a terminal, what to do first at the top, then what the whole report says in words. */
export async function* renderTable(report: ReportStream, { width, colour }: TableOptions): AsyncGenerator<string> {
  const page: Page = { width: Math.max(60, width), paint: colour ? painted : plain };
  const overview = await readOverview(report);
  yield* clusterLines(overview.rows, page);
  for (const paragraph of closingParagraphs(report, overview).filter(Boolean)) {
    yield `${wrapped(plainLine(paragraph), page.width).join('\n')}\n`;
  }
}

type Style = Verdict | 'live' | 'head' | 'faint';
interface Page {
  readonly width: number;
  readonly paint: (text: string, style: Style) => string;
}

/** The sixteen colours every terminal has, so that its own theme decides how they look. */
const sgr: Readonly<Record<Style, string>> = {
  blocked: '31',
  needsWork: '33',
  ready: '32',
  unverified: '36',
  live: '1;31',
  head: '1',
  faint: '2',
};

function painted(text: string, style: Style): string {
  return `\u001B[${sgr[style]}m${text}\u001B[0m`;
}

function plain(text: string): string {
  return text;
}

/** From this width on the worst finding has a column, where the others leave room for it; else a line of its own. */
const wideFrom = 120;
const nameWidths = { min: 16, max: 40 };

interface Layout {
  readonly name: number;
  readonly verdict: number;
  readonly blockers: number;
  readonly readiness: number;
  readonly nodesLeft: number;
  /** Whether blockers and nodes left have no columns, and are said below. */
  readonly isTight: boolean;
  /** 0 where the worst finding has a line of its own. */
  readonly worst: number;
}

function layoutFor(rows: readonly ClusterRow[], width: number): Layout {
  const widest = (title: string, cells: Iterable<string>) =>
    [...cells].reduce((most, cell) => Math.max(most, stringWidth(cell)), title.length);
  const verdict = 12;
  const blockers = widest(
    titles.blockers,
    rows.map((row) => blockersText(row.effort)),
  );
  const readiness = widest(
    titles.readiness,
    rows.map((row) => scoreText(row.readiness)),
  );
  const nodesLeft = widest(
    titles.nodesLeft,
    rows.map((row) => nodesLeftText(row.headroom)),
  );
  const longest = Math.min(
    nameWidths.max,
    widest(
      titles.name,
      rows.map((row) => plainLine(row.name)),
    ),
  );
  const rest = width - verdict - blockers - readiness - nodesLeft - 4 * gap.length;
  const columns = { verdict, blockers, readiness, nodesLeft };
  const worst = rest - longest - gap.length;
  if (width >= wideFrom && worst >= titles.worst.length) return { ...columns, name: longest, isTight: false, worst };
  const isTight = rest < nameWidths.min;
  const room = isTight ? width - verdict - readiness - 2 * gap.length : rest;
  return { ...columns, name: Math.max(nameWidths.min, Math.min(longest, room)), isTight, worst: 0 };
}

const gap = '  ';
const titles = {
  name: 'CLUSTER',
  verdict: 'VERDICT',
  blockers: 'BLOCKERS',
  readiness: 'READINESS',
  nodesLeft: 'NODES LEFT',
  worst: 'WORST FINDING',
};

function* clusterLines(rows: readonly ClusterRow[], page: Page): Generator<string> {
  if (rows.length === 0) return;
  const layout = layoutFor(rows, page.width);
  const head = [
    fitted(titles.name, layout.name),
    fitted(titles.verdict, layout.verdict),
    ...(layout.isTight ? [] : [fitted(titles.blockers, layout.blockers)]),
    fitted(titles.readiness, layout.readiness),
    ...(layout.isTight ? [] : [fitted(titles.nodesLeft, layout.nodesLeft)]),
    ...(layout.worst > 0 ? [titles.worst] : []),
  ];
  yield `${page.paint(head.join(gap).trimEnd(), 'head')}\n`;
  for (const row of rows) yield rowText(row, layout, page);
  yield '\n';
}

function rowText(row: ClusterRow, layout: Layout, { width, paint }: Page): string {
  const { symbol, word } = verdictWords[row.verdict];
  const cells = [
    fitted(plainLine(row.name), layout.name),
    paint(fitted(`${symbol} ${word}`, layout.verdict), row.verdict),
    ...(layout.isTight ? [] : [fitted(blockersText(row.effort), layout.blockers)]),
    fitted(scoreText(row.readiness), layout.readiness),
    ...(layout.isTight ? [] : [fitted(nodesLeftText(row.headroom), layout.nodesLeft)]),
  ].join(gap);
  const lines = worstLines(row, layout.worst > 0 ? layout.worst : width - 2);
  const worst = lines.map((line) => paint(line, row.live.length > 0 ? 'live' : 'faint'));
  const numbers = layout.isTight ? wrapped(numbersText(row), width - 2) : [];
  if (layout.worst === 0) return `${cells.trimEnd()}\n${[...numbers, ...worst].map((line) => `  ${line}\n`).join('')}`;
  const indent = ' '.repeat(width - layout.worst);
  return `${cells}${gap}${worst.join(`\n${indent}`)}\n`;
}

/** What has no column where the terminal is narrow. */
function numbersText({ effort, headroom }: ClusterRow): string {
  return `Blockers: ${blockersText(effort)}. Nodes left: ${nodesLeftText(headroom)}.`;
}

const worstLinesShown = 2;

function worstLines(row: ClusterRow, width: number): string[] {
  const prefix = row.live.length > 0 ? 'Now: ' : '';
  const lines = wrapped(plainLine(`${prefix}${row.worst}`), width);
  const shown = lines.slice(0, worstLinesShown).map((line) => cutTo(line, width));
  // A line of its own: since when must not push out what.
  const since = wrapped(row.liveSince, width).filter(Boolean);
  if (lines.length <= worstLinesShown) return [...shown, ...since];
  const cut = shown.map((line, index) => (index === shown.length - 1 ? fitted(`${line} …`, width).trimEnd() : line));
  return [...cut, ...since];
}

function closingParagraphs({ head }: ReportStream, { rows, unknown }: Overview): string[] {
  const live = rows.filter((row) => row.live.length > 0).length;
  return [
    ...(head.filter === undefined
      ? []
      : [
          `Filtered (${filterText(head.filter)}): ${counted(rows.length, 'cluster')} of ${head.summary.kubenet} shown.`,
        ]),
    `${answerSentence(head)} ${paceSentence(head)}`,
    live > 0 ? `Losing traffic now: ${counted(live, 'cluster')}.` : quietSentence(rows),
    `${deadlineSentence(head.deadline)}.`,
    `Coverage: ${coverageSentence(head.run)}`,
    staleRulesSentence(head),
    head.noticeTrouble ?? '',
    ...codeParagraphs(head.code),
    ...unknownParagraphs(unknown),
  ];
}

const unknownShown = 5;

function unknownParagraphs(unknown: readonly UnknownCheck[]): string[] {
  const more = unknown.length - unknownShown;
  return [
    ...unknown
      .slice(0, unknownShown)
      .map(({ code, clusters, reason }) => `Not known: ${code} in ${counted(clusters, 'cluster')}: ${reason}`),
    ...(more > 0 ? [`And ${counted(more, 'more check')} could not be answered; the other formats name them.`] : []),
  ];
}
