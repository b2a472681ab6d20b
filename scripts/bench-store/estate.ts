import { createHash } from 'node:crypto';
import type { AuditPlan } from '../../src/model/audit.ts';
import type { ClusterReport } from '../../src/model/report.ts';

/** Clusters of a subscription. */
const perSubscription = 40;

/** Ids of so many clusters. */
export function benchIds(clusters: number): string[] {
  return Array.from({ length: clusters }, (_, at) => idOf(at));
}

/** A plan of these kubenet clusters, in units of the given size. */
export function benchPlan(clusterIds: readonly string[], perUnit: number): AuditPlan {
  const ids = [...clusterIds].sort();
  const subscriptions = [...new Set(ids.map((id) => id.split('/')[2] ?? ''))];
  const units = Array.from({ length: Math.ceil(ids.length / perUnit) }, (_, at) => ({
    clusterIds: ids.slice(at * perUnit, (at + 1) * perUnit),
  }));
  return {
    source: 'graph',
    scopes: subscriptions.map((subscriptionId) => ({ subscriptionId, name: 'a name', status: 'read', reason: null })),
    index: ids.map((id) => {
      const name = id.split('/').at(-1) ?? '';
      return { id, name, location: 'westeurope', poolNames: ['system'], nodeSubnetIds: [] };
    }),
    ...{ overlay: [], other: [], notKubenet: [], unreadable: [], units, unusedFiles: [] },
    requests: { total: 1, throttled: 0, retried: 0, failed: 0 },
  };
}

function idOf(at: number): string {
  const subscription = `00000000-0000-4000-8000-${String(Math.floor(at / perSubscription)).padStart(12, '0')}`;
  const name = `aks-prod-${String(at).padStart(6, '0')}`;
  return `/subscriptions/${subscription}/resourceGroups/rg-${name}/providers/Microsoft.ContainerService/managedClusters/${name}`;
}

/** A cluster as closing a run sees it: with limits, tags and a failing check. */
export function reportOf(id: string): ClusterReport {
  const [, , subscriptionId = '', , resourceGroup = ''] = id.split('/');
  const limit = (name: 'routes' | 'podCidr' | 'subnet') => {
    return { name, resourceId: id, capacity: 400, used: 60, peak: 80, left: 340, nodesLeft: 320 };
  };
  const score = { value: 72, low: 61, high: 83 };
  return {
    key: createHash('sha256').update(id.toLowerCase()).digest('hex').slice(0, 16),
    ...{ id, subscriptionId, resourceGroup, name: id.split('/').at(-1) ?? '', location: 'westeurope' },
    tags: { team: 'net', environment: 'production', costCentre: '4711' },
    ...{ createdAt: '2024-03-01T08:00:00Z', kubernetesVersion: '1.33.2' },
    ...{ networkPlugin: 'kubenet', networkPluginMode: null, networkPolicy: 'calico' },
    ...{ verdict: 'needsWork', verdictReason: 'MIG-003 must be mended first', live: [] },
    scores: { readiness: score, routeTable: score, headroom: score },
    headroom: {
      ...{ binding: 'routes', nodesNow: 60, nodesAtMax: 80, surge: 1, nodesLeft: 320, atMost: 320 },
      limits: [limit('routes'), limit('podCidr'), limit('subnet')],
    },
    network: {
      ...{ podCidrs: ['10.244.0.0/16'], serviceCidrs: ['10.0.0.0/16'], ownership: 'managed' },
      ...{ routeTableIds: [`${id}/table`], nodeSubnetIds: [`${id}/subnet`], outboundType: 'loadBalancer' },
    },
    checks: [],
  };
}
