import { dateText } from '../words/dates.ts';
import { codeSpan, markdownText } from '../words/markdown-escape.ts';
import { plainLine } from '../words/plain-text.ts';
import { counted, severityWords } from '../words/words.ts';
import {
  type ClusterChangeKind,
  clusterChangeKinds,
  type FindingChange,
  type FindingChangeKind,
  findingChangeKinds,
  type ReportDiff,
} from './report-diff.ts';

const words: Readonly<Record<FindingChangeKind | ClusterChangeKind, string>> = {
  migrated: 'Migrated',
  leftKubenet: 'Left kubenet without Overlay',
  appeared: 'Appeared',
  gone: 'Gone',
  notRead: 'Not read this time',
  opened: 'Opened',
  changed: 'Changed',
  waived: 'Waived',
  fixed: 'Fixed',
  notKnown: 'No longer known',
};

/** How one form of output writes what both say. */
interface Style {
  heading(text: string): string;
  item(text: string): string;
  strong(text: string): string;
  code(text: string): string;
  text(text: string): string;
}

const plain: Style = {
  heading: (text) => `\n${text}\n`,
  item: (text) => `  ${text}\n`,
  strong: plainLine,
  code: plainLine,
  text: plainLine,
};

const markdown: Style = {
  heading: (text) => `\n## ${text}\n\n`,
  item: (text) => `- ${text}\n`,
  strong: (text) => `**${markdownText(text)}**`,
  code: codeSpan,
  text: markdownText,
};

/** For a terminal. */
export function diffText(diff: ReportDiff): string {
  return `${summaryLine(diff)}\n${sections(diff, plain)}`;
}

/** GitHub's Markdown, for an issue or a pull request. */
export function diffMarkdown(diff: ReportDiff): string {
  return `# What changed on kubenet\n\n${markdownText(summaryLine(diff))}\n${sections(diff, markdown)}`;
}

/** Ends with a line break. */
export function diffJson(diff: ReportDiff): string {
  return `${JSON.stringify(diff, null, 2)}\n`;
}

function summaryLine({ before, after, counts }: ReportDiff): string {
  const said = [...clusterChangeKinds, ...findingChangeKinds]
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${words[kind].toLowerCase()}`);
  const span = `${dateText(before.asOf)} to ${dateText(after.asOf)}, ${before.kubenet} to ${counted(after.kubenet, 'kubenet cluster')}`;
  return `${span}: ${said.length === 0 ? 'nothing changed' : said.join(', ')}.`;
}

function sections(diff: ReportDiff, style: Style): string {
  return [
    ...clusterChangeKinds.map((kind) =>
      section(
        words[kind],
        diff.clusters
          .filter((each) => each.kind === kind)
          .map(({ name, detail }) => `${style.strong(name)}: ${style.text(detail)}`),
        style,
      ),
    ),
    ...findingChangeKinds.map((kind) =>
      section(
        words[kind],
        diff.findings.filter((each) => each.kind === kind).map((each) => findingLine(each, style)),
        style,
      ),
    ),
  ].join('');
}

function section(title: string, lines: readonly string[], { heading, item }: Style): string {
  return lines.length === 0 ? '' : `${heading(`${title} (${lines.length})`)}${lines.map(item).join('')}`;
}

function findingLine(change: FindingChange, style: Style): string {
  const { cluster, code, severity, severityBefore, live } = change;
  const worse = severityBefore !== null && severityBefore !== severity ? `${severityWords[severityBefore]} to ` : '';
  const where = cluster === null ? 'outside the clusters' : cluster.name;
  const how = `${live ? 'live, ' : ''}${worse}${severityWords[severity]}`;
  return `${style.strong(where)} ${style.code(code)} ${how}: ${style.text(sentence(change))}`;
}

function sentence({ kind, before, after, title }: FindingChange): string {
  switch (kind) {
    case 'opened':
      return `${after ?? title}${before === null ? '' : ` (before: ${before.replace(/\.$/, '')})`}`;
    case 'changed':
      return before === after ? (after ?? title) : `${after ?? title} Before: ${before ?? ''}`;
    case 'waived':
    case 'notKnown':
      return `${before ?? title} ${after ?? ''}`.trim();
    case 'fixed':
      return before ?? title;
    default:
      return kind satisfies never;
  }
}
