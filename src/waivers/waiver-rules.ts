import { countOf } from '../model/count-of.ts';
import { kubenetDeadline } from '../model/deadline.ts';

/** A waiver ends at most so many days after the audit that reads it: nobody forgets it for longer. */
const longestWaiverDays = 180;

const dayMs = 24 * 60 * 60 * 1000;

/** Why a waiver with this last day cannot stand; undefined where it can. One that has ended breaks no rule. */
export function untilProblem(until: string, asOf: Date): string | undefined {
  const day = Date.parse(`${until}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(until) || Number.isNaN(day)) return `until ${until} is not a date such as 2027-01-31`;
  if (until > kubenetDeadline) return `until ${until} is past ${kubenetDeadline}, when AKS stops supporting kubenet`;
  const days = Math.round((day - Date.parse(`${dayOf(asOf)}T00:00:00Z`)) / dayMs);
  return days > longestWaiverDays
    ? `until ${until} is ${countOf(days, 'day')} away: at most ${longestWaiverDays} are possible`
    : undefined;
}

export function hasEnded(until: string, asOf: Date): boolean {
  return until < dayOf(asOf);
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
