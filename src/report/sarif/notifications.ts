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

/** The checks that say nothing about the cluster, which is not the same as finding nothing. */
export function* clusterNotifications(
  outcomes: readonly CheckOutcome[],
  cluster: ClusterReport | undefined,
  indexOf: (outcome: CheckOutcome) => number,
): Generator<object> {
  for (const outcome of outcomes) {
    if (outcome.status !== 'unknown' && outcome.status !== 'error') continue;
    const { code, title, reason, status } = outcome;
    yield {
      descriptor: { id: notificationIds[status] },
      level: status === 'error' ? 'error' : 'warning',
      message: { text: `${title}: ${reason}` },
      associatedRule: { id: code, index: indexOf(outcome) },
      ...(cluster === undefined ? {} : { locations: [logicalLocation(cluster.id)] }),
    };
  }
}
