import { type KubernetesRead, kubernetesReads, listPath } from '../../kubernetes/kubernetes-reads.ts';

/** A list of the cluster's API, and the file that keeps it. */
export interface ListToSave {
  /** Without its ending. */
  readonly file: string;
  /** What follows `kubectl get`. */
  readonly what: readonly string[];
  /** A Go template for what to print of it, so that no ConfigMap's data leaves the cluster; undefined for the API's own answer. */
  readonly template?: string;
  /** A file saved before, and the text in it without which the cluster has no such list. */
  readonly onlyIf?: { readonly file: string; readonly text: string };
}

const { required = [], optional = [] } = Object.groupBy<'required' | 'optional', KubernetesRead>(
  Object.values(kubernetesReads),
  ({ isOptional }) => (isOptional === true ? 'optional' : 'required'),
);
const groups = [...new Set(optional.map(({ group, version }) => `${group}/${version}`))];
const groupsFile = 'api-groups';
const kindsFile = (group: string) => `api-kinds-${group}`;

/** All that an audit reads inside a cluster, in an order in which every `onlyIf` was saved before. */
export const listsToSave: readonly ListToSave[] = [
  ...required.map((read) => ({ file: read.resource, ...whatToGet(read) })),
  // Which groups and kinds the API has: what is not among them has no objects.
  { file: groupsFile, what: ['--raw', '/apis'] },
  ...groups.map((group) => ({
    file: kindsFile(group.split('/')[0] ?? ''),
    what: ['--raw', `/apis/${group}`],
    onlyIf: { file: groupsFile, text: `"${group}"` },
  })),
  ...optional.map((read) => ({
    file: `${read.group}-${read.resource}`,
    ...whatToGet(read),
    onlyIf: { file: kindsFile(read.group), text: `"${read.resource}"` },
  })),
];

/** The API's own answer is the whole list and says of what; kubectl's `List` says neither. */
function whatToGet(read: KubernetesRead): Pick<ListToSave, 'what' | 'template'> {
  if (read.namesOnly !== true) return { what: ['--raw', listPath(read)] };
  const { resource, group, namespace } = read;
  const where = namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace];
  return { what: [group === '' ? resource : `${resource}.${group}`, ...where], template: namesTemplate(read) };
}

/** Prints names only, as a list that says of what it is. */
function namesTemplate({ kind, group, version, namespace }: KubernetesRead): string {
  const apiVersion = group === '' ? version : `${group}/${version}`;
  const own = namespace === undefined ? '{{with $item.metadata.namespace}}{{.}}{{end}}' : namespace;
  return `{"apiVersion":"${apiVersion}","kind":"${kind}List","items":[{{range $i, $item := .items}}{{if $i}},{{end}}{"metadata":{"namespace":"${own}","name":"{{$item.metadata.name}}"}}{{end}}]}`;
}
