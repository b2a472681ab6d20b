import { nameOfObject } from '../../model/kubernetes/object-meta.ts';
import type { PodDisruptionBudget } from '../../model/kubernetes/pod-disruption-budget.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, pass } from '../assessment.ts';
import { budgetObstacle } from '../budget-obstacle.ts';
import { defineCheck } from '../define-check.ts';
import { objectId } from '../object-id.ts';
import { rollingUpgrades, upgradeOptions } from '../sources.ts';

export default defineCheck({
  code: 'WL-001',
  category: 'workload',
  title: 'Every disruption budget lets a node be drained',
  failureTitle: 'A disruption budget lets no node be drained',
  severities: ['high'],
  condition:
    "Fails for every PodDisruptionBudget that covers pods and lets none be evicted: disruptionsAllowed is 0, maxUnavailable is 0 or 0 %, minAvailable is as many as the pods or 100 %, neither is set, no controller owns its pods, its controller cannot work it out (SyncFailed) or has not seen its last change, or another budget covers the same pods. One that covers no pod passes. Needs the cluster's API.",
  why: 'The migration drains every node. A pod that may not be evicted makes the drain fail after 30 minutes, with all pools under way, and the cluster stays half migrated until somebody makes room.',
  fix: {
    text: 'Relax the budget or add replicas before the migration. Where that is not possible, let the upgrade go on without it for a limited time, which evicts pods against their budget, or have nodes that cannot be drained set aside.',
    commands: [
      'kubectl --context {cluster} get poddisruptionbudget {budget} --namespace {namespace} --output yaml',
      'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --enable-force-upgrade --upgrade-override-until {until}',
      'az aks nodepool update --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --undrainable-node-behavior Cordon',
    ],
  },
  sources: [{ ...upgradeOptions, sure: 'documented' }, rollingUpgrades],
  needs: ['managedCluster', 'podDisruptionBudgets'],

  evaluate({ managedCluster: { id, name }, podDisruptionBudgets }) {
    if (podDisruptionBudgets.length === 0) return assessEach([pass(id, `${name} has no disruption budget.`)]);
    return assessEach(podDisruptionBudgets.map((budget) => judge(id, budget, podDisruptionBudgets)));
  },
});

function judge(clusterId: string, budget: PodDisruptionBudget, all: readonly PodDisruptionBudget[]): Judgement | Gap {
  const { minAvailable, maxUnavailable, disruptionsAllowed, expectedPods, currentHealthy } = budget;
  const name = nameOfObject(budget);
  const id = objectId(clusterId, 'poddisruptionbudgets', budget);
  const evidence = {
    budget: name,
    minAvailable: minAvailable ?? null,
    maxUnavailable: maxUnavailable ?? null,
    disruptionsAllowed: disruptionsAllowed ?? null,
    expectedPods: expectedPods ?? null,
    currentHealthy: currentHealthy ?? null,
  };
  const obstacle = budgetObstacle(budget, all);
  if (obstacle !== undefined) {
    const parameters = { namespace: budget.namespace, budget: budget.name };
    return fail(id, `Disruption budget ${name} allows no disruption: ${obstacle}.`, { evidence, parameters });
  }
  if (expectedPods === 0 && currentHealthy === 0)
    return pass(id, `Disruption budget ${name} covers no pod.`, { evidence });
  const status = [disruptionsAllowed, currentHealthy, expectedPods, budget.isUnseen];
  if (status.includes(undefined)) return cannotTell(`Disruption budget ${name} has no whole status yet.`);
  return pass(id, `Disruption budget ${name} allows ${disruptionsAllowed}.`, { evidence });
}
