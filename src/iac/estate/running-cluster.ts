import type { ReportStream } from '../../model/report.ts';
import { resourceGroupOf } from '../../model/resource-id.ts';

/** A cluster that runs, as far as the join with code asks. */
export interface RunningCluster {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  /** Empty for a cluster that is not on kubenet: a report does not hold its tags. */
  readonly tags: Readonly<Record<string, string>>;
  readonly networkPlugin: string | null;
  readonly networkPluginMode: string | null;
  /** Empty where they are not known. */
  readonly podCidrs: readonly string[];
}

/** Every cluster that an audit saw, on kubenet or not. */
export async function runningClusters({ head, clusters }: ReportStream): Promise<RunningCluster[]> {
  const found = [...head.overlay, ...head.other].map(
    ({ id, name, networkPlugin, networkPluginMode }): RunningCluster => ({
      id,
      name,
      resourceGroup: resourceGroupOf(id) ?? '',
      tags: {},
      networkPlugin,
      networkPluginMode,
      podCidrs: [],
    }),
  );
  for await (const { id, name, resourceGroup, tags, networkPlugin, networkPluginMode, network } of clusters()) {
    found.push({ id, name, resourceGroup, tags, networkPlugin, networkPluginMode, podCidrs: network.podCidrs });
  }
  return found;
}

export function isOnKubenet({ networkPlugin }: Pick<RunningCluster, 'networkPlugin'>): boolean {
  return networkPlugin?.toLowerCase() === 'kubenet';
}
