import { agentPoolId } from '../../model/agent-pool-id.ts';
import { poolVmSizes } from '../../network/vm-size.ts';
import { assessEach, cannotTell } from '../assess-each.ts';
import { fail, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { overlayConcepts } from '../sources.ts';

const dcsv2 = /^Standard_DC(1|2|4|8)s_v2$/i;

export default defineCheck({
  code: 'MIG-006',
  category: 'migration',
  title: 'No node pool uses a DCsv2 size',
  failureTitle: 'A node pool uses a DCsv2 size',
  severities: ['blocker'],
  condition: 'Fails for each pool with a VM size of Standard_DC1s_v2, DC2s_v2, DC4s_v2 or DC8s_v2.',
  why: 'Azure CNI Overlay does not support DCsv2 virtual machines.',
  fix: {
    text: 'Add a pool of another confidential size, drain the old pool and delete it. Pods move once; enclave workloads (SGX) do not run on the newer sizes without change.',
    commands: [
      'az aks nodepool add --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {newPool} --node-vm-size {newVmSize}',
      'az aks nodepool delete --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool}',
    ],
  },
  sources: [overlayConcepts],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    return assessEach(
      managedCluster.agentPoolProfiles.map((pool) => {
        const sizes = poolVmSizes(pool);
        if (sizes.length === 0) return cannotTell(`Node pool ${pool.name} states no VM size.`);
        const id = agentPoolId(managedCluster.id, pool.name);
        const message = `Node pool ${pool.name} uses ${sizes.join(', ')}.`;
        const details = { evidence: { vmSizes: sizes }, parameters: { pool: pool.name } };
        return sizes.some((size) => dcsv2.test(size)) ? fail(id, message, details) : pass(id, message, details);
      }),
    );
  },
});
