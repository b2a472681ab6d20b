import { isEnum, type ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { Fact } from '../../model/fact.ts';
import { nameOfObject } from '../../model/kubernetes/object-meta.ts';
import { toleratesInterruptionAnnotation, type Workload } from '../../model/kubernetes/workload.ts';
import { nodesNow } from '../../network/node-pool.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { type Assessment, fail, type Judgement, notRun, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { objectId } from '../object-id.ts';
import { rollingUpgrades } from '../sources.ts';

const scalePool =
  'az aks nodepool scale --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --node-count {nodes}';
const scaleWorkload = 'kubectl --context {cluster} scale {workload} --namespace {namespace} --replicas {replicas}';

export default defineCheck({
  code: 'WL-002',
  category: 'workload',
  title: 'Nothing depends on a single node or a single replica',
  failureTitle: 'Something depends on a single node or a single replica',
  severities: ['medium'],
  condition: `Fails for every system pool with one node, and for every Deployment and StatefulSet with one replica that AKS did not make and whose annotation ${toleratesInterruptionAnnotation} is not true. Pools are judged from Azure; without the cluster's API the rest is not run.`,
  why: 'The migration takes away every node, all pools at the same time. What has one replica is gone while it starts elsewhere, and a single system node takes name resolution with it.',
  fix: {
    text: 'Scale out before the migration, and back afterwards. Where an interruption is fine, say so with the annotation.',
    commands: [scalePool, scaleWorkload],
  },
  sources: [{ ...rollingUpgrades, sure: 'inferred' }],
  needs: ['managedCluster'],

  evaluate({ managedCluster }, _context, { deployments, statefulSets }) {
    const pools = judgePools(managedCluster);
    const workloads = [
      judgeWorkloads(managedCluster.id, 'deployments', deployments),
      judgeWorkloads(managedCluster.id, 'statefulsets', statefulSets),
    ];
    const judged = [...pools, ...workloads.flatMap((each) => ('judgements' in each ? each.judgements : []))];
    const gap = workloads.flatMap((each) => ('gap' in each ? each.gap : []))[0];
    // What fails, fails whatever else is not known.
    const hasFailed = judged.some((each) => 'status' in each && each.status === 'fail');
    if (gap !== undefined && !hasFailed) return gap;
    return assessEach(judged.length > 0 ? judged : [nothingToJudge(managedCluster)]);
  },
});

function judgePools({ id, agentPoolProfiles, name }: ManagedCluster): (Judgement | Gap)[] {
  if (agentPoolProfiles.length === 0) return [cannotTell(`${name} states no node pools.`)];
  return agentPoolProfiles
    .filter(({ mode }) => mode === undefined || isEnum(mode, 'System'))
    .map((pool) => {
      const nodes = nodesNow(pool);
      if (nodes === undefined) return cannotTell(`Node pool ${pool.name} does not state its nodes.`);
      if (pool.mode === undefined) return cannotTell(`Node pool ${pool.name} does not state its mode.`);
      const evidence = { pool: pool.name, nodes };
      const poolId = `${id}/agentPools/${pool.name}`;
      return nodes === 1
        ? fail(poolId, `System pool ${pool.name} has one node.`, {
            evidence,
            parameters: { pool: pool.name, nodes: '3' },
            commands: [scalePool],
          })
        : pass(poolId, `System pool ${pool.name} has ${nodes} nodes.`, { evidence });
    });
}

type Judged = { readonly judgements: readonly Judgement[] } | { readonly gap: Assessment };

function judgeWorkloads(
  clusterId: string,
  resource: 'deployments' | 'statefulsets',
  fact: Fact<readonly Workload[]>,
): Judged {
  if (!fact.known) return { gap: fact.asked === false ? notRun(fact.reason) : unknown(fact.reason) };
  const own = fact.value.filter(({ managedByAks }) => !managedByAks);
  return { judgements: own.map((each) => judgeWorkload(clusterId, resource, each)) };
}

const kinds = { deployments: 'Deployment', statefulsets: 'StatefulSet' } as const;

function judgeWorkload(clusterId: string, resource: keyof typeof kinds, workload: Workload): Judgement {
  const { replicas, toleratesInterruption, namespace, name } = workload;
  const id = objectId(clusterId, resource, workload);
  const text = `${kinds[resource]} ${nameOfObject(workload)}`;
  const evidence = { workload: `${resource}/${name}`, namespace, replicas, toleratesInterruption };
  if (replicas !== 1) return pass(id, `${text} has ${replicas} replicas.`, { evidence });
  if (toleratesInterruption) return pass(id, `${text} has one replica, and may be interrupted.`, { evidence });
  const parameters = { workload: `${resource}/${name}`, namespace, replicas: '2' };
  return fail(id, `${text} has one replica.`, { evidence, parameters, commands: [scaleWorkload] });
}

function nothingToJudge({ id, name }: ManagedCluster): Judgement {
  return pass(id, `${name} lists no system pool, and no workload of its owner's.`);
}
