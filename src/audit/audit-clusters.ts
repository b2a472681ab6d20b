import type { AzureSource } from '../gather/azure-source.ts';
import { type GatherContext, gatherClusters } from '../gather/gather-clusters.ts';
import type { AuditedCluster, ScopeTrouble } from '../model/audit.ts';
import { isEnum } from '../model/azure/managed-cluster.ts';
import type { ClusterFacts } from '../model/cluster-facts.ts';
import { wasNotAsked } from '../model/fact.ts';
import type { ClusterReport } from '../model/report.ts';
import { resourceKey, resourceNameOf, subscriptionIdOf } from '../model/resource-id.ts';
import { confirmedFacts } from './confirm-live.ts';
import { type JudgeContext, judgeCluster } from './judge-cluster.ts';
import { staleRoutesSeen } from './stale-routes-seen.ts';

export interface AuditSources {
  readonly source: AzureSource;
  /** Where live problems are looked at again before they are said; undefined where `source` is fresh already. */
  readonly fresh: AzureSource | undefined;
}

export type AuditContext = JudgeContext & GatherContext;

/** Reads and judges clusters. Each is in `clusters`, or its subscription in `troubles` with the reason. */
export async function auditClusters(
  { source, fresh }: AuditSources,
  clusterIds: readonly string[],
  context: AuditContext,
): Promise<{ clusters: AuditedCluster[]; troubles: ScopeTrouble[] }> {
  const gathered = await gatherClusters(source, clusterIds, context);
  const clusters: AuditedCluster[] = [];
  const troubles: ScopeTrouble[] = [];
  for (const id of clusterIds) {
    const read = gathered.get(resourceKey(id));
    const missing = whyNotAudited(id, read);
    if (read === undefined || missing !== undefined) {
      troubles.push(trouble(id, missing ?? `${id} was not read.`));
      continue;
    }
    const { facts, report, unconfirmed } = await judge(read, fresh, context);
    clusters.push({ report, staleRoutes: staleRoutesSeen(facts) });
    troubles.push(...[...unreadFacts(facts), ...unconfirmed].map((reason) => trouble(id, reason)));
  }
  return { clusters, troubles };
}

interface Judged {
  readonly facts: ClusterFacts;
  readonly report: ClusterReport;
  /** Why a live problem could not be looked at again. */
  readonly unconfirmed: readonly string[];
}

async function judge(facts: ClusterFacts, fresh: AzureSource | undefined, context: AuditContext): Promise<Judged> {
  const report = judgeCluster(facts, context);
  if (fresh === undefined || report.live.length === 0) return { facts, report, unconfirmed: [] };
  const second = await confirmedFacts(fresh, facts, context);
  return second.confirmed
    ? { facts: second.facts, report: judgeCluster(second.facts, context), unconfirmed: [] }
    : { facts, report: withSuspectedLive(report), unconfirmed: second.reasons };
}

/** A live problem nobody could look at twice is said all the same, as a suspicion. */
function withSuspectedLive(report: ClusterReport): ClusterReport {
  return {
    ...report,
    checks: report.checks.map((check) =>
      check.live && check.status === 'fail'
        ? {
            ...check,
            findings: check.findings.map((finding) =>
              finding.status === 'fail' ? { ...finding, confidence: 'suspected' as const } : finding,
            ),
          }
        : check,
    ),
  };
}

function whyNotAudited(id: string, facts: ClusterFacts | undefined): string | undefined {
  const cluster = facts?.managedCluster;
  if (cluster === undefined) return `${id} was not read.`;
  if (!cluster.known) return `The cluster ${resourceNameOf(id)} could not be read: ${cluster.reason}`;
  return isEnum(cluster.value.networkProfile?.networkPlugin, 'kubenet')
    ? undefined
    : `The cluster ${cluster.value.name} left kubenet while the audit ran; the next audit counts it.`;
}

/**
 * Reasons of the facts that a read failed for. A first audit has no audit before it, and a preview of the API is not served
 * everywhere; neither is a failed read.
 */
export function unreadFacts({
  previousAudit: _before,
  nodeDisruption: _preview,
  ...facts
}: ClusterFacts): readonly string[] {
  return [...new Set(Object.values(facts).flatMap((fact) => (fact.known || wasNotAsked(fact) ? [] : [fact.reason])))];
}

function trouble(clusterId: string, reason: string): ScopeTrouble {
  return { subscriptionId: subscriptionIdOf(clusterId) ?? '', reason };
}
