import type { PlanCluster } from '../../src/plan/plan-cluster.ts';

/** A ready cluster of production with ten nodes, tied to nothing. */
export function aPlanCluster(name: string, overrides: Partial<PlanCluster> = {}): PlanCluster {
  return {
    key: `key-${name}`,
    id: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/${name}`,
    name,
    verdict: 'ready',
    stops: [],
    owner: 'team',
    environment: 'prod',
    nodes: 10,
    shares: [],
    maintenanceWindows: [],
    ...overrides,
  };
}

export function planClusters(
  count: number,
  overrides: (index: number) => Partial<PlanCluster> = () => ({}),
): PlanCluster[] {
  return Array.from({ length: count }, (_, index) =>
    aPlanCluster(`aks-${String(index).padStart(4, '0')}`, overrides(index)),
  );
}
