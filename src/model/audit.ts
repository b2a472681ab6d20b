import { z } from 'zod';
import type { MigrationProof } from './migration-proof.ts';
import type { CheckOutcome } from './outcome.ts';
import {
  askedSchema,
  type ClusterReport,
  otherClusterSchema,
  type ReportScope,
  type RequestCounts,
  requestCountsSchema,
  scopeSchema,
  sources,
  unreadableClusterSchema,
  unusedFilesSchema,
} from './report.ts';

/** What was asked for. No list at all means everything the identity can see. */
export interface AuditScope {
  readonly managementGroups: readonly string[];
  readonly subscriptionIds: readonly string[];
  /** Cluster names or resource ids, compared without case. */
  readonly clusters: readonly string[];
  /** A cluster must carry all of them. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A cluster that writes routes, or may, as planning sees it: enough to find who shares a network with whom. */
const indexedClusterSchema = z.object({
  id: z.string(),
  name: z.string(),
  location: z.string(),
  /** Undefined in very old answers. */
  nodeResourceGroup: z.string().optional(),
  poolNames: z.array(z.string()),
  /** Of its pools; empty in a managed network. */
  nodeSubnetIds: z.array(z.string()),
  /** True where what was read of it does not tell which subnets and nodes are its: it may use any table of its region. */
  isUnread: z.boolean().optional(),
});
export type IndexedCluster = z.infer<typeof indexedClusterSchema>;

/** A cluster that states another plugin than kubenet: whether its route table is still needed. */
const notKubenetClusterSchema = z.object({
  id: z.string(),
  name: z.string(),
  nodeResourceGroup: z.string().optional(),
  poolNames: z.array(z.string()),
  nodeSubnetIds: z.array(z.string()),
  /** False too where the plugin is not stated. */
  statesPlugin: z.boolean(),
  isOverlay: z.boolean(),
  /** Whether the cluster and every pool that it lists state that their last operation succeeded. */
  isSettled: z.boolean(),
  /** Provisioning states other than Succeeded, the cluster's first. */
  openStates: z.array(z.string()),
});
export type NotKubenetCluster = z.infer<typeof notKubenetClusterSchema>;

/** Clusters that are read and judged together. Units of a plan never share a cluster. */
const auditUnitSchema = z.object({
  clusterIds: z.array(z.string()),
});
export type AuditUnit = z.infer<typeof auditUnitSchema>;

/** What a run consists of, fixed before the first cluster is read. */
export const auditPlanSchema = z.object({
  source: z.enum(sources),
  scopes: z.array(scopeSchema),
  /**
   * Every kubenet cluster of the scopes, also those that `clusters` or `tags` leave out of the audit; every cluster that may be on kubenet;
   * and every one whose move to Overlay is not done, since its nodes may still have routes.
   */
  index: z.array(indexedClusterSchema),
  overlay: z.array(otherClusterSchema),
  other: z.array(otherClusterSchema),
  /** Both of them again, as far as their route tables go. Absent in plans of earlier versions. */
  notKubenet: z.array(notKubenetClusterSchema).default([]),
  /** Clusters that may be on kubenet, since what was read of them does not tell. */
  unreadable: z.array(unreadableClusterSchema).default([]),
  /** How many clusters, of whatever plugin, are among those asked for. */
  matched: z.number().int().nonnegative().optional(),
  /** Those asked for, where not all are. */
  asked: askedSchema.optional(),
  /** In the order of the report: of their ids, through all units. */
  units: z.array(auditUnitSchema),
  /** What planning itself asked of Azure. */
  requests: requestCountsSchema,
  /** With source `input`: files that could not be used. */
  unusedFiles: unusedFilesSchema,
});
export type AuditPlan = z.infer<typeof auditPlanSchema>;

/** A subscription of which something could not be read, and what. */
export interface ScopeTrouble {
  readonly subscriptionId: string;
  readonly reason: string;
}

/** What comes out of one unit. Every cluster of the unit is in `clusters`, or its subscription in `troubles`. */
export interface UnitResult {
  /** Judged as they are asked for, once: nobody holds the reports of a whole unit. */
  readonly clusters: AsyncIterable<AuditedCluster> | Iterable<AuditedCluster>;
  /** This and the requests are whole once every cluster was taken. */
  readonly troubles: readonly ScopeTrouble[];
  readonly requests: RequestCounts;
}

/** A cluster's part of the report, and what the next audit must remember of it. */
export interface AuditedCluster {
  readonly report: ClusterReport;
  /** As `PreviousAudit.staleRoutes`; null where the routes or nodes could not be read. */
  readonly staleRoutes: readonly string[] | null;
}

/** Findings that belong to no cluster, and what could not be read for them. */
export interface EstateResult {
  /** Of clusters that earlier audits saw on kubenet. */
  readonly migrations?: readonly MigrationProof[] | undefined;
  readonly checks: readonly CheckOutcome[];
  readonly troubles: readonly ScopeTrouble[];
  readonly requests: RequestCounts;
}

/** A subscription's status after its troubles are known: the first reasons, and never better than it was. */
export function withTroubles(scopes: readonly ReportScope[], troubles: readonly ScopeTrouble[]): ReportScope[] {
  return scopes.map((scope) => {
    const reasons = [
      ...new Set(troubles.filter((each) => each.subscriptionId === scope.subscriptionId).map((each) => each.reason)),
    ];
    if (reasons.length === 0 || scope.status === 'unreadable') return scope;
    return {
      ...scope,
      status: 'partial',
      reason: summarise([...(scope.reason === null ? [] : [scope.reason]), ...reasons.sort()]),
    };
  });
}

const reasonsShown = 3;

function summarise(reasons: readonly string[]): string {
  const more = reasons.length - reasonsShown;
  return `${reasons.slice(0, reasonsShown).join(' ')}${more > 0 ? ` And ${more} more.` : ''}`;
}
