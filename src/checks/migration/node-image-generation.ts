import { agentPoolId } from '../../model/agent-pool-id.ts';
import { type AgentPool, isEnum } from '../../model/azure/managed-cluster.ts';
import {
  datedFactsCheckedOn,
  type NodeImageRetirement,
  nodeImageRetirements,
  nodeImageSources,
} from '../../model/dated-facts.ts';
import type { Severity } from '../../model/finding.ts';
import { assessEach, cannotTell, type Gap } from '../assess-each.ts';
import { fail, type Judgement, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';

export default defineCheck({
  code: 'MIG-015',
  category: 'migration',
  title: 'Every node pool uses an image generation that AKS goes on delivering',
  failureTitle: 'A node pool uses an image generation that is retired or retiring',
  severities: ['blocker', 'high', 'medium'],
  condition: `Fails for each pool on an image generation that ends: ${nodeImageRetirements.map(inWords).join('; ')}. Dates as of ${datedFactsCheckedOn}.`,
  why: 'The migration reimages every node. A pool whose image is no longer delivered stops it, with all other pools in flight.',
  fix: {
    text: 'Move the pool to a newer image or OS first, or replace it with a new pool. Each of these reimages or replaces every node of the pool.',
    commands: [
      'az aks nodepool upgrade --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --node-image-only',
      'az aks nodepool update --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --name {pool} --os-sku {newOsSku}',
    ],
  },
  sources: nodeImageSources,
  needs: ['managedCluster'],

  evaluate({ managedCluster }, { asOf }) {
    return assessEach(managedCluster.agentPoolProfiles.map((pool) => judge(managedCluster.id, pool, asOf)));
  },
});

function inWords({ name, endsOn, removedOn, severityBefore, severityAfter }: NodeImageRetirement): string {
  const removed = removedOn === undefined ? '' : `, images removed on ${removedOn}`;
  if (endsOn === undefined) return `${name} (${severityAfter}, long ago${removed})`;
  return `${name} (${severityBefore}, ${severityAfter} from ${endsOn}${removed})`;
}

function judge(clusterId: string, pool: AgentPool, asOf: Date): Judgement | Gap {
  const { name, nodeImageVersion, osSKU } = pool;
  const retirement = retirementOf(pool);
  if (nodeImageVersion === undefined && retirement === undefined) {
    return cannotTell(`Node pool ${name} states no image version.`);
  }
  const id = agentPoolId(clusterId, name);
  const message = `Node pool ${name} uses ${nodeImageVersion ?? osSKU}`;
  const evidence = { nodeImageVersion: nodeImageVersion ?? null, osSKU: osSKU ?? null };
  if (retirement === undefined) return pass(id, `${message}.`, { evidence });
  return fail(id, `${message}, of ${retirement.name}, ${whenItEnds(retirement, asOf)}.`, {
    severity: severityOn(retirement, asOf),
    evidence: { ...evidence, endsOn: retirement.endsOn ?? null, removedOn: retirement.removedOn ?? null },
    parameters: { pool: name },
  });
}

function isReached(day: string | undefined, asOf: Date): boolean {
  return day !== undefined && asOf >= new Date(`${day}T00:00:00Z`);
}

function severityOn({ endsOn, removedOn, severityBefore, severityAfter }: NodeImageRetirement, asOf: Date): Severity {
  if (isReached(removedOn, asOf)) return 'blocker';
  return endsOn === undefined || isReached(endsOn, asOf) ? severityAfter : severityBefore;
}

function whenItEnds({ endsOn, removedOn }: NodeImageRetirement, asOf: Date): string {
  if (endsOn === undefined) return 'which ended long ago';
  const removed =
    removedOn === undefined
      ? ''
      : `; its images ${isReached(removedOn, asOf) ? 'were' : 'are'} removed on ${removedOn}`;
  return `which ${isReached(endsOn, asOf) ? 'ended' : 'ends'} on ${endsOn}${removed}`;
}

/** The image tells; the OS SKU only where there is none. */
function retirementOf({ nodeImageVersion, osSKU }: AgentPool): NodeImageRetirement | undefined {
  const image = nodeImageVersion?.toLowerCase();
  return nodeImageRetirements.find(({ imagePrefix, osSkus }) =>
    image === undefined ? isEnum(osSKU, ...osSkus) : image.startsWith(imagePrefix.toLowerCase()),
  );
}
