import { type KubernetesReadName, kubernetesReads, listPath } from '../../kubernetes/kubernetes-reads.ts';
import { type Fact, known, notAsked, notKnown, type UnknownFact } from '../../model/fact.ts';
import { type ResourceKey, resourceKey } from '../../model/resource-id.ts';
import { type KubernetesLists, kubernetesFacts, type ReadKubernetes } from '../kubernetes/kubernetes-facts.ts';
import type { KubernetesDocument } from './kubernetes-document.ts';

/** A file of Kubernetes objects that belongs to a known cluster. */
export interface KubernetesFile {
  /** Its name, without folders. */
  readonly name: string;
  readonly documents: readonly KubernetesDocument[];
}

/** Of which every AKS cluster has some in kube-system: a list without is one of another namespace only. */
const everPresent: readonly KubernetesReadName[] = ['kubeSystemConfigMaps', 'daemonSets', 'deployments'];

/** The lists that a cluster's files make up together. What no file lists is left out: nobody asked for it. */
export function savedLists(files: readonly KubernetesFile[]): KubernetesLists {
  const lists: Partial<Record<KubernetesReadName, Fact<readonly unknown[]>>> = {};
  const documents = files.flatMap((file) => file.documents.map((document) => ({ document, read: document.lists })));
  for (const read of new Set(documents.flatMap((each) => each.read))) {
    const isCut = documents.some(({ document, read: kinds }) => document.isCut && kinds.includes(read));
    const objects = documents.flatMap(({ document }) => document.objects.filter((each) => each.read === read));
    lists[read] = wholeList(read, distinctObjects(objects.map(({ body }) => body)), isCut);
  }
  for (const read of documents.flatMap(({ document }) => document.absent)) lists[read] ??= known([]);
  return lists;
}

/** Answers for a folder: a cluster of which it holds no Kubernetes objects was not asked for. */
export function readSavedKubernetes(saved: ReadonlyMap<ResourceKey, KubernetesLists>): ReadKubernetes {
  return async (clusters) => {
    const keys = clusters.map(({ id }) => resourceKey(id));
    return new Map(
      keys.flatMap((key) => {
        const lists = saved.get(key);
        return lists === undefined ? [] : [[key, kubernetesFacts(lists, notSaved)] as const];
      }),
    );
  };
}

/** Kinds of which the file holds single objects and no file lists all. */
export function unlistedKinds(files: readonly KubernetesFile[], file: KubernetesFile): readonly KubernetesReadName[] {
  const listed = new Set(files.flatMap((each) => each.documents.flatMap((document) => document.lists)));
  const held = file.documents.flatMap(({ objects }) => objects.map(({ read }) => read));
  return [...new Set(held)].filter((read) => !listed.has(read));
}

/** What prints a list that says of what it is. */
export function lineToSave(read: KubernetesReadName): string {
  const list = kubernetesReads[read];
  // Its data are nobody's business: the line that prints names only is long, and `collect` prints it.
  return 'namesOnly' in list
    ? `the line for ${list.resource} that "kubenet-audit collect" prints`
    : `"kubectl get --raw ${listPath(list)}"`;
}

/** Of a kind that nobody saved. */
function notSaved(read: KubernetesReadName): UnknownFact {
  const { kind } = kubernetesReads[read];
  return notAsked(`The folder holds no list of ${kind} for this cluster; add the output of ${lineToSave(read)}.`);
}

function wholeList(read: KubernetesReadName, objects: readonly unknown[], isCut: boolean): Fact<readonly unknown[]> {
  const { kind } = kubernetesReads[read];
  if (isCut) return notKnown(`The folder holds only a page of the list of ${kind}; add the others.`);
  if (everPresent.includes(read) && !objects.some((each) => namespaceOf(each) === 'kube-system')) {
    return notKnown(
      `The folder's list of ${kind} holds none of kube-system, so it is not the whole cluster's; list with "-A".`,
    );
  }
  return known(objects);
}

/** The same object may be in several files. */
function distinctObjects(objects: readonly unknown[]): readonly unknown[] {
  return [
    ...new Map(objects.map((object) => [JSON.stringify([namespaceOf(object), nameOf(object)]), object])).values(),
  ];
}

function namespaceOf(object: unknown): unknown {
  return member(member(object, 'metadata'), 'namespace');
}

function nameOf(object: unknown): unknown {
  return member(member(object, 'metadata'), 'name');
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
