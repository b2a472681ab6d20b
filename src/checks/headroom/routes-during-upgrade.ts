import type { AgentPool } from '../../model/azure/managed-cluster.ts';
import { countOf } from '../../model/count-of.ts';
import { routesDuringUpgrade } from '../../network/headroom/routes.ts';
import { nodesNow, surgeNodes } from '../../network/node-pool.ts';
import { ipFamilyCount } from '../../network/pod-cidrs.ts';
import { largestSafeSurge } from '../../network/surge-fit.ts';
import { assessEach, cannotTell } from '../assess-each.ts';
import { fail, notApplicable, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { setPoolSurge } from '../pool-surge.ts';
import { rollingUpgrades } from '../sources.ts';

export default defineCheck({
  code: 'HEAD-003',
  category: 'headroom',
  title: 'The next upgrade can get routes for its surge nodes',
  failureTitle: 'The next upgrade cannot get routes for its surge nodes',
  severities: ['high'],
  condition:
    "Fails when the routes in the table now + a route (two when dual stack) for every surge node of today's pools are more than the route limit. Exactly the limit passes.",
  why: 'An upgrade adds its surge nodes before it removes any. Without routes for them it stalls half-way, and pods that moved to them cannot be reached. The migration to Overlay reimages every pool at once, and surges them all.',
  fix: {
    text: 'Set the surge of the pools to the number each finding names before the next upgrade. This restarts nothing; the upgrade takes longer. Where no surge fits, free routes first.',
    commands: [setPoolSurge],
  },
  sources: [
    rollingUpgrades,
    {
      title: 'Routes per surge node',
      url: 'https://learn.microsoft.com/azure/aks/configure-kubenet',
      sure: 'inferred',
    },
  ],
  needs: ['managedCluster', 'routeTables'],
  failsWithout: ['routeTables'],

  evaluate({ managedCluster, routeTables }, { routeLimit }) {
    if (routeTables.length === 0) return notApplicable('No node subnet has a route table.');
    const pools = managedCluster.agentPoolProfiles;

    return assessEach(
      routeTables.map((table) => {
        const routes = table.routes.length;
        const peak = routesDuringUpgrade(managedCluster, table);
        if (peak === null) return cannotTell('The size of the node pools is not known.');
        const message = `Route table ${table.name} holds ${countOf(routes, 'route')} and would hold ${peak} of ${routeLimit} during an upgrade.`;
        if (peak <= routeLimit) return pass(table.id, message, { evidence: { routes, peak, routeLimit } });
        const safeSurge = largestSafeSurge(
          pools,
          Math.floor((routeLimit - routes) / (ipFamilyCount(managedCluster) ?? 2)),
        );
        return fail(table.id, `${message} ${advice(pools, safeSurge)}`, {
          evidence: { routes, peak, routeLimit, largestSafeSurge: safeSurge },
          parameters: parameters(pools, safeSurge),
        });
      }),
    );
  },
});

function poolsAbove(pools: readonly AgentPool[], surge: number): readonly string[] {
  return pools.filter((pool) => surgeNodes(pool, nodesNow(pool) ?? 0) > surge).map(({ name }) => name);
}

function advice(pools: readonly AgentPool[], safeSurge: number): string {
  if (safeSurge === 0) return 'No surge fits: free routes first.';
  return `The largest surge that fits is ${safeSurge}, on ${poolsAbove(pools, safeSurge).join(', ')}.`;
}

/** The pool only where it is the only one; with several, the message names them. */
function parameters(pools: readonly AgentPool[], safeSurge: number): Readonly<Record<string, string>> {
  if (safeSurge === 0) return {};
  const [pool, ...others] = poolsAbove(pools, safeSurge);
  return { maxSurge: String(safeSurge), ...(pool !== undefined && others.length === 0 ? { pool } : {}) };
}
