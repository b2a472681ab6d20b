import { emptyDraft } from './build/draft.ts';
import type { Estate } from './estate.ts';
import { contosoTenantId, principalsFor } from './principals.ts';
import { computeUsages } from './render/compute-usages.ts';
import { renderResources } from './render/render.ts';
import { subnetUsages } from './render/virtual-network.ts';
import { aroundTheClusters } from './situations/around-the-clusters.ts';
import { headroom } from './situations/headroom.ts';
import { healthy } from './situations/healthy.ts';
import { ingressAndEgress } from './situations/ingress-and-egress.ts';
import { ipPlan } from './situations/ip-plan.ts';
import { migration } from './situations/migration.ts';
import { networkPolicy } from './situations/network-policy.ts';
import { otherNetworkPlugins } from './situations/other-network-plugins.ts';
import { platform } from './situations/platform.ts';
import { routeTable } from './situations/route-table.ts';
import { buildManagementGroups, buildSubscriptions, subscriptionId } from './subscriptions.ts';

/** In this order, because what lies around the clusters refers to networks made before. */
const situations = [
  ...healthy,
  ...routeTable,
  ...headroom,
  ...networkPolicy,
  ...migration,
  ...ipPlan,
  ...ingressAndEgress,
  ...platform,
  ...otherNetworkPlugins,
  ...aroundTheClusters,
];

export interface SampleOptions {
  /** Any text; ids and digits follow from it, situations do not. `truth.json` is about `contoso`. */
  readonly seed: string;
  /** ISO 8601 in UTC: versions, images and ages follow it, so that the estate of any day tells the same story. Dates that a rule names stay. */
  readonly asOf: string;
}

/** Contoso's estate: every situation once. The same options give the same bytes. */
export function buildSampleEstate({ seed, asOf }: SampleOptions): Estate {
  const draft = emptyDraft(seed, asOf);
  for (const situation of situations) {
    situation(draft);
  }
  const subscriptions = buildSubscriptions(seed);

  return {
    tenantId: contosoTenantId,
    asOf,
    subscriptions,
    managementGroups: buildManagementGroups(seed),
    principals: principalsFor(subscriptions, subscriptionId(seed, 'restricted')),
    resources: renderResources(draft),
    computeUsages: computeUsages(draft),
    subnetUsages: draft.virtualNetworks.flatMap(subnetUsages),
  };
}
