import type { ReportHead } from '../../model/report.ts';
import type { PlannedPlace } from '../plan/places.ts';

/** What every part of a cluster's page may need beside the cluster. */
export interface PageContext {
  readonly portalUrl: string;
  readonly asOf: string;
  readonly catalogue: NonNullable<ReportHead['catalogue']>;
  readonly places: ReadonlyMap<string, PlannedPlace>;
  /** A page of its own: what it would link to in the report is not there. */
  readonly isAlone?: boolean;
  /** Ranges that the plan's settings name. */
  readonly onPremises: readonly string[];
}
