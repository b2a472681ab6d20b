import type { Route } from './route.ts';
import { getCluster } from './routes/get-cluster.ts';
import { getClusters } from './routes/get-clusters.ts';
import { getDiagrams } from './routes/get-diagram.ts';
import { getDiff } from './routes/get-diff.ts';
import { getHealth } from './routes/get-health.ts';
import { getOpenApi } from './routes/get-openapi.ts';
import { getPlan } from './routes/get-plan.ts';
import { getReport } from './routes/get-report.ts';
import { getRun } from './routes/get-run.ts';
import { getRunbook } from './routes/get-runbook.ts';
import { getRuns } from './routes/get-runs.ts';
import { getStatus } from './routes/get-status.ts';
import { postRuns } from './routes/post-runs.ts';

/** Every HTTP route: what is registered, served and documented comes from this list. */
export const routes: readonly Route[] = [
  getReport,
  getPlan,
  getClusters,
  getCluster,
  ...getDiagrams,
  getRunbook,
  getDiff,
  getRuns,
  getRun,
  postRuns,
  getHealth,
  getStatus,
  getOpenApi(() => routes),
];
