import type { ManagedCluster } from '../model/azure/managed-cluster.ts';
import { tagValue } from '../model/tag-value.ts';

/**
 * What the owner declares in a tag of the cluster, because nothing in Azure tells it; lower case, undefined where the tag is missing or
 * empty.
 */
export function declaredTag({ tags }: ManagedCluster, name: string): string | undefined {
  return tagValue(tags, name)?.trim().toLowerCase() || undefined;
}

/** How infrastructure code declares the cluster. */
export const iacTag = 'kubenet-audit-iac';

/** The policy engine that the cluster is to have after the migration. */
export const targetPolicyTag = 'kubenet-audit-target-policy';
