import { createArmClient } from '../arm/arm-client.ts';
import { type CollectedList, type Recorder, recordReads } from '../arm/recording-client.ts';
import { countRequests } from '../arm/request-counter.ts';
import { unreadFacts } from '../audit/audit-clusters.ts';
import { auditEstate } from '../audit/audit-estate.ts';
import { planAudit } from '../audit/plan-audit.ts';
import type { AzureConnection } from '../audit/sources.ts';
import { createArmSource } from '../gather/arm/arm-source.ts';
import { indexClusters } from '../gather/cluster-index.ts';
import { gatherClusters } from '../gather/gather-clusters.ts';
import type { AuditScope, ScopeTrouble } from '../model/audit.ts';
import { subscription } from '../model/azure/subscription.ts';
import type { ReportScope, RequestCounts } from '../model/report.ts';
import { resourceKey, subscriptionIdOf } from '../model/resource-id.ts';

/** What was saved, and what could not be. */
export interface Collected {
  readonly clusters: number;
  /** Those that were read, whose inside Azure's API does not tell. */
  readonly clusterIds: readonly string[];
  readonly scopes: readonly ReportScope[];
  readonly troubles: readonly ScopeTrouble[];
  readonly requests: RequestCounts;
}

/** Reads what an audit through ARM would read, for an audit elsewhere: nothing is judged. */
export async function collect(connection: AzureConnection, scope: AuditScope, recorder: Recorder): Promise<Collected> {
  const counter = countRequests();
  const subscriptions: CollectedList[] = [];
  const client = recordReads(createArmClient({ ...connection, counter }), {
    ...recorder,
    list: async (list) => {
      if (list.read === 'subscriptions') subscriptions.push(list);
      else await recorder.list(list);
    },
  });
  const source = createArmSource(client, counter);
  const plan = await planAudit(source, scope);
  for (const list of subscriptions) await recorder.list(withinScope(list, plan.scopes));
  const troubles: ScopeTrouble[] = [];
  const collectedIds: string[] = [];
  const context = { index: indexClusters(plan.index), previousAudits: new Map() };
  for (const { clusterIds } of plan.units) {
    const gathered = await gatherClusters(source, clusterIds, context);
    for (const id of clusterIds) {
      const facts = gathered.get(resourceKey(id));
      const reasons = facts === undefined ? [`${id} was not read.`] : unreadFacts(facts);
      troubles.push(...reasons.map((reason) => ({ subscriptionId: subscriptionIdOf(id) ?? '', reason })));
      collectedIds.push(facts?.managedCluster.known ? facts.managedCluster.value.id : id);
    }
  }
  const estate = await auditEstate(source, plan);
  return {
    clusters: collectedIds.length,
    clusterIds: collectedIds,
    scopes: plan.scopes,
    troubles: [...troubles, ...estate.troubles],
    requests: counter.counts(),
  };
}

/** An audit of the folder would miss every other subscription that the identity sees. */
function withinScope(list: CollectedList, scopes: readonly ReportScope[]): CollectedList {
  const ids = new Set(scopes.map(({ subscriptionId }) => subscriptionId));
  const value = list.value.filter((item) => {
    const read = subscription.safeParse(item);
    return !read.success || ids.has(read.data.subscriptionId);
  });
  return { ...list, value };
}
