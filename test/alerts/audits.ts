import { auditEvents, memoryOf, noMemory } from '../../src/alerts/events/audit-events.ts';
import type { AlertEvent } from '../../src/model/alert.ts';
import type { ClusterReport, Report } from '../../src/model/report.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { aReport } from '../report/a-report.ts';

/** An audit of the clusters on a day, counted from 22 Nov 2026. */
export function anAudit(day: number, clusters: readonly ClusterReport[], overrides: Partial<Report> = {}): Report {
  const asOf = `${new Date(Date.UTC(2026, 10, 22 + day, 6)).toISOString().slice(0, 19)}Z`;
  const report = aReport(clusters, { asOf, deadline: { date: '2028-03-31', daysLeft: 495 - day }, ...overrides });
  return { ...report, run: { ...report.run, id: runId(day) } };
}

export function runId(day: number): string {
  return `${new Date(Date.UTC(2026, 10, 22 + day, 6)).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** What each of the audits says, one after the other. */
export async function tellAll(...reports: readonly Report[]): Promise<AlertEvent[][]> {
  let memory = noMemory;
  const said: AlertEvent[][] = [];
  for (const report of reports) {
    const stream = toReportStream(report);
    const events: AlertEvent[] = [];
    for await (const step of auditEvents(stream, memory)) events.push(...step.events);
    said.push(events);
    memory = await memoryOf(stream, memory);
  }
  return said;
}

/** `outage opened RT-004`, in short. */
export function inShort({ kind, transition, code }: AlertEvent): string {
  return [kind, transition, code].filter((part) => part !== null).join(' ');
}

/** What the last of the audits says, in short. */
export async function lastSaid(...reports: readonly Report[]): Promise<string[]> {
  return ((await tellAll(...reports)).at(-1) ?? []).map(inShort);
}
