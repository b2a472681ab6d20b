import fc from 'fast-check';
import { addLock } from '../../../simulated-azure/estate/build/access.ts';
import { addCluster } from '../../../simulated-azure/estate/build/add-cluster.ts';
import { networkSecurityGroup } from '../../../simulated-azure/estate/build/add-network-security-group.ts';
import { addOwnNetwork, addSubnet } from '../../../simulated-azure/estate/build/add-virtual-network.ts';
import {
  type ClusterDraft,
  type EstateDraft,
  emptyDraft,
  nodeAt,
} from '../../../simulated-azure/estate/build/draft.ts';
import {
  addOwnRoutes,
  addStaleRoute,
  removeRoutes,
  routeTableOf,
} from '../../../simulated-azure/estate/build/routes.ts';
import type { Estate } from '../../../simulated-azure/estate/estate.ts';
import { computeUsages } from '../../../simulated-azure/estate/render/compute-usages.ts';
import { renderResources } from '../../../simulated-azure/estate/render/render.ts';
import { subnetUsages } from '../../../simulated-azure/estate/render/virtual-network.ts';
import { buildSubscriptions } from '../../../simulated-azure/estate/subscriptions.ts';

const seed = 'contoso';
export const asOf = new Date('2026-11-22T06:00:00Z');

/** One cluster: its size, its network, and what is wrong with it. */
export interface Plan {
  /** Clusters of one subscription share its quota. */
  readonly subscription: 'payments' | 'retail';
  readonly system: number;
  readonly apps: number;
  readonly isOwnNetwork: boolean;
  readonly maxSurge: string;
  readonly defects: readonly Defect[];
}

type Change = (draft: EstateDraft, cluster: ClusterDraft) => void;

/** Each makes one thing wrong after the cluster was built; `aks-…-0`, the first node of the first pool, is the one that suffers. */
const defects = {
  missingRoute: (_, cluster) => removeRoutes(cluster, nodeAt(cluster, 0)),
  wrongNextHop: (_, cluster) => {
    const route = routeTableOf(cluster).routes.find(({ name }) => name.startsWith(nodeAt(cluster, 0).name));
    if (route !== undefined) route.nextHopIpAddress = '10.250.0.9';
  },
  staleRoute: (_, cluster) => void addStaleRoute(cluster, 40, 200),
  blackHole: (_, cluster) => {
    const route = addStaleRoute(cluster, 41, 201);
    route.nextHopType = 'None';
    delete route.nextHopIpAddress;
  },
  customRoute: (_, cluster) => addOwnRoutes(routeTableOf(cluster), { 'to-datacentre': '10.200.0.0/16' }),
  forwardingOff: (_, cluster) => {
    nodeAt(cluster, 0).enableIpForwarding = false;
  },
  lock: (draft, cluster) =>
    addLock(draft, routeTableOf(cluster).id, { name: 'keep', level: 'ReadOnly', notes: 'Kept.' }),
  deny: (draft, cluster) => {
    const subnet = cluster.pools[0]?.subnet;
    if (subnet === undefined) return;
    const id = `${subnet.id.split('/virtualNetworks/')[0]}/networkSecurityGroups/nsg-${cluster.spec.name}`;
    const rule = {
      name: 'deny',
      priority: 4000,
      access: 'Deny',
      direction: 'Inbound',
      source: '*',
      destination: '*',
    } as const;
    draft.others.push(networkSecurityGroup(id, cluster.location, [rule]));
    subnet.networkSecurityGroupId = id;
  },
} as const satisfies Record<string, Change>;
type Defect = keyof typeof defects;

const arbitraryPlan: fc.Arbitrary<Plan> = fc.record({
  subscription: fc.constant('payments' as const),
  system: fc.integer({ min: 1, max: 4 }),
  apps: fc.integer({ min: 0, max: 3 }),
  isOwnNetwork: fc.boolean(),
  maxSurge: fc.constantFrom('10%', '33%', '1', '0'),
  defects: fc.uniqueArray(fc.constantFrom(...(Object.keys(defects) as Defect[])), { maxLength: 4 }),
});

/** One to three clusters, none of which has to do with another. */
export const arbitraryEstate: fc.Arbitrary<readonly Plan[]> = fc.array(arbitraryPlan, { minLength: 1, maxLength: 3 });
export { arbitraryPlan };

export function clusterName(index: number): string {
  return `aks-generated-${index}`;
}

export function buildEstate(plans: readonly Plan[], prepare: (draft: EstateDraft) => void = () => undefined): Estate {
  const draft = emptyDraft(seed, asOf.toISOString());
  for (const [index, plan] of plans.entries()) addPlanned(draft, plan, index);
  prepare(draft);
  return {
    tenantId: '00000000-0000-0000-0000-000000000000',
    asOf: draft.asOf,
    subscriptions: buildSubscriptions(seed),
    managementGroups: [],
    principals: [],
    resources: renderResources(draft),
    computeUsages: computeUsages(draft),
    subnetUsages: draft.virtualNetworks.flatMap(subnetUsages),
  };
}

function addPlanned(draft: EstateDraft, plan: Plan, index: number): void {
  const name = clusterName(index);
  const network = plan.isOwnNetwork ? ownNetwork(draft, plan, index) : undefined;
  const pool = { maxSurge: plan.maxSurge, ...(network === undefined ? {} : { subnet: network }) };
  const cluster = addCluster(draft, {
    name,
    subscription: plan.subscription,
    pools: [
      { name: 'system', mode: 'System', count: plan.system, ...pool },
      ...(plan.apps === 0 ? [] : [{ name: 'apps', count: plan.apps, ...pool }]),
    ],
  });
  for (const defect of plan.defects) defects[defect](draft, cluster);
}

function ownNetwork(draft: EstateDraft, { subscription }: Plan, index: number) {
  const name = clusterName(index);
  const place = { subscription, resourceGroup: `rg-${name}-network` };
  const prefix = `10.${20 + index}`;
  const { subnet, virtualNetwork } = addOwnNetwork(draft, place, {
    name: `vnet-${name}`,
    prefix: `${prefix}.0.0/16`,
    nodes: `${prefix}.0.0/22`,
    routeTable: `rt-${name}`,
  });
  addSubnet(virtualNetwork, 'snet-other', `${prefix}.8.0/24`);
  return subnet;
}
