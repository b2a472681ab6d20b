import { countOf } from '../../model/count-of.ts';
import { quotaForSurge } from '../../network/headroom/quota.ts';
import { assessEach, cannotTell } from '../assess-each.ts';
import { fail, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { rollingUpgrades } from '../sources.ts';

export default defineCheck({
  code: 'MIG-016',
  category: 'migration',
  title: 'The vCPU quota carries the surge of all pools at once',
  failureTitle: 'The vCPU quota cannot carry the surge of all pools at once',
  severities: ['high'],
  condition:
    "Fails for each VM family, and for the region's total, whose free vCPUs are fewer than the surge nodes of today's pools take together. Exactly as many passes. Spot pools do not surge.",
  why: 'The migration reimages all pools at the same time, so all of them ask for surge nodes together. Pools that get none stop the operation.',
  fix: {
    text: 'Ask for more quota days ahead, or lower the surge of the pools. Neither restarts anything; a lower surge makes the migration slower.',
    commands: [
      'az vm list-usage --subscription {subscription} --location {location} --output table',
      'az aks nodepool update --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --max-surge 1',
    ],
  },
  sources: [rollingUpgrades],
  needs: ['managedCluster', 'computeUsages'],

  evaluate({ managedCluster, computeUsages }) {
    const quotas = quotaForSurge(managedCluster, computeUsages);
    if (quotas === undefined) return unknown('The VM size of a node pool does not tell its vCPUs and quota.');
    return assessEach(
      quotas.map(({ resourceId, family, free, needed }) => {
        if (free === null) return cannotTell(`Azure lists no quota for ${family} in ${managedCluster.location}.`);
        if (needed === null) return cannotTell('The size of the node pools is not known.');
        const message = `${family} has ${countOf(free, 'free vCPU')}; the surge of all pools takes ${needed}.`;
        const evidence = { family, free, needed };
        return free < needed
          ? fail(resourceId, message, { evidence, parameters: { location: managedCluster.location } })
          : pass(resourceId, message, { evidence });
      }),
    );
  },
});
