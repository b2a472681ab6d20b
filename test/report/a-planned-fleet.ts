import { judgeCluster } from '../../src/audit/judge-cluster.ts';
import { beforeMigration } from '../../src/model/before-migration.ts';
import { known } from '../../src/model/fact.ts';
import type { MigrationProof } from '../../src/model/migration-proof.ts';
import { defaultPlanSettings, type PlanSettings } from '../../src/model/plan-settings.ts';
import type { Report } from '../../src/model/report.ts';
import { scheduleReport } from '../../src/plan/make-plan.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { proveMigration } from '../../src/verify/prove-migration.ts';
import { aContext } from '../builders/check-context.ts';
import { clusterFacts } from '../builders/cluster-facts.ts';
import { aManagedCluster } from '../builders/managed-cluster.ts';
import { aFleet } from './a-fleet.ts';

const freezes = [
  { from: '2026-12-14', to: '2027-01-10', reason: 'year end' },
  { from: '2027-11-22', to: '2028-01-07', reason: '' },
];
const judged = judgeCluster(clusterFacts(), aContext());

/** A fleet with runbooks, a plan with freezes in which the last cluster cannot make it, and clusters that have left, one of them half. */
export async function aPlannedFleet(count: number, settings: Partial<PlanSettings> = {}): Promise<Report> {
  const fleet = aFleet(count);
  const { move } = judged;
  const clusters = fleet.clusters.map((cluster) => (move === undefined ? cluster : { ...cluster, move }));
  const last = clusters.at(-1)?.name ?? '';
  const earliest = [{ clusters: [last], date: '2028-05-01', reason: 'contract' }];
  const report = {
    ...fleet,
    clusters,
    migrations: [left('aks-left-whole', 'Succeeded'), left('aks-left-half', 'Failed')],
  };
  const wanted = { ...defaultPlanSettings, freezes, earliest, ...settings };
  return { ...report, schedule: await scheduleReport(toReportStream(report), wanted) };
}

function left(name: string, provisioningState: string): MigrationProof {
  const before = beforeMigration({ ...judged, id: `${judged.id}-${name}`, name }, '2026-11-08T06:00:00Z');
  if (before === undefined) throw new Error('The report holds no facts to prove a migration by.');
  const networkProfile = { networkPlugin: 'azure', networkPluginMode: 'overlay' };
  const agentPoolProfiles = aManagedCluster().agentPoolProfiles.map((pool) => ({ ...pool, provisioningState }));
  const managedCluster = known(aManagedCluster({ name, networkProfile, provisioningState, agentPoolProfiles }));
  return proveMigration(before, { managedCluster, tables: [], subnets: [], locks: known([]) }, '2026-11-15T06:00:00Z');
}
