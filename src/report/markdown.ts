import type { CheckOutcome } from '../model/outcome.ts';
import type { ClusterReport, ReportHead, ReportStream } from '../model/report.ts';
import type { WaiverUse } from '../model/waiver.ts';
import { failingFindings, groupChecks, headline } from './cluster-checks.ts';
import { staleRulesSentence } from './dated-facts.ts';
import { momentText } from './dates.ts';
import { codeBlock, codeSpan, markdownText } from './markdown-escape.ts';
import { type ClusterRow, inReadingOrder, type Overview, readOverview } from './overview.ts';
import {
  answerSentence,
  coverageSentence,
  deadlineSentence,
  paceSentence,
  quietSentence,
  verdictCountsText,
} from './sentences.ts';
import { counted, filterText, nodesLeftText, numberText, scoreText, verdictWords } from './words.ts';

/** The report for a wiki page or an issue: GitHub's Markdown, which Azure DevOps reads as well. */
export async function* renderMarkdown(report: ReportStream): AsyncGenerator<string> {
  const { head } = report;
  const overview = await readOverview(report);
  yield headMarkdown(head, overview);
  yield* clusterTable(overview.rows);
  for await (const cluster of inReadingOrder(report, overview.rows)) yield clusterMarkdown(cluster);
  yield estateMarkdown(head);
}

function headMarkdown(head: ReportHead, { rows }: Overview): string {
  const burning = rows.flatMap((row) =>
    row.live.map((line) => `- **${markdownText(row.name)}**: ${markdownText(line)}`),
  );
  return paragraphs([
    '# kubenet-audit',
    `**${markdownText(answerSentence(head))}** ${markdownText(paceSentence(head))}`.trim(),
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

function* clusterTable(rows: readonly ClusterRow[]): Generator<string> {
  if (rows.length === 0) return;
  yield '## Clusters\n\n| Cluster | Verdict | Readiness | Nodes left | Worst finding | Owner |\n| --- | --- | --- | --- | --- | --- |\n';
  for (const row of rows) {
    const { symbol, word } = verdictWords[row.verdict];
    const cells = [
      markdownText(row.name),
      `${symbol} ${word}`,
      scoreText(row.readiness),
      nodesLeftText(row.headroom),
      markdownText(row.worst),
      markdownText(row.owner ?? ''),
    ];
    yield `| ${cells.join(' | ')} |\n`;
  }
  yield '\n';
}

function clusterMarkdown(cluster: ClusterReport): string {
  const groups = groupChecks(cluster.checks);
  const { symbol } = verdictWords[cluster.verdict];
  const failing = [...groups.live, ...groups.blockers, ...groups.decisions, ...groups.others];
  return paragraphs([
    `## ${symbol} ${markdownText(cluster.name)}`,
    `${markdownText(cluster.verdictReason)}`,
    codeSpan(cluster.id),
    ...failing.map(outcomeMarkdown),
    unknownMarkdown(groups.unknown),
    groups.waived.map(waivedMarkdown).join('\n'),
    idleWaiversMarkdown(cluster.waivers),
  ]);
}

function estateMarkdown({ estate }: ReportHead): string {
  const groups = groupChecks(estate.checks);
  const failing = [...groups.live, ...groups.blockers, ...groups.decisions, ...groups.others];
  if (failing.length + groups.unknown.length === 0) return '';
  return paragraphs(['## Outside the clusters', ...failing.map(outcomeMarkdown), unknownMarkdown(groups.unknown)]);
}

const findingsShown = 10;

function outcomeMarkdown(outcome: CheckOutcome): string {
  const failing = failingFindings(outcome);
  const more = failing.length - findingsShown;
  return paragraphs([
    `### ${outcome.live ? 'Now: ' : ''}${markdownText(headline(outcome))}`,
    `${codeSpan(outcome.code)} · ${outcome.severity}${surenessText(outcome)}`,
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
