import { clusterParameters } from '../checks/cluster-parameters.ts';
import type { CheckContext } from '../checks/define-check.ts';
import { checks, knownCodes, reviewableCodes } from '../checks/index.ts';
import { runCheck } from '../checks/run-check.ts';
import type { ManagedCluster } from '../model/azure/managed-cluster.ts';
import { effortOf } from '../model/effort.ts';
import { valueIfKnown } from '../model/fact.ts';
import type { NetworkPicture } from '../model/network-picture.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import type { ClusterReport } from '../model/report.ts';
import {
  compareResourceIds,
  distinctResourceIds,
  resourceGroupOf,
  resourceKey,
  subscriptionIdOf,
} from '../model/resource-id.ts';
import type { Waiver } from '../model/waiver.ts';
import type { AllFacts } from '../network/derived-facts.ts';
import { headroom } from '../network/headroom.ts';
import { ingressGatewayId } from '../network/ingress-gateway.ts';
import { maintenanceDays } from '../network/maintenance-days.ts';
import { networkOwnership } from '../network/ownership.ts';
import { podCidrTexts, serviceCidrTexts } from '../network/pod-cidrs.ts';
import { networkPicture } from '../picture/network-picture.ts';
import { holdMigration } from '../scoring/hold-migration.ts';
import { scores } from '../scoring/score.ts';
import { verdict } from '../scoring/verdict.ts';
import { applyWaivers, type WaivedOutcomes } from '../waivers/apply-waivers.ts';
import { tagWaivers } from '../waivers/tag-waivers.ts';
import { addressSurroundings } from './address-surroundings.ts';
import { clusterKey } from './cluster-key.ts';
import { moveFacts } from './move-facts.ts';

export type JudgeContext = CheckContext & {
  /** Of the waiver file; those in tags come with the cluster. */
  readonly waivers?: readonly Waiver[] | undefined;
};

/**
 * Everything a report says about one cluster, its keys in the order of the schema, so that it can be written as it is.
 * @throws where the cluster's own resource is not known: there is then no cluster to report on, only a scope that was not read
 */
export function judgeCluster(facts: AllFacts, context: JudgeContext): ClusterReport {
  if (!facts.managedCluster.known) {
    throw new Error(`A cluster cannot be judged without its own resource: ${facts.managedCluster.reason}`);
  }
  const cluster = facts.managedCluster.value;
  const { outcomes: judged, uses } = waivedOutcomes(checks, cluster, facts, context);
  const outcomes = holdMigration(judged);
  const room = headroom(facts, context.routeLimit);
  return {
    ...identity(cluster),
    ...verdict(outcomes),
    live: outcomes.filter(isLiveProblem).map(({ code }) => code),
    effort: effortOf(outcomes),
    scores: scores(outcomes),
    headroom: room,
    network: network(
      cluster,
      facts,
      networkPicture({ facts, headroom: room, routeLimit: context.routeLimit, asOf: context.asOf }),
    ),
    move: moveFacts(cluster, facts),
    ...maintenance(facts),
    checks: [...outcomes],
    ...(uses.length === 0 ? {} : { waivers: [...uses] }),
  };
}

const liveChecks = checks.filter(({ live }) => live);

/** The live checks that fail, and that nobody waived: what `judgeCluster` finds of them, for less. */
export function liveProblems(facts: AllFacts, context: JudgeContext): readonly CheckOutcome[] {
  if (!facts.managedCluster.known) return [];
  return waivedOutcomes(liveChecks, facts.managedCluster.value, facts, context).outcomes.filter(isLiveProblem);
}

function isLiveProblem({ live, status, waiver }: CheckOutcome): boolean {
  return live && status === 'fail' && waiver === null;
}

function waivedOutcomes(
  asked: typeof checks,
  { id, tags }: ManagedCluster,
  facts: AllFacts,
  context: JudgeContext,
): WaivedOutcomes {
  const { waivers = [], asOf } = context;
  const parameters = clusterParameters(facts);
  const own = tagWaivers(tags, id, knownCodes, asOf);
  const applied = applyWaivers(
    asked.map((check) => runCheck(check, facts, context, parameters)),
    [...waivers, ...own.waivers],
    { clusterId: id, asOf, reviewable: reviewableCodes },
  );
  return { outcomes: applied.outcomes, uses: [...applied.uses, ...own.refused] };
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

function network(cluster: ManagedCluster, facts: AllFacts, picture: NetworkPicture): ClusterReport['network'] {
  const nodeSubnets = valueIfKnown(facts.nodeSubnets);
  return {
    podCidrs: [...podCidrTexts(cluster)],
    serviceCidrs: [...serviceCidrTexts(cluster)],
    ownership: networkOwnership(cluster, nodeSubnets) ?? null,
    routeTableIds: nodeSubnets === undefined ? null : sortedIds(nodeSubnets.map(({ routeTableId }) => routeTableId)),
    nodeSubnetIds: nodeSubnets === undefined ? null : sortedIds(nodeSubnets.map(({ id }) => id)),
    outboundType: cluster.networkProfile?.outboundType ?? null,
    picture,
    gatewayIds: [ingressGatewayId(cluster)].flatMap((id) => (id === undefined ? [] : [resourceKey(id)])),
    surroundings: addressSurroundings(facts),
  };
}

function maintenance({ maintenanceConfigurations }: AllFacts): Pick<ClusterReport, 'maintenanceWindows'> {
  const windows = (valueIfKnown(maintenanceConfigurations) ?? []).flatMap((each) => maintenanceDays(each) ?? []);
  return windows.length === 0 ? {} : { maintenanceWindows: windows };
}

function sortedIds(ids: readonly (string | undefined)[]): string[] {
  return distinctResourceIds(ids.filter((id) => id !== undefined)).sort(compareResourceIds);
}
