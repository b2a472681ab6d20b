import type { BeforeMigration } from './migration-proof.ts';
import type { ClusterReport } from './report.ts';

/** Undefined for a report of an earlier version, which does not hold what a migration is proved by. */
export function beforeMigration(report: ClusterReport, asOf: string): BeforeMigration | undefined {
  const { id, name, location, subscriptionId, resourceGroup, networkPolicy, network, move, checks } = report;
  if (move === undefined) return undefined;
  const tables = network.picture?.routeTables ?? [];
  const locks = checks.find(({ code }) => code === 'MIG-012')?.findings.filter(({ status }) => status === 'fail') ?? [];
  return {
    ...{ id, name, location, subscriptionId, resourceGroup, asOf, networkPolicy, move },
    podCidrs: network.podCidrs,
    routeTableIds: network.routeTableIds ?? [],
    nodeSubnetIds: network.nodeSubnetIds ?? [],
    foreignSubnetIds: tables.flatMap((table) => table.foreignSubnetIds ?? []),
    unsharedTableIds: tables.filter(({ otherClusterIds }) => otherClusterIds?.length === 0).map((table) => table.id),
    locks: locks.map(({ resourceId, evidence }) => ({ id: resourceId, level: String(evidence['level'] ?? '') })),
  };
}
