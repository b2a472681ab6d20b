import type { ManagedCluster } from '../model/azure/managed-cluster.ts';
import { type Fact, known, notKnown } from '../model/fact.ts';
import { type Cidr, parseCidr } from './cidr.ts';

/** The pod CIDRs as the cluster states them: `podCidrs`, or the single `podCidr` of older answers. */
export function podCidrTexts(cluster: ManagedCluster): readonly string[] {
  return cidrTexts(cluster.networkProfile?.podCidrs, cluster.networkProfile?.podCidr);
}

export function serviceCidrTexts(cluster: ManagedCluster): readonly string[] {
  return cidrTexts(cluster.networkProfile?.serviceCidrs, cluster.networkProfile?.serviceCidr);
}

function cidrTexts(many: readonly string[] | undefined, one: string | undefined): readonly string[] {
  return many !== undefined && many.length > 0 ? many : one === undefined ? [] : [one];
}

/** The pod CIDRs as ranges, or why they cannot be read so. */
export function podCidrs(cluster: ManagedCluster): Fact<readonly Cidr[]> {
  const texts = podCidrTexts(cluster);
  if (texts.length === 0) return notKnown('The cluster states no pod CIDR.');
  if (lacksFamily(cluster, texts)) return notKnown('The cluster is dual stack and states one pod CIDR.');
  const cidrs: Cidr[] = [];
  for (const text of texts) {
    const cidr = parseCidr(text);
    if (cidr === undefined) return notKnown(`The pod CIDR "${text}" is not a valid CIDR.`);
    cidrs.push(cidr);
  }
  return known(cidrs);
}

/** Whether one of the two ranges that a dual-stack cluster has of each kind is not stated. */
export function lacksFamily(cluster: ManagedCluster, ranges: readonly string[]): boolean {
  return isDualStack(cluster) && ranges.length === 1;
}

/**
 * 1, or 2 for a dual-stack cluster: each node then needs two routes. Answers of old API versions, which knew no dual stack, state one pod
 * CIDR and nothing else. Undefined where the cluster states none at all.
 */
export function ipFamilyCount(cluster: ManagedCluster): 1 | 2 | undefined {
  if (isDualStack(cluster)) return 2;
  const families = cluster.networkProfile?.ipFamilies ?? [];
  return families.length + podCidrTexts(cluster).length > 0 ? 1 : undefined;
}

/** Two families named, or two ranges of a kind. One IPv6 family alone is not dual stack. */
export function isDualStack(cluster: ManagedCluster): boolean {
  return (
    new Set(cluster.networkProfile?.ipFamilies.map((family) => family.toLowerCase())).size > 1 ||
    podCidrTexts(cluster).length > 1 ||
    serviceCidrTexts(cluster).length > 1
  );
}
