import { agentPoolId } from '../../model/agent-pool-id.ts';
import { isEnum } from '../../model/azure/managed-cluster.ts';
import { assessEach, cannotTell } from '../assess-each.ts';
import { fail, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { updateToOverlay } from '../sources.ts';

export default defineCheck({
  code: 'MIG-004',
  category: 'migration',
  title: 'Every node pool is running and its last operation succeeded',
  failureTitle: 'A node pool is stopped, or its last operation did not succeed',
  severities: ['high'],
  condition:
    'Fails for each pool whose provisioningState is not Succeeded or whose powerState.code is Stopped; unknown where one of the two is not stated, but for the power state in answers of API versions that knew none (they have no currentOrchestratorVersion either).',
  why: 'The migration reimages all pools at the same time, so one broken pool stops it half-way. What becomes of a stopped pool is not documented.',
  fix: {
    text: 'Start stopped pools, or delete those nobody needs; update pools whose last operation failed once its cause is mended. An update that finishes what was left over may reimage the nodes of the pool.',
    commands: [
      'az aks nodepool {action} --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool}',
    ],
  },
  sources: [
    updateToOverlay,
    {
      title: 'Start and stop a node pool',
      url: 'https://learn.microsoft.com/azure/aks/start-stop-nodepools',
      sure: 'inferred',
    },
  ],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    return assessEach(
      managedCluster.agentPoolProfiles.map(({ name, provisioningState, powerState, currentOrchestratorVersion }) => {
        const id = agentPoolId(managedCluster.id, name);
        const isStopped = isEnum(powerState?.code, 'Stopped');
        const evidence = { provisioningState: provisioningState ?? null, powerState: powerState?.code ?? null };
        if (isStopped) {
          return fail(id, `Node pool ${name} is stopped.`, { evidence, parameters: { pool: name, action: 'start' } });
        }
        if (provisioningState === undefined) return cannotTell(`Node pool ${name} states no provisioning state.`);
        const message = `The provisioning state of node pool ${name} is ${provisioningState}.`;
        if (!isEnum(provisioningState, 'Succeeded'))
          return fail(id, message, { evidence, parameters: { pool: name, action: 'update' } });
        if (powerState?.code !== undefined) return pass(id, message, { evidence });
        // Of both, the power state is the older property: an answer that has the younger one alone was cut.
        return currentOrchestratorVersion === undefined
          ? pass(id, `${message} Its power state is not stated, as in answers of old API versions.`, { evidence })
          : cannotTell(`Node pool ${name} states no power state: whether it is stopped is not known.`);
      }),
    );
  },
});
