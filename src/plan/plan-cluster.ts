import type { Severity } from '../model/finding.ts';
import type { PlanSettings } from '../model/plan-settings.ts';
import type { ClusterReport, MaintenanceDays } from '../model/report.ts';
import { resourceDigest } from '../model/resource-digest.ts';
import { distinctResourceIds } from '../model/resource-id.ts';
import { tagValue } from '../model/tag-value.ts';
import type { Verdict } from '../model/verdict.ts';

/** What a schedule is made from: small enough to hold for every cluster of an estate. */
export interface PlanCluster {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly verdict: Verdict;
  /** Codes of the failing checks that keep it from being ready, in the report's order. */
  readonly stops: readonly string[];
  /** Undefined where the cluster has no such tag. */
  readonly owner: string | undefined;
  readonly environment: string | undefined;
  /** 0 where it is not known. */
  readonly nodes: number;
  /** Signs of its route tables, node subnets and gateways: whoever shares one migrates in one week, one after the other. */
  readonly shares: readonly string[];
  readonly maintenanceWindows: readonly MaintenanceDays[];
}

/** A cluster of a report, or what a list keeps of one. */
export type PlannableCluster = Pick<
  ClusterReport,
  'key' | 'id' | 'name' | 'verdict' | 'tags' | 'headroom' | 'maintenanceWindows'
> & {
  readonly network: Pick<ClusterReport['network'], 'routeTableIds' | 'nodeSubnetIds' | 'gatewayIds'>;
};

/** A failing check. */
export interface FailingCheck {
  readonly code: string;
  readonly severity: Severity;
}

/** @param failing those that nobody waived */
export function planCluster(
  cluster: PlannableCluster,
  failing: readonly FailingCheck[],
  tags: PlanSettings['tags'],
): PlanCluster {
  const { key, id, name, verdict, headroom, network, maintenanceWindows = [] } = cluster;
  const tag = (wanted: string) => tagValue(cluster.tags, wanted);
  const { routeTableIds, nodeSubnetIds, gatewayIds } = network;
  return {
    key,
    id,
    name,
    verdict,
    stops: failing.filter(stopsCluster).map(({ code }) => code),
    owner: tag(tags.owner),
    environment: tag(tags.environment),
    nodes: headroom.nodesNow ?? 0,
    shares: distinctResourceIds([routeTableIds, nodeSubnetIds, gatewayIds].flatMap((ids) => ids ?? [])).map(signOf),
    maintenanceWindows,
  };
}

/** 128 bits tell all resources of an estate apart in a fifth of the room of their ids: it is only asked whether two clusters have the same. */
const signBytes = 16;

function signOf(id: string): string {
  return resourceDigest(id, signBytes, 'base64url');
}

/** The checks that decide the verdict; the deadline's never do. */
function stopsCluster({ code, severity }: FailingCheck): boolean {
  return (severity === 'blocker' || severity === 'high') && !code.startsWith('DL-');
}

export function failingChecks({ checks }: Pick<ClusterReport, 'checks'>): readonly FailingCheck[] {
  return checks.filter(({ status, waiver }) => status === 'fail' && waiver === null);
}
