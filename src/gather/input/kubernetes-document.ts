import { z } from 'zod';
import { type KubernetesReadName, kubernetesReadNames, kubernetesReads } from '../../kubernetes/kubernetes-reads.ts';

/** Kubernetes objects as `kubectl get … -o json` prints them. */
export interface KubernetesDocument {
  /** Those of kinds that an audit reads. */
  readonly objects: readonly { readonly read: KubernetesReadName; readonly body: unknown }[];
  /** Kinds that it lists, so that what is not in it is not there; a single object lists nothing. */
  readonly lists: readonly KubernetesReadName[];
  /** It is a list that does not say of which kind, as an empty one never does. */
  readonly isUnnamedList: boolean;
  /** Kinds that the cluster's API does not have, by its own lists of what it has. */
  readonly absent: readonly KubernetesReadName[];
  /** It is such a list. */
  readonly isServed: boolean;
  /** It says of itself that more follows, or may have been cut. */
  readonly isCut: boolean;
}

const typed = z.looseObject({ apiVersion: z.string(), kind: z.string(), id: z.undefined().optional() });
const listed = z.object({
  items: z.array(z.unknown()).nullable(),
  metadata: z.object({ continue: z.string().nullish() }).nullish(),
});

/** Undefined for a document that is none of Kubernetes: Azure's resources have an `id`. */
export function kubernetesDocument(document: unknown): KubernetesDocument | undefined {
  if (Array.isArray(document)) {
    return document.length > 0 && document.every((item) => typed.safeParse(item).success)
      ? listDocument(document, undefined, false)
      : undefined;
  }
  const own = typed.safeParse(document);
  if (!own.success) return undefined;
  const { apiVersion, kind } = own.data;
  const list = kind.endsWith('List') ? listed.safeParse(document) : undefined;
  if (list?.success === true) {
    const isCut = Boolean(list.data.metadata?.continue);
    const itemKind = kind.slice(0, -'List'.length);
    return listDocument(list.data.items ?? [], itemKind === '' ? undefined : { apiVersion, kind: itemKind }, isCut);
  }
  const objects = toObjects([document], undefined);
  return { objects, lists: [], isUnnamedList: false, ...servedKinds(document), isCut: false };
}

const served = z.union([
  z.object({ kind: z.literal('APIGroupList'), groups: z.array(z.object({ name: z.string() })).min(1) }),
  z.object({
    kind: z.literal('APIResourceList'),
    groupVersion: z.string(),
    resources: z.array(z.object({ name: z.string() })),
  }),
]);

/** `kubectl get --raw /apis` lists every group, and below a group's path every kind of it: what is not there has no objects. */
function servedKinds(document: unknown): Pick<KubernetesDocument, 'absent' | 'isServed'> {
  const { data } = served.safeParse(document);
  if (data === undefined) return { absent: [], isServed: false };
  const absent = kubernetesReadNames.filter((name) => {
    const { group, version, resource } = kubernetesReads[name];
    if (group === '') return false;
    return data.kind === 'APIGroupList'
      ? data.groups.every((each) => each.name !== group)
      : data.groupVersion === `${group}/${version}` && data.resources.every((each) => each.name !== resource);
  });
  return { absent, isServed: true };
}

/** kubectl asks for so many at once; where the second page failed it leaves the first as a whole list that says nothing of it. */
const kubectlPage = 500;

interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** @param kind what a typed list (`DeploymentList`) says its items are, who then need not say it again */
function listDocument(items: readonly unknown[], kind: Kind | undefined, isCut: boolean): KubernetesDocument {
  const objects = toObjects(items, kind);
  const said = kind === undefined ? undefined : readOf(kind);
  const lists = [...new Set([...objects.map(({ read }) => read), ...(said === undefined ? [] : [said])])];
  const counts = [...Map.groupBy(objects, ({ read }) => read).values()].map(({ length }) => length);
  const mayBeCut = kind === undefined && counts.some((count) => count % kubectlPage === 0);
  return { objects, lists, isUnnamedList: kind === undefined, absent: [], isServed: false, isCut: isCut || mayBeCut };
}

function toObjects(items: readonly unknown[], kind: Kind | undefined): KubernetesDocument['objects'] {
  return items.flatMap((body) => {
    const own = typed.safeParse(body);
    const of = own.success ? own.data : kind;
    const read = of === undefined ? undefined : readOf(of);
    return read === undefined ? [] : [{ read, body }];
  });
}

/** Calico's API server shows its kinds in a group of its own. */
const otherGroups: Readonly<Record<string, string>> = { 'projectcalico.org': 'crd.projectcalico.org' };

/** By group and kind, in whatever version. */
function readOf({ apiVersion, kind }: Kind): KubernetesReadName | undefined {
  const written = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  const group = otherGroups[written] ?? written;
  return kubernetesReadNames.find(
    (name) => kubernetesReads[name].group === group && kubernetesReads[name].kind === kind,
  );
}

/**
 * The kinds that a file's name speaks of: `networkpolicies.json`, `pdb.json`, `deployments-statefulsets.json`, `calico.json`. It proves
 * nothing, since kubectl leaves an empty list without a kind where it was refused, too. A name with any other word in it speaks of none.
 */
export function kindsInFileName(fileName: string): readonly KubernetesReadName[] {
  const words = fileName
    .toLowerCase()
    .replace(/\.(nd)?json$/, '')
    .split(/[^a-z]+/);
  const kinds = words.map(kindsNamed);
  return kinds.every((names) => names.length > 0) ? [...new Set(kinds.flat())] : [];
}

function kindsNamed(word: string): readonly KubernetesReadName[] {
  // Kubernetes' own kind comes first in the list: `networkpolicies` is never Calico's.
  const own = kubernetesReadNames.find((name) => kubernetesReads[name].resource === word);
  if (own !== undefined) return [own];
  return kubernetesReadNames.filter((name) => kubernetesReads[name].alsoNamed.some((each) => each === word));
}
