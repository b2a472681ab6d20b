import type { ReportHead } from '../model/report.ts';
import { dateText } from './dates.ts';

/** Announcements of retirements come months ahead, and Kubernetes versions leave support every four. */
const freshDays = 120;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * What a reader must know of an audit by old rules: dates that Microsoft announced since are missing. Empty while they are fresh, and for a
 * report of a version that did not say.
 */
export function staleRulesSentence({ asOf, dataCheckedOn }: Pick<ReportHead, 'asOf' | 'dataCheckedOn'>): string {
  if (dataCheckedOn === undefined) return '';
  const days = Math.floor((Date.parse(asOf) - Date.parse(dataCheckedOn)) / dayMs);
  return days > freshDays
    ? `The dates this audit judges by (supported Kubernetes versions, retirements) were last checked on ${dateText(dataCheckedOn)}, ${days} days before: update kubenet-audit.`
    : '';
}
