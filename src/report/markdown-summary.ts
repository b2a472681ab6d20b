import type { ReportHead, ReportStream } from '../model/report.ts';
import { markdownText } from '../words/markdown-escape.ts';
import { codeParagraphs } from './code/code-paragraphs.ts';
import { answerMarkdown, clusterTable, headMarkdown, leftOutText, withinBytes } from './markdown.ts';
import { gainText, nextSteps, stepTexts } from './next-steps.ts';
import { type Overview, readOverview } from './overview.ts';

/** What the body of an issue holds, in characters; in bytes it is never more. */
const budget = 65_536;

/** Kept for what the two parts say of what they left out. */
const forNotes = 1_000;

/** The fleet alone, as the body of an issue: where it stands, what to do next, and the clusters as a table as long as there is room. */
export async function* renderMarkdownSummary(report: ReportStream): AsyncGenerator<string> {
  const overview = await readOverview(report);
  const fleet = `${answerMarkdown(report.head)}${headMarkdown(report.head, overview)}${stepsMarkdown(overview)}${codeMarkdown(report.head.code)}`;
  const head = withinBytes(
    fleet.split(/(?<=\n)/),
    budget / 2,
    () => '\nMore is in the JSON, CSV and XLSX of this report.\n\n',
  );
  const room = budget - head.bytes - forNotes;
  yield* head.parts;
  yield* withinBytes(clusterTable(overview.rows), room, (left) => `\n${leftOutText(left)}\n`).parts;
}

function codeMarkdown(code: ReportHead['code']): string {
  const lines = codeParagraphs(code).map((text) => `- ${markdownText(text)}`);
  return lines.length === 0 ? '' : `## kubenet in code\n\n${lines.join('\n')}\n\n`;
}

const stepsShown = 10;

function stepsMarkdown(overview: Overview): string {
  const steps = nextSteps(overview);
  if (steps.length === 0) return '';
  const lines = steps.slice(0, stepsShown).map((step, index) => {
    const { title, fix } = stepTexts(step);
    return `${index + 1}. **${markdownText(title)}** ${markdownText(gainText(step))} ${markdownText(fix)}`.trimEnd();
  });
  return `## What to do next\n\n${lines.join('\n')}\n\n`;
}
