import type { GoCondition, Runbook, RunbookSection, RunbookStep, StepEffect } from '../../runbook/runbook.ts';
import { momentText } from '../../words/dates.ts';
import { codeBlock, codeSpan, markdownText } from '../../words/markdown-escape.ts';
import { conditionWords, durationText, effectWords } from './words.ts';

/** The runbook for a wiki or a printer. */
export function runbookMarkdown(runbook: Runbook): string {
  const { cluster, asOf, verdict, facts, owner, conditions, duration, sections, errors, rollback } = runbook;
  return paragraphs([
    `# ${markdownText(cluster.name)}: from kubenet to Azure CNI Overlay`,
    `From the audit of ${momentText(asOf)}. ${markdownText(verdict)}`,
    codeSpan(cluster.id),
    owner === null
      ? ''
      : `> **${markdownText(owner.system)} declares this cluster** (${markdownText(owner.evidence)}). What follows is done there, not beside it.`,
    'Every command is complete, and the same in bash and in PowerShell.',
    ['## Facts', '', ...facts.map(({ label, value }) => `- ${markdownText(`${label}: ${value}`)}`)].join('\n'),
    ['## Go or no-go', '', ...conditions.map(conditionLine)].join('\n'),
    `## How long\n\n${markdownText(durationText(duration))} ${markdownText(duration.basis)}`,
    ...sections.map((section) => sectionMarkdown(section, owner?.declaration ?? [])),
    `## If it ends with an error\n\n${errors.map(({ code, meaning, action, commands }) => errorMarkdown({ code, meaning, action, commands })).join('\n\n')}`,
    `## Rollback\n\n${markdownText(rollback)}`,
  ]);
}

function conditionLine({ state, text, code }: GoCondition): string {
  return `- **${conditionWords[state]}** ${markdownText(text)}${code === null ? '' : ` ${codeSpan(code)}`}`;
}

function sectionMarkdown({ name, title, intro, steps }: RunbookSection, declaration: readonly string[]): string {
  return paragraphs([
    `## ${title}`,
    name === 'update' ? `**${markdownText(intro)}**` : markdownText(intro),
    ...steps.map((step, index) => stepMarkdown(step, index + 1)),
    name === 'owner' && declaration.length > 0 ? codeBlock(declaration).trimEnd() : '',
  ]).trimEnd();
}

function stepMarkdown({ title, why, commands, expect, effect, code }: RunbookStep, number: number): string {
  return paragraphs([
    `### ${number}. ${markdownText(title)}`,
    effectLine(effect, code),
    markdownText(why),
    commands.length === 0 ? '' : codeBlock(commands).trimEnd(),
    `How to know that it worked: ${markdownText(expect)}`,
  ]).trimEnd();
}

function effectLine(effect: StepEffect, code: string | null): string {
  const words = effectWords[effect];
  return [words === '' ? '' : `**${words}**`, code === null ? '' : codeSpan(code)].filter(Boolean).join(' · ');
}

function errorMarkdown(error: Pick<Runbook['errors'][number], 'code' | 'meaning' | 'action' | 'commands'>): string {
  const commands = error.commands.length === 0 ? '' : `\n\n${codeBlock(error.commands).trimEnd()}`;
  return `**${markdownText(error.code)}**: ${markdownText(error.meaning)} ${markdownText(error.action)}${commands}`;
}

function paragraphs(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
