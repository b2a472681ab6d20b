import type { Estate } from '../../../simulated-azure/estate/estate.ts';
import { countRequests } from '../../../src/arm/request-counter.ts';
import { runAudit } from '../../../src/audit/run-audit.ts';
import { createArmSource } from '../../../src/gather/arm/arm-source.ts';
import type { AzureSource } from '../../../src/gather/azure-source.ts';
import { indexClusters } from '../../../src/gather/cluster-index.ts';
import { gatherClusters } from '../../../src/gather/gather-clusters.ts';
import type { ClusterFacts } from '../../../src/model/cluster-facts.ts';
import type { ClusterReport, ReportStream } from '../../../src/model/report.ts';
import { resourceKey } from '../../../src/model/resource-id.ts';
import { estateClient } from './estate-client.ts';
import { asOf as generatedAsOf } from './generated-estate.ts';

/** What an audit says of each cluster, in report order. */
export async function auditEstate(estate: Estate, asOf = generatedAsOf): Promise<readonly ClusterReport[]> {
  const stream = await auditSource(createArmSource(estateClient(estate), countRequests()), asOf);
  return Array.fromAsync(stream.clusters());
}

/** An audit of everything that the source shows. */
export function auditSource(source: AzureSource, asOf: Date): Promise<ReportStream> {
  return runAudit(
    { source, fresh: undefined },
    {
      scope: { managementGroups: [], subscriptionIds: [], clusters: [], tags: {} },
      runId: 'a-run',
      asOf,
      routeLimit: 400,
      now: () => asOf,
    },
  );
}

/** The facts of the estate's first cluster. */
export async function factsOf(estate: Estate): Promise<ClusterFacts> {
  const source = createArmSource(estateClient(estate), countRequests());
  const cluster = estate.resources.find(
    ({ type }) => type.toLowerCase() === 'microsoft.containerservice/managedclusters',
  );
  const id = cluster?.id ?? '';
  const facts = (await gatherClusters(source, [id], { index: indexClusters([]), previousAudits: new Map() })).get(
    resourceKey(id),
  );
  if (facts === undefined) throw new Error('The estate has no cluster.');
  return facts;
}

/** What each check answered about which resources, whatever their order and case. */
export function answers({ checks }: ClusterReport): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    checks.map(({ code, status, severity, findings }) => {
      const found = findings.map((each) =>
        `${each.status} ${each.severity} ${each.confidence} ${each.resourceId}`.toLowerCase(),
      );
      return [code, { status, severity, findings: found.sort() }];
    }),
  );
}
