import type { ClusterReport, OtherCluster, ReportHead, ReportStream } from '../model/report.ts';
import { compareResourceIds, type ResourceKey, resourceKey, subscriptionIdOf } from '../model/resource-id.ts';
import { compareOutcomes } from './compare-outcomes.ts';
import { type ClusterChange, DiffError, type FindingChange, type ReportDiff } from './report-diff.ts';

/**
 * What differs between two reports of the same scope. A cluster that is missing counts as gone only where its subscription was
 * read whole.
 * @throws {DiffError} where the two cannot be compared
 */
export async function compareReports(before: ReportStream, after: ReportStream): Promise<ReportDiff> {
  refuseOther(before.head, after.head);
  const left = await byKey(before);
  const clusters: ClusterChange[] = [];
  const findings: FindingChange[] = compareOutcomes(null, before.head.estate.checks, after.head.estate.checks);
  for await (const now of after.clusters()) {
    const key = resourceKey(now.id);
    const old = left.get(key);
    left.delete(key);
    if (old === undefined) clusters.push(appeared(now, before.head));
    findings.push(...compareOutcomes({ id: now.id, name: now.name }, old?.checks ?? [], now.checks));
  }
  const elsewhere = othersByKey(after.head);
  for (const cluster of left.values()) {
    clusters.push(disappeared(cluster, elsewhere.get(resourceKey(cluster.id)), after.head));
  }
  clusters.sort((a, b) => compareResourceIds(a.id, b.id));
  return {
    schemaVersion: '1.0',
    before: compared(before.head),
    after: compared(after.head),
    counts: countsOf(clusters, findings),
    clusters,
    findings,
  };
}

function refuseOther(before: ReportHead, after: ReportHead): void {
  if (Date.parse(after.asOf) < Date.parse(before.asOf)) {
    throw new DiffError(
      `The second report is older (${after.asOf}) than the first (${before.asOf}): name the older one first.`,
    );
  }
  if (JSON.stringify(before.filter) !== JSON.stringify(after.filter)) {
    throw new DiffError(
      'One report shows only a part of the clusters that the other shows: compare two with the same filter, or two whole ones.',
    );
  }
}

async function byKey(report: ReportStream): Promise<Map<ResourceKey, ClusterReport>> {
  const clusters = new Map<ResourceKey, ClusterReport>();
  for await (const cluster of report.clusters()) clusters.set(resourceKey(cluster.id), cluster);
  return clusters;
}

function othersByKey({ overlay, other }: ReportHead): ReadonlyMap<ResourceKey, OtherCluster> {
  return new Map([...overlay, ...other].map((each) => [resourceKey(each.id), each]));
}

function appeared({ id, name, verdict }: ClusterReport, before: ReportHead): ClusterChange {
  const scope = scopeOf(before, id);
  const why =
    scope === undefined
      ? 'Its subscription was not in the scope of the older report.'
      : scope.status === 'read'
        ? `New on kubenet; its verdict is ${verdict}.`
        : `Its subscription was not read whole before: ${scope.reason ?? scope.status}`;
  return { kind: 'appeared', id, name, detail: why };
}

function disappeared({ id, name }: ClusterReport, now: OtherCluster | undefined, after: ReportHead): ClusterChange {
  if (now !== undefined) {
    const { networkPlugin, networkPluginMode } = now;
    return networkPlugin?.toLowerCase() === 'azure' && networkPluginMode?.toLowerCase() === 'overlay'
      ? { kind: 'migrated', id, name, detail: 'It is on Azure CNI Overlay.' }
      : {
          ...{ kind: 'leftKubenet', id, name },
          detail: `Its network plugin is ${networkPlugin ?? 'not known'} without overlay: a migration may have stopped half-way.`,
        };
  }
  const scope = scopeOf(after, id);
  if (scope === undefined) {
    return { kind: 'notRead', id, name, detail: 'Its subscription is not in the scope of the newer report.' };
  }
  return scope.status === 'read'
    ? { kind: 'gone', id, name, detail: 'No cluster has this id any more.' }
    : {
        ...{ kind: 'notRead', id, name },
        detail: `Its subscription was not read whole: ${scope.reason ?? scope.status}`,
      };
}

function scopeOf({ run }: ReportHead, id: string) {
  const subscription = subscriptionIdOf(id);
  return run.scopes.find(({ subscriptionId }) => subscriptionId.toLowerCase() === subscription);
}

function compared({ run, asOf, summary }: ReportHead): ReportDiff['before'] {
  return { runId: run.id, asOf, kubenet: summary.kubenet };
}

function countsOf(clusters: readonly ClusterChange[], findings: readonly FindingChange[]): ReportDiff['counts'] {
  const counts = {
    ...{ opened: 0, changed: 0, waived: 0, fixed: 0, notKnown: 0 },
    ...{ migrated: 0, leftKubenet: 0, appeared: 0, gone: 0, notRead: 0 },
  };
  for (const { kind } of [...clusters, ...findings]) counts[kind] += 1;
  return counts;
}
