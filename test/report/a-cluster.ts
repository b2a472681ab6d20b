import type { ClusterReport } from '../../src/model/report.ts';
import { anOutcome, calico, deadline, missingRoute, quotaUnknown } from './an-outcome.ts';

export const shop = '11111111-1111-1111-1111-111111111111';
export const data = '22222222-2222-2222-2222-222222222222';

const whole = { value: 100, low: 100, high: 100 };

/** A healthy kubenet cluster that could move today. */
export function aCluster(overrides: Partial<ClusterReport> = {}): ClusterReport {
  const name = overrides.name ?? 'aks-web-test';
  const subscriptionId = overrides.subscriptionId ?? shop;
  const id = `/subscriptions/${subscriptionId}/resourceGroups/rg-shop/providers/Microsoft.ContainerService/managedClusters/${name}`;
  return {
    key: `key-${name}`,
    id,
    name,
    subscriptionId,
    resourceGroup: 'rg-shop',
    location: 'westeurope',
    tags: { owner: 'team-web', env: 'test' },
    createdAt: '2023-04-01T08:00:00Z',
    kubernetesVersion: '1.31.2',
    networkPlugin: 'kubenet',
    networkPluginMode: null,
    networkPolicy: 'none',
    verdict: 'ready',
    verdictReason: 'Ready at Azure level; in-cluster checks not run.',
    live: [],
    scores: { readiness: whole, routeTable: whole, headroom: { value: 84, low: 84, high: 84 } },
    headroom: {
      binding: 'podCidr',
      nodesNow: 12,
      nodesAtMax: 20,
      surge: 2,
      nodesLeft: 244,
      limits: [
        { name: 'routes', resourceId: `${id}/rt`, capacity: 400, used: 14, peak: 24, left: 386, nodesLeft: 386 },
        { name: 'aksNodeLimit', resourceId: id, capacity: 400, used: 12, peak: 20, left: 388, nodesLeft: 388 },
        { name: 'podCidr', resourceId: id, capacity: 256, used: 12, peak: 22, left: 244, nodesLeft: 244 },
      ],
    },
    network: {
      podCidrs: ['10.244.0.0/16'],
      serviceCidrs: ['10.0.0.0/16'],
      ownership: 'byoSubnet',
      routeTableIds: [`${id}/rt`],
      nodeSubnetIds: [
        `/subscriptions/${subscriptionId}/resourceGroups/rg-shop/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes`,
      ],
      outboundType: 'loadBalancer',
    },
    checks: [
      deadline(id),
      anOutcome({ reason: 'Kubernetes is 1.31.2.' }),
      anOutcome({
        code: 'MIG-014',
        status: 'notApplicable',
        title: 'The cluster has one IP family',
        reason: 'The cluster is IPv4 only.',
      }),
      anOutcome({
        code: 'NP-003',
        category: 'networkPolicy',
        severity: 'high',
        status: 'notRun',
        title: 'No policy would be unenforced',
        reason: 'Needs --in-cluster.',
      }),
    ],
    ...overrides,
  };
}

/** A node without a route, and Calico in the way. */
export function aBlockedCluster(overrides: Partial<ClusterReport> = {}): ClusterReport {
  const cluster = aCluster({ name: 'aks-shop-prod', ...overrides });
  return {
    ...cluster,
    verdict: 'blocked',
    verdictReason: 'Blocked: Calico must be removed first.',
    live: ['RT-004'],
    kubernetesVersion: '1.29.4',
    networkPolicy: 'calico',
    scores: {
      readiness: { value: 39, low: 31, high: 39 },
      routeTable: { value: 39, low: 39, high: 39 },
      headroom: { value: 40, low: 40, high: 40 },
    },
    headroom: {
      binding: 'podCidr',
      nodesNow: 250,
      nodesAtMax: 303,
      surge: 31,
      nodesLeft: 6,
      limits: [
        {
          name: 'routes',
          resourceId: `${cluster.id}/rt`,
          capacity: 400,
          used: 252,
          peak: 336,
          left: 148,
          nodesLeft: 148,
        },
        {
          name: 'aksNodeLimit',
          resourceId: cluster.id,
          capacity: 400,
          used: 250,
          peak: 303,
          left: 150,
          nodesLeft: 150,
        },
        { name: 'podCidr', resourceId: cluster.id, capacity: 256, used: 250, peak: 334, left: 6, nodesLeft: 6 },
        { name: 'quota', resourceId: cluster.id, capacity: null, used: null, peak: null, left: null, nodesLeft: null },
      ],
    },
    checks: [
      missingRoute(cluster.id, ['aks-system-1', 'aks-system-2']),
      calico(cluster.id),
      quotaUnknown(),
      ...cluster.checks,
    ],
    ...overrides,
  };
}

/** Nothing of its network could be read. */
export function anUnverifiedCluster(overrides: Partial<ClusterReport> = {}): ClusterReport {
  const cluster = aCluster({ name: 'aks-data-prod', subscriptionId: data, ...overrides });
  return {
    ...cluster,
    tags: {},
    kubernetesVersion: null,
    verdict: 'unverified',
    verdictReason: 'Unverified: the route table could not be read.',
    scores: {
      readiness: { value: 90, low: 40, high: 94 },
      routeTable: { value: null, low: 0, high: 100 },
      headroom: { value: null, low: 0, high: 100 },
    },
    headroom: { binding: null, nodesNow: 3, nodesAtMax: null, surge: null, nodesLeft: null, limits: [] },
    network: { ...cluster.network, ownership: null, routeTableIds: null, nodeSubnetIds: null },
    checks: [
      anOutcome({
        code: 'RT-004',
        category: 'routeTable',
        severity: 'high',
        live: true,
        status: 'unknown',
        title: 'Each node has its route',
        reason: 'Microsoft.Network/routeTables/read answered 403 on rg-data.',
      }),
      anOutcome({
        code: 'HEAD-001',
        category: 'headroom',
        severity: 'low',
        status: 'error',
        title: 'The route table has room',
        reason: 'The check itself failed: limit is undefined.',
      }),
      ...cluster.checks,
    ],
    ...overrides,
  };
}
