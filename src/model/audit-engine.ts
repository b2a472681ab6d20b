import type { AuditPlan, AuditScope, AuditUnit, EstateResult, IndexedCluster, UnitResult } from './audit.ts';
import type { PreviousAudit } from './cluster-facts.ts';
import type { MovedCluster } from './migration-proof.ts';
import type { SourceKind } from './report.ts';
import type { ResourceKey } from './resource-id.ts';

/** `auto` is `graph` where Azure Resource Graph answers, else `arm`. */
export const sourceChoices = ['auto', 'graph', 'arm'] as const;
export type SourceChoice = (typeof sourceChoices)[number];

export const clouds = ['public', 'usgov', 'china'] as const;
export type CloudName = (typeof clouds)[number];

/** How Azure is reached and judged, the same for every run of a host. */
export interface AuditSettings {
  readonly source: SourceChoice;
  /** Routes a table may hold. */
  readonly routeLimit: number;
  /** Requests a second this process sends at most; undefined leaves it to what Azure's answers say. */
  readonly maxRps: number | undefined;
  /** Also reads the API of each kubenet cluster, which takes an action beyond Reader. */
  readonly inCluster: boolean;
  readonly cloud: CloudName;
  /** These three default to the cloud's own. */
  readonly armEndpoint: string | undefined;
  readonly authorityHost: string | undefined;
  readonly armAudience: string | undefined;
}

/** What a unit may know of the run it belongs to. */
interface UnitContext {
  /** The run's, so that a unit read twice is judged at the same moment. */
  readonly asOf: Date;
  readonly source: SourceKind;
  /** The plan's. */
  readonly index: readonly IndexedCluster[];
  /** Of the unit's clusters that were audited before. */
  readonly previousAudits: ReadonlyMap<ResourceKey, PreviousAudit>;
}

/**
 * Reads and judges, in pieces that may run on different machines, more than once, and in any order after the plan. It keeps
 * nothing between calls that a result depends on.
 */
export interface AuditEngine {
  plan(scope: AuditScope): Promise<AuditPlan>;
  /** Rejects, as its clusters do, only when trying the whole unit again may help; what stays unreadable belongs in the result's troubles. */
  auditUnit(unit: AuditUnit, context: UnitContext): Promise<UnitResult>;
  /** @param moved clusters that earlier audits saw on kubenet, and the plan does not: their migrations are proved */
  auditEstate(plan: AuditPlan, asOf: Date, moved?: readonly MovedCluster[]): Promise<EstateResult>;
}
