import type { ReportHead } from '../../model/report.ts';

/** What every part of a cluster's page may need beside the cluster. */
export interface PageContext {
  readonly portalUrl: string;
  readonly asOf: string;
  readonly catalogue: NonNullable<ReportHead['catalogue']>;
}
