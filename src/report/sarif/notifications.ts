import type { CheckOutcome } from '../../model/outcome.ts';
import type { ClusterReport, ReportScope, Run } from '../../model/report.ts';
import { logicalLocation } from './results.ts';
import { notificationIds } from './rules.ts';

/** What of the scope could not be read. */
export function* runNotifications({ scopes, unusedFiles }: Run): Generator<object> {
  for (const scope of scopes) {
    if (scope.status === 'unreadable') yield scopeNotification(scope, notificationIds.unreadable, 'error');
    if (scope.status === 'partial') yield scopeNotification(scope, notificationIds.partial, 'warning');
  }
  for (const { file, reason } of unusedFiles) {
    yield { descriptor: { id: notificationIds.unusedFile }, level: 'warning', message: { text: `${file}: ${reason}` } };
  }
}

function scopeNotification({ subscriptionId, name, reason }: ReportScope, id: string, level: string): object {
  return {
    descriptor: { id },
    level,
    message: { text: `${name ?? subscriptionId}: ${reason ?? 'no reason was given'}` },
    locations: [logicalLocation(`/subscriptions/${subscriptionId}`)],
  };
}

/** What a viewer with a limit does not get. */
export function leftOutNotification(count: number, shown: number): object {
  const text = `${count} more results are not in this file, which holds the first ${shown}: the JSON, CSV and XLSX of the report hold all.`;
  return { descriptor: { id: notificationIds.leftOut }, level: 'warning', message: { text } };
}

/** The checks that say nothing about the cluster, which is not the same as finding nothing: one notification for all of them. */
export function* clusterNotifications(
  outcomes: readonly CheckOutcome[],
  cluster: ClusterReport | undefined,
): Generator<object> {
  for (const status of ['unknown', 'error'] as const) {
    const silent = outcomes.filter((outcome) => outcome.status === status);
    if (silent.length === 0) continue;
    const byReason = Map.groupBy(silent, ({ reason }) => reason);
    const sentences = [...byReason].map(([reason, each]) => `${each.map(({ code }) => code).join(', ')}: ${reason}`);
    yield {
      descriptor: { id: notificationIds[status] },
      level: status === 'error' ? 'error' : 'warning',
      message: { text: sentences.join(' ') },
      properties: { codes: silent.map(({ code }) => code) },
      ...(cluster === undefined ? {} : { locations: [logicalLocation(cluster.id)] }),
    };
  }
}
