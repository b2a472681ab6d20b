import type { Runbook, RunbookStep } from '../../runbook/runbook.ts';
import { momentText } from '../../words/dates.ts';
import { codeBlock, markdownText } from '../../words/markdown-escape.ts';
import { conditionWords, durationText, effectWords } from './words.ts';

/** Characters that GitHub takes as the body of an issue; Azure Boards takes more. */
const largestBody = 65_536;

/** The runbook as tasks, for the body of an issue or a work item; without its commands where they would not fit. */
export function runbookChecklist(runbook: Runbook): string {
  const whole = checklist(runbook, true);
  if (whole.length <= largestBody) return whole;
  const titles = checklist(runbook, false);
  if (titles.length <= largestBody) return titles;
  const cut = titles.slice(0, titles.lastIndexOf('\n', largestBody - 200));
  return `${cut}\n\nThe rest finds no room here: the runbook itself holds every step.\n`;
}

function checklist(
  { cluster, asOf, conditions, duration, sections, rollback }: Runbook,
  withCommands: boolean,
): string {
  const lines = [
    `**${markdownText(cluster.name)}**: from kubenet to Azure CNI Overlay, from the audit of ${momentText(asOf)}.${withCommands ? '' : ' The commands are in the runbook.'}`,
    '',
    `Expected: ${markdownText(durationText(duration))}`,
    '',
    '## Go or no-go',
    '',
    ...conditions.map(
      ({ state, text }) => `- [${state === 'go' ? 'x' : ' '}] ${conditionWords[state]} ${markdownText(text)}`,
    ),
    ...sections.flatMap(({ title, intro, steps }) => [
      ...['', `## ${title}`, ''],
      ...(intro === '' ? [] : [markdownText(intro), '']),
      ...steps.map((step) => task(step, withCommands)),
    ]),
    ...['', `Rollback: ${markdownText(rollback)}`],
  ];
  return `${lines.join('\n')}\n`;
}

function task({ title, commands, expect, effect }: RunbookStep, withCommands: boolean): string {
  const mark = effectWords[effect] === '' ? '' : ` (${effectWords[effect].toLowerCase()})`;
  const first = `- [ ] **${markdownText(title)}**${mark}. ${markdownText(expect)}`;
  if (!withCommands || commands.length === 0) return first;
  const block = codeBlock(commands)
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`);
  return [first, '', ...block, ''].join('\n');
}
