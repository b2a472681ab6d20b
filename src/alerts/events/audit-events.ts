import type { AlertEvent, ClusterMemory, EstateMemory } from '../../model/alert.ts';
import type { ReportHead, ReportStream } from '../../model/report.ts';
import { type ResourceKey, resourceKey } from '../../model/resource-id.ts';
import { clusterEvents, goneEvents } from './cluster-events.ts';
import { estateEvents } from './estate-events.ts';

/** What the audits before this one left behind. `estate` is undefined before the first. */
export interface AuditMemory {
  readonly estate: EstateMemory | undefined;
  readonly clusters: ReadonlyMap<ResourceKey, ClusterMemory>;
}

export const noMemory: AuditMemory = { estate: undefined, clusters: new Map() };

/** Events, with what is to be remembered once they are stored. */
export type AuditStep = { readonly events: readonly AlertEvent[] } & (
  | { readonly cluster: ClusterMemory }
  | { readonly forget: string }
  | { readonly estate: EstateMemory }
);

/**
 * What an audit has to say, a cluster at a time; the estate comes last, and with it the audit is told. May be stopped and begun
 * again with what was remembered until then: nothing is missing and nothing comes twice.
 */
export async function* auditEvents(report: ReportStream, before: AuditMemory): AsyncGenerator<AuditStep> {
  const { head } = report;
  const moment = { runId: head.run.id, asOf: head.asOf };
  const unseen = new Map(before.clusters);
  for await (const cluster of report.clusters()) {
    const key = resourceKey(cluster.id);
    const subscription = before.estate?.subscriptions[cluster.subscriptionId.toLowerCase()];
    // A subscription read for the first time brings clusters that are new only to the audit.
    const previousAsOf = subscription?.wasRead === true ? (before.estate?.asOf ?? null) : null;
    const { events, memory } = clusterEvents(cluster, before.clusters.get(key), { ...moment, previousAsOf });
    unseen.delete(key);
    yield { events, cluster: memory };
  }
  const fateOf = fates(head);
  for (const memory of unseen.values()) {
    const fate = fateOf(memory);
    if (fate === undefined) continue;
    yield { events: goneEvents(memory, fate.reason, fate.leftKubenet, moment), forget: memory.cluster.id };
  }
  const { events, memory } = estateEvents(head, before.estate);
  yield { events, estate: memory };
}

/** What an audit leaves to be compared with, when nothing was said of it. */
export async function memoryOf(report: ReportStream, before: AuditMemory = noMemory): Promise<AuditMemory> {
  const clusters = new Map(before.clusters);
  let { estate } = before;
  for await (const step of auditEvents(report, before)) {
    if ('cluster' in step) clusters.set(resourceKey(step.cluster.cluster.id), step.cluster);
    else if ('forget' in step) clusters.delete(resourceKey(step.forget));
    else estate = step.estate;
  }
  return { estate, clusters };
}

interface Fate {
  readonly reason: string;
  readonly leftKubenet: boolean;
}

/** What became of a cluster that is not in the report; undefined where nobody can tell, since its subscription was not read. */
function fates(head: ReportHead): (memory: ClusterMemory) => Fate | undefined {
  const moved = new Map([...head.overlay, ...head.other].map((cluster) => [resourceKey(cluster.id), cluster]));
  const read = new Set(
    head.run.scopes.filter(({ status }) => status === 'read').map(({ subscriptionId }) => subscriptionId.toLowerCase()),
  );
  return ({ cluster }) => {
    const now = moved.get(resourceKey(cluster.id));
    if (now !== undefined) {
      const network = [now.networkPlugin ?? 'an unknown plugin', now.networkPluginMode].filter(Boolean).join(', ');
      return { reason: `The cluster's network is now ${network}.`, leftKubenet: true };
    }
    if (!read.has(cluster.subscriptionId.toLowerCase())) return undefined;
    const reason = 'The audit no longer finds the cluster: deleted, moved, or left out of the scope.';
    return { reason, leftKubenet: false };
  };
}
