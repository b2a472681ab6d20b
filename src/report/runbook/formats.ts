import type { Runbook } from '../../runbook/runbook.ts';
import { runbookChecklist } from './checklist.ts';
import { runbookMarkdown } from './markdown.ts';

/** Every form a runbook has, by the name that `--format` takes; `md` first. */
export const runbookFormats = {
  md: runbookMarkdown,
  checklist: runbookChecklist,
  json: (runbook: Runbook) => `${JSON.stringify(runbook, null, 2)}\n`,
} as const;
export type RunbookFormat = keyof typeof runbookFormats;
