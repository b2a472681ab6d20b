import type { AzureSource, FreshSource } from '../gather/azure-source.ts';
import { type GatherContext, gatherClusters } from '../gather/gather-clusters.ts';
import type { AuditedCluster, ScopeTrouble, UnitResult } from '../model/audit.ts';
import { isEnum } from '../model/azure/managed-cluster.ts';
import type { ClusterFacts } from '../model/cluster-facts.ts';
import { wasNotAsked } from '../model/fact.ts';
import { mapInOrder } from '../model/in-order.ts';
import type { ClusterReport } from '../model/report.ts';
import { type ResourceKey, resourceKey, resourceNameOf, subscriptionIdOf } from '../model/resource-id.ts';
import { type AllFacts, deriveFacts } from '../network/derived-facts.ts';
import { withFreshTables } from './confirm-live.ts';
import { withFreshNodes } from './confirm-nodes.ts';
import { type JudgeContext, judgeCluster, liveProblems } from './judge-cluster.ts';
import { staleRoutesSeen } from './stale-routes-seen.ts';

export interface AuditSources {
  readonly source: AzureSource;
  /** Where live problems are looked at again before they are said; undefined where `source` is fresh already. */
  readonly fresh: FreshSource | undefined;
}

export type AuditContext = JudgeContext & GatherContext;

/** A cluster's result, or why there is none; and what was not read for it. */
interface ClusterResult {
  readonly cluster: AuditedCluster | undefined;
  readonly troubles: readonly ScopeTrouble[];
}

/**
 * Clusters that are judged beside each other, since a live problem waits for what is read again: as many as are judged meanwhile, lest
 * the waiting be the longest part of an audit.
 */
const judgedAtOnce = 64;

/** What was read of several clusters, by `resourceKey`. */
export type ReadClusters = Map<ResourceKey, ClusterFacts>;

export async function readUnit(
  { source }: AuditSources,
  clusterIds: readonly string[],
  context: AuditContext,
): Promise<ReadClusters> {
  return new Map(await gatherClusters(source, clusterIds, context));
}

/**
 * Judges clusters as they are asked for, one after the other in the order of the ids.
 * @param read each is taken out of it once its turn comes, so that it is let go of
 */
export function judgeUnit(
  { fresh }: AuditSources,
  clusterIds: readonly string[],
  context: AuditContext,
  read: ReadClusters,
): Pick<UnitResult, 'troubles'> & { readonly clusters: AsyncGenerator<AuditedCluster> } {
  const troubles: ScopeTrouble[] = [];
  async function* clusters(): AsyncGenerator<AuditedCluster> {
    const results = mapInOrder(clusterIds, judgedAtOnce, (id) => {
      const facts = read.get(resourceKey(id));
      read.delete(resourceKey(id));
      return auditOne(id, facts, fresh, context);
    });
    for await (const { cluster, troubles: unread } of results) {
      troubles.push(...unread);
      if (cluster !== undefined) yield cluster;
    }
  }
  return { clusters: clusters(), troubles };
}

async function auditOne(
  id: string,
  read: ClusterFacts | undefined,
  fresh: FreshSource | undefined,
  context: AuditContext,
): Promise<ClusterResult> {
  const missing = whyNotAudited(id, read);
  if (read === undefined || missing !== undefined) {
    return { cluster: undefined, troubles: [trouble(id, missing ?? `${id} was not read.`)] };
  }
  const { read: judged, facts, report, unconfirmed } = await judgeTwice(read, fresh, context);
  return {
    cluster: { report, staleRoutes: staleRoutesSeen(facts) },
    troubles: [...unreadFacts(judged), ...unconfirmed].map((reason) => trouble(id, reason)),
  };
}

interface Judged {
  readonly read: ClusterFacts;
  readonly facts: AllFacts;
  readonly report: ClusterReport;
}

/** With why a live problem could not be looked at again. */
type Confirmed = Judged & { readonly unconfirmed: readonly string[] };

async function judgeTwice(
  read: ClusterFacts,
  fresh: FreshSource | undefined,
  context: AuditContext,
): Promise<Confirmed> {
  const first = judge(read, context);
  if (fresh === undefined || first.report.live.length === 0) return { ...first, unconfirmed: [] };
  return lookAgain(first.report.live, read, fresh, context);
}

/** Holds no report while it waits: many clusters wait beside each other. */
async function lookAgain(
  live: readonly string[],
  read: ClusterFacts,
  fresh: FreshSource,
  context: AuditContext,
): Promise<Confirmed> {
  const network = await withFreshTables(fresh.again, read, live);
  if (!network.confirmed) return suspected(read, network.reasons, context);
  // Most of what was only late is gone by now: nodes are looked at for what is left.
  const left = liveProblems(deriveFacts(network.facts), context);
  if (left.length === 0) return { ...judge(network.facts, context), unconfirmed: [] };
  const nodes = await withFreshNodes(fresh.again, network.facts, left);
  if (!nodes.confirmed) return suspected(read, nodes.reasons, context);
  return { ...judge(nodes.facts, context), unconfirmed: [] };
}

/** What the first look said, for want of a second. */
function suspected(read: ClusterFacts, reasons: readonly string[], context: AuditContext): Confirmed {
  const first = judge(read, context);
  return { ...first, report: withSuspectedLive(first.report), unconfirmed: reasons };
}

function judge(read: ClusterFacts, context: AuditContext): Judged {
  const facts = deriveFacts(read);
  return { read, facts, report: judgeCluster(facts, context) };
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
