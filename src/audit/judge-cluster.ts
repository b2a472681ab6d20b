import type { CheckContext } from '../checks/define-check.ts';
import { checks } from '../checks/index.ts';
import type { ManagedCluster } from '../model/azure/managed-cluster.ts';
import type { ClusterFacts } from '../model/cluster-facts.ts';
import { valueIfKnown } from '../model/fact.ts';
import type { ClusterReport } from '../model/report.ts';
import { compareResourceIds, distinctResourceIds, resourceGroupOf, subscriptionIdOf } from '../model/resource-id.ts';
import { headroom } from '../network/headroom.ts';
import { networkOwnership } from '../network/ownership.ts';
import { podCidrTexts, serviceCidrTexts } from '../network/pod-cidrs.ts';
import { scores } from '../scoring/score.ts';
import { verdict } from '../scoring/verdict.ts';
import { clusterKey } from './cluster-key.ts';
import { networkPicture } from './network-picture.ts';
import { runCheck } from './run-check.ts';

/**
 * Everything a report says about one cluster.
 * @throws where the cluster's own resource is not known: there is then no cluster to report on, only a scope that was not read
 */
export function judgeCluster(facts: ClusterFacts, context: CheckContext): ClusterReport {
  if (!facts.managedCluster.known) {
    throw new Error(`A cluster cannot be judged without its own resource: ${facts.managedCluster.reason}`);
  }
  const cluster = facts.managedCluster.value;
  const outcomes = checks.map((check) => runCheck(check, facts, context));
  const room = headroom(facts, context.routeLimit);
  return {
    ...identity(cluster),
    ...verdict(outcomes),
    live: outcomes.filter(({ live, status }) => live && status === 'fail').map(({ code }) => code),
    scores: scores(outcomes),
    headroom: room,
    network: {
      ...network(cluster, facts),
      picture: networkPicture({ facts, outcomes, headroom: room, routeLimit: context.routeLimit }),
    },
    checks: outcomes.map((outcome) => ({
      ...outcome,
      findings: outcome.findings.map((finding) => ({ ...finding, evidence: { ...finding.evidence } })),
      fix: { text: outcome.fix.text, commands: [...outcome.fix.commands] },
    })),
  };
}

function identity(cluster: ManagedCluster) {
  const { networkPlugin, networkPluginMode, networkPolicy } = cluster.networkProfile ?? {};
  return {
    key: clusterKey(cluster.id),
    id: cluster.id,
    name: cluster.name,
    subscriptionId: subscriptionIdOf(cluster.id) ?? '',
    resourceGroup: resourceGroupOf(cluster.id) ?? '',
    location: cluster.location,
    tags: cluster.tags,
    createdAt: cluster.systemData?.createdAt ?? null,
    kubernetesVersion: cluster.currentKubernetesVersion ?? cluster.kubernetesVersion ?? null,
    networkPlugin: networkPlugin?.toLowerCase() ?? 'kubenet',
    networkPluginMode: networkPluginMode?.toLowerCase() ?? null,
    networkPolicy: networkPolicy?.toLowerCase() ?? 'none',
  };
}

function network(cluster: ManagedCluster, facts: ClusterFacts): ClusterReport['network'] {
  const nodeSubnets = valueIfKnown(facts.nodeSubnets);
  return {
    podCidrs: [...podCidrTexts(cluster)],
    serviceCidrs: [...serviceCidrTexts(cluster)],
    ownership: networkOwnership(cluster, nodeSubnets) ?? null,
    routeTableIds: nodeSubnets === undefined ? null : sortedIds(nodeSubnets.map(({ routeTableId }) => routeTableId)),
    nodeSubnetIds: nodeSubnets === undefined ? null : sortedIds(nodeSubnets.map(({ id }) => id)),
    outboundType: cluster.networkProfile?.outboundType ?? null,
  };
}

function sortedIds(ids: readonly (string | undefined)[]): string[] {
  return distinctResourceIds(ids.filter((id) => id !== undefined)).sort(compareResourceIds);
}
