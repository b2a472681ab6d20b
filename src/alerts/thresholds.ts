import type { Severity } from '../model/finding.ts';

/** Where something becomes worth saying. */
interface Mark {
  readonly at: number;
  readonly severity: Severity;
}

/** Per cent of a limit in use, lowest first. */
export const headroomMarks: readonly Mark[] = [
  { at: 75, severity: 'medium' },
  { at: 90, severity: 'high' },
  { at: 100, severity: 'blocker' },
];

/** A mark counts as left only this many points below it, so that an autoscaler at the mark says nothing twice. */
export const headroomSlackPoints = 5;

/** Room that runs out within `openDays` is said; over again when it lasts `closeDays`. */
export const headroomForecastDays = { openDays: 30, closeDays: 45 } as const;

/** How much history a forecast needs and uses. */
export const forecastHistory = { days: 28, leastSpanDays: 7, leastSamples: 5 } as const;

/** Days before the deadline, furthest first; the last is the first day without support. */
export const deadlineMarks: readonly Mark[] = [
  { at: 540, severity: 'medium' },
  { at: 365, severity: 'medium' },
  { at: 180, severity: 'medium' },
  { at: 90, severity: 'high' },
  { at: 60, severity: 'high' },
  { at: 30, severity: 'blocker' },
  { at: 14, severity: 'blocker' },
  { at: 7, severity: 'blocker' },
  { at: -1, severity: 'blocker' },
];

/** A waiver that ends within this many days is said. */
export const waiverDays = 14;

/** Hours without a complete audit. */
export const completeAuditHours = 48;

/** Checks that are said beside the live ones: a route that two audits found without a node. */
export const staleRouteCode = 'RT-005';
