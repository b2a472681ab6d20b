import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { kubenetDeadline } from '../../model/deadline.ts';
import type { PlanDocument, PlannedCluster, PlannedWave } from '../../plan/plan-document.ts';
import { withoutMisleading } from '../../words/plain-text.ts';
import { counted } from '../../words/words.ts';

/**
 * The plan as a calendar (RFC 5545): a whole day for each cluster, and the deadline. A cluster's entry keeps its identity from plan to
 * plan, so that a calendar that reads it again moves it.
 */
export function renderPlanCalendar(plan: PlanDocument): string {
  const stamp = new Date(plan.asOf);
  const calendar = ical({
    name: 'Off kubenet',
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'kubenet-audit', product: 'plan', language: 'EN' },
  });
  for (const wave of plan.waves) {
    for (const cluster of wave.clusters) {
      calendar.createEvent({
        id: `${cluster.key}@kubenet-audit`,
        stamp,
        start: dayOf(cluster.date),
        allDay: true,
        transparency: ICalEventTransparency.TRANSPARENT,
        summary: plain(`Migrate ${cluster.name} to Azure CNI Overlay`),
        description: plain(description(wave, cluster)),
      });
    }
  }
  calendar.createEvent({
    id: 'deadline@kubenet-audit',
    stamp,
    start: dayOf(kubenetDeadline),
    allDay: true,
    transparency: ICalEventTransparency.TRANSPARENT,
    summary: 'Last day on which AKS supports kubenet',
  });
  return `${calendar.toString()}\r\n`;
}

/** An all-day entry takes the local parts of a moment. */
function dayOf(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

function description({ number, clusters, latestWeek }: PlannedWave, cluster: PlannedCluster): string {
  return [
    `Wave ${number} of ${counted(clusters.length, 'cluster')}; it must begin by ${latestWeek}.`,
    `Resource: ${cluster.id}`,
    ...(cluster.owner === null ? [] : [`Owner: ${cluster.owner}`]),
    ...(cluster.stops.length === 0 ? [] : [`To be dealt with before: ${cluster.stops.join(', ')}`]),
    ...cluster.maintenance.map((text) => `Maintenance window: ${text}`),
    'Every node is reimaged; there is no way back but a second cluster.',
  ].join('\n');
}

/** A calendar's text may hold no control characters but line breaks. */
function plain(text: string): string {
  return withoutMisleading(text).replace(/[\t\r]/g, ' ');
}
