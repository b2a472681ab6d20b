import type { ClusterFacts, ClusterNode } from '../model/cluster-facts.ts';
import { valueIfKnown } from '../model/fact.ts';
import type { KubernetesNode } from '../model/kubernetes/node.ts';

/** What Kubernetes says of the node of a name. */
export type NodeObject =
  /** Nobody asked, or it could not be read. */
  | { readonly state: 'unknown' }
  | { readonly state: 'absent' }
  | { readonly state: 'present'; readonly node: KubernetesNode };

/**
 * Looks node objects up by name, whatever case it is in. A list that knows none of the machines that Azure knows is not believed: it
 * may be another cluster's.
 */
export function nodeObjects(
  { kubernetesNodes }: Pick<ClusterFacts, 'kubernetesNodes'>,
  machines: readonly ClusterNode[],
): (name: string) => NodeObject {
  const byName = new Map((valueIfKnown(kubernetesNodes) ?? []).map((node) => [node.name.toLowerCase(), node]));
  if (!machines.some(({ name }) => byName.has(name.toLowerCase()))) return () => ({ state: 'unknown' });
  return (name) => {
    const node = byName.get(name.toLowerCase());
    return node === undefined ? { state: 'absent' } : { state: 'present', node };
  };
}

/** For evidence; says nothing where Kubernetes was not asked. */
export function nodeObjectEvidence(object: NodeObject): { readonly nodeObject?: 'present' | 'absent' } {
  return object.state === 'unknown' ? {} : { nodeObject: object.state };
}
