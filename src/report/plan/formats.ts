import type { PlanDocument } from '../../plan/plan-document.ts';
import { renderPlanCalendar } from './calendar.ts';
import { renderPlanMarkdown } from './markdown.ts';
import { renderPlanTable } from './table.ts';

export interface PlanFormat {
  readonly name: 'table' | 'json' | 'md' | 'ics';
  readonly mediaType: string;
  /** Without the dot. */
  readonly extension: string;
  /** Pure: the same plan gives the same text. */
  render(plan: PlanDocument): string;
}

/** Every form of a plan, `table` first, which is for a terminal. */
export const planFormats: readonly [PlanFormat, ...PlanFormat[]] = [
  { name: 'table', mediaType: 'text/plain; charset=utf-8', extension: 'txt', render: renderPlanTable },
  {
    name: 'json',
    mediaType: 'application/json',
    extension: 'json',
    render: (plan) => `${JSON.stringify(plan, null, 1)}\n`,
  },
  { name: 'md', mediaType: 'text/markdown; charset=utf-8', extension: 'md', render: renderPlanMarkdown },
  { name: 'ics', mediaType: 'text/calendar; charset=utf-8', extension: 'ics', render: renderPlanCalendar },
];
