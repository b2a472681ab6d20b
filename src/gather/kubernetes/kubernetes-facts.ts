import type { z } from 'zod';
import { type KubernetesReadName, kubernetesReads } from '../../kubernetes/kubernetes-reads.ts';
import type { ManagedCluster } from '../../model/azure/managed-cluster.ts';
import type { KubernetesFacts } from '../../model/cluster-facts.ts';
import { allKnown, type Fact, known, mapFact, notAsked, notKnown, type UnknownFact, unread } from '../../model/fact.ts';
import { type CalicoResource, namedObject } from '../../model/kubernetes/named-object.ts';
import { networkPolicy } from '../../model/kubernetes/network-policy.ts';
import { kubernetesNode } from '../../model/kubernetes/node.ts';
import { podDisruptionBudget } from '../../model/kubernetes/pod-disruption-budget.ts';
import { workload } from '../../model/kubernetes/workload.ts';
import type { ResourceKey } from '../../model/resource-id.ts';

/** What the APIs of several clusters tell; every cluster given has an entry. */
export type ReadKubernetes = (
  clusters: readonly ManagedCluster[],
) => Promise<ReadonlyMap<ResourceKey, KubernetesFacts>>;

/** The objects of each kind, as JSON; a kind that is missing was not asked for. */
export type KubernetesLists = Readonly<Partial<Record<KubernetesReadName, Fact<readonly unknown[]>>>>;

const calicoReads = [
  'globalNetworkPolicies',
  'calicoNetworkPolicies',
  'networkSets',
  'globalNetworkSets',
  'hostEndpoints',
  'tiers',
] as const satisfies readonly KubernetesReadName[];

/** @param missing of a kind that nobody asked for */
export function kubernetesFacts(
  lists: KubernetesLists,
  missing: (name: KubernetesReadName) => UnknownFact,
): KubernetesFacts {
  const read = <S extends z.ZodType>(name: KubernetesReadName, schema: S) =>
    parseAll(name, schema, lists[name] ?? missing(name));
  return {
    networkPolicies: read('networkPolicies', networkPolicy),
    podDisruptionBudgets: read('podDisruptionBudgets', podDisruptionBudget),
    kubeSystemConfigMaps: mapFact(read('kubeSystemConfigMaps', namedObject), (all) =>
      all.filter(({ namespace }) => namespace === kubernetesReads.kubeSystemConfigMaps.namespace),
    ),
    daemonSets: read('daemonSets', workload),
    deployments: read('deployments', workload),
    statefulSets: read('statefulSets', workload),
    kubernetesNodes: read('nodes', kubernetesNode),
    calicoResources: mapFact(
      allKnown(calicoReads.map((name) => mapFact(read(name, namedObject), (all) => all.map(ofKind(name))))),
      (all) => all.flat(),
    ),
  };
}

/** The same for every kind. */
export function kubernetesUnknown(fact: UnknownFact): KubernetesFacts {
  return kubernetesFacts({}, () => fact);
}

export const kubernetesNotAsked = kubernetesUnknown(
  notAsked(
    "It needs the cluster's own API, which was not asked for: scan with --in-cluster, or put what kubectl prints beside the other files of --input.",
  ),
);

/** For sources that nobody asked to look inside clusters. */
export const readNoKubernetes: ReadKubernetes = async () => new Map();

function ofKind(name: (typeof calicoReads)[number]) {
  const { kind } = kubernetesReads[name];
  return (object: z.infer<typeof namedObject>): CalicoResource => ({ ...object, kind });
}

/** One object that does not fit leaves the list unknown: a list with a hole would be mistaken for all there is. */
function parseAll<S extends z.ZodType>(
  name: KubernetesReadName,
  schema: S,
  list: Fact<readonly unknown[]>,
): Fact<readonly z.infer<S>[]> {
  if (!list.known) return unread(list);
  const objects: z.infer<S>[] = [];
  for (const [index, item] of list.value.entries()) {
    const parsed = schema.safeParse(item);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const { kind } = kubernetesReads[name];
      return notKnown(
        `${kind} ${index} has an unexpected form: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
      );
    }
    objects.push(parsed.data);
  }
  return known(objects);
}
