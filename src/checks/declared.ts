import type { ManagedCluster } from '../model/azure/managed-cluster.ts';

/**
 * What the owner declares in a tag of the cluster, because nothing in Azure tells it; lower case, undefined where the tag is missing or
 * empty. Tag names compare without regard to case, as Azure's do.
 */
export function declaredTag({ tags }: ManagedCluster, name: string): string | undefined {
  const found = Object.entries(tags).find(([key]) => key.toLowerCase() === name);
  return found?.[1].trim().toLowerCase() || undefined;
}

/** How infrastructure code declares the cluster. */
export const iacTag = 'kubenet-audit-iac';

/** The policy engine that the cluster is to have after the migration. */
export const targetPolicyTag = 'kubenet-audit-target-policy';
