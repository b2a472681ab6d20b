import { agentPoolId } from '../../model/agent-pool-id.ts';
import { controlPlaneVersion, isOlderKubernetes, poolVersion } from '../../model/kubernetes-version.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { updateToOverlay } from '../sources.ts';

const oldestForOverlay = '1.27';

export default defineCheck({
  code: 'MIG-001',
  category: 'migration',
  title: 'The cluster and its pools run a Kubernetes version the migration accepts',
  failureTitle: `The cluster or a pool runs Kubernetes below ${oldestForOverlay}`,
  severities: ['blocker'],
  condition: `Fails when the control plane or a node pool runs a version below ${oldestForOverlay}; ${oldestForOverlay}.0 passes.`,
  why: `The update from kubenet to Azure CNI Overlay needs Kubernetes ${oldestForOverlay} or later.`,
  fix: {
    text: 'Upgrade first, one minor version at a time. Each upgrade replaces every node of the pools it covers, needs a window, and cannot be undone.',
    commands: [
      'az aks get-upgrades --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --output table',
      'az aks upgrade --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --kubernetes-version {kubernetesVersion}',
    ],
  },
  sources: [updateToOverlay],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    const { id, name, agentPoolProfiles } = managedCluster;
    return assessEach([
      judge(id, `Cluster ${name}`, controlPlaneVersion(managedCluster)),
      ...(agentPoolProfiles.length === 0 ? [cannotTell(`Cluster ${name} lists no node pool.`)] : []),
      ...agentPoolProfiles.map((pool) =>
        judge(agentPoolId(id, pool.name), `Node pool ${pool.name}`, poolVersion(pool)),
      ),
    ]);
  },
});

function judge(resourceId: string, subject: string, version: string | undefined): Judgement | Gap {
  if (version === undefined) return cannotTell(`${subject} states no Kubernetes version.`);
  const isOlder = isOlderKubernetes(version, oldestForOverlay);
  if (isOlder === undefined) return cannotTell(`${subject} states "${version}", which is no Kubernetes version.`);
  const message = `${subject} runs Kubernetes ${version}.`;
  const evidence = { kubernetesVersion: version };
  return isOlder ? fail(resourceId, message, { evidence }) : pass(resourceId, message, { evidence });
}
