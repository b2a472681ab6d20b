import { clusterKey } from '../../src/audit/cluster-key.ts';
import type { AuditedCluster, AuditPlan, AuditUnit, IndexedCluster } from '../../src/model/audit.ts';
import type { ClusterReport } from '../../src/model/report.ts';
import type { RunRecord } from '../../src/store/run-record.ts';

export const subscriptionA = '00000000-0000-4000-8000-00000000000a';
export const subscriptionB = '00000000-0000-4000-8000-00000000000b';

export function clusterId(name: string, subscriptionId = subscriptionA, resourceGroup = 'rg-aks'): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${name}`;
}

const score = { value: 72, low: 61, high: 83 };

/** A cluster as a report shows it, ready and without findings, under the overrides. */
export function aClusterReport(id: string, overrides: Partial<ClusterReport> = {}): ClusterReport {
  return {
    key: clusterKey(id),
    id,
    name: id.split('/').at(-1) ?? '',
    subscriptionId: id.split('/')[2] ?? '',
    resourceGroup: id.split('/')[4] ?? '',
    location: 'westeurope',
    tags: { team: 'net' },
    createdAt: null,
    kubernetesVersion: '1.33.2',
    networkPlugin: 'kubenet',
    networkPluginMode: null,
    networkPolicy: 'none',
    verdict: 'ready',
    verdictReason: 'ready at Azure level; in-cluster checks not run',
    live: [],
    scores: { readiness: score, routeTable: score, headroom: score },
    headroom: { binding: null, nodesNow: 3, nodesAtMax: 5, surge: 1, nodesLeft: 40, limits: [] },
    network: {
      podCidrs: ['10.244.0.0/16'],
      serviceCidrs: [],
      ownership: 'managed',
      routeTableIds: [],
      nodeSubnetIds: [],
      outboundType: 'loadBalancer',
    },
    checks: [],
    ...overrides,
  };
}

/** An outcome with `count` failing findings of so much noise, whose evidence has its keys in an order no schema would choose. */
export function failingRoutes(id: string, count: number, noiseLength = 200): ClusterReport['checks'][number] {
  return {
    waiver: null,
    code: 'RT-004',
    category: 'routeTable',
    severity: 'blocker',
    live: true,
    status: 'fail',
    title: 'A node has no route',
    reason: `${count} nodes have no route.`,
    findings: Array.from({ length: count }, (_, index) => ({
      resourceId: `${id}/nodes/${index}`,
      status: 'fail',
      severity: 'blocker',
      confidence: 'measured',
      message: `Node ${index} has no route.`,
      evidence: {
        zone: index,
        address: `10.0.${index >> 8}.${index & 255}`,
        nested: { b: [1, null], a: true },
        noise: noise(index, noiseLength),
      },
    })),
    fix: { text: 'Add the route.', commands: ['az network route-table route create'] },
    docs: 'docs/checks/RT-004.md',
  };
}

/** Characters that do not compress well, the same for the same seed. */
function noise(seed: number, length: number): string {
  let state = (seed + 1) * 2654435761;
  return Array.from({ length }, () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return String.fromCharCode(33 + (Math.floor(state / 65536) % 90));
  }).join('');
}

export function audited(id: string, overrides: Partial<ClusterReport> = {}): AuditedCluster {
  return { report: aClusterReport(id, overrides), staleRoutes: [] };
}

function indexed(id: string): IndexedCluster {
  return { id, name: id.split('/').at(-1) ?? '', location: 'westeurope', poolNames: ['system'], nodeSubnetIds: [] };
}

/** A plan with the units given as lists of cluster ids. */
export function aPlan(units: readonly (readonly string[])[], overrides: Partial<AuditPlan> = {}): AuditPlan {
  const ids = units.flat();
  const subscriptions = [...new Set(ids.map((id) => id.split('/')[2] ?? ''))];
  return {
    source: 'graph',
    scopes: subscriptions.map((subscriptionId) => ({ subscriptionId, name: 'a name', status: 'read', reason: null })),
    index: ids.map(indexed),
    overlay: [],
    other: [],
    notKubenet: [],
    unreadable: [],
    units: units.map((clusterIds): AuditUnit => ({ clusterIds: [...clusterIds] })),
    requests: oneRequest,
    unusedFiles: [],
    ...overrides,
  };
}

export const oneRequest = { total: 1, throttled: 0, retried: 0, failed: 0 };

/** The run of 06:00 on that day, counted from 1 November 2026. */
export function runOf(day: number): RunRecord {
  const createdAt = new Date(Date.UTC(2026, 10, day, 6)).toISOString().replace('.000Z', 'Z');
  const id = createdAt.replaceAll(/[-:]/g, '');
  return { id, trigger: 'schedule', status: 'running', createdAt, touchedAt: createdAt };
}
