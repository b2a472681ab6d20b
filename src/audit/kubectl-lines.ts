import { quoteForShell } from '../checks/render-command.ts';
import { type KubernetesRead, kubernetesReads, listPath } from '../kubernetes/kubernetes-reads.ts';
import { resourceGroupOf, resourceNameOf, subscriptionIdOf } from '../model/resource-id.ts';

/** A cluster whose inside somebody with access to it may save. */
export interface ClusterToSave {
  readonly id: string;
  /** The same, as the folder's other files have it: masked where they are. */
  readonly savedId: string;
}

/** Prints names only, as a list that says of what it is, so that no ConfigMap's data leaves the cluster. */
const namesTemplate = ({ kind, group, version, namespace }: KubernetesRead) => {
  const apiVersion = group === '' ? version : `${group}/${version}`;
  const own = namespace === undefined ? '{{with $item.metadata.namespace}}{{.}}{{end}}' : namespace;
  return `go-template={"apiVersion":"${apiVersion}","kind":"${kind}List","items":[{{range $i, $item := .items}}{{if $i}},{{end}}{"metadata":{"namespace":"${own}","name":"{{$item.metadata.name}}"}}{{end}}]}`;
};

/**
 * kubectl prints a valid, empty list where it was refused, and the first pages where a later one failed: only its exit code tells. So
 * a file is there only where it succeeded. The kubeconfig is one of these lines' own: no context of another cluster can be hit.
 */
const preparation = [
  'config=$(mktemp); missed=',
  'save() { file=$1; shift; if kubectl --kubeconfig "$config" "$@" > "$file.part"; then mv "$file.part" "$file"; else rm -f "$file.part" "$file"; missed="$missed $file"; fi; }',
];

/** The last line's exit code is the script's; `exit` would close the shell that the lines are pasted into. */
const conclusion = ['rm -f "$config"', 'if [ -n "$missed" ]; then echo "Could not be saved:$missed" >&2; false; fi'];

/**
 * What to run in a POSIX shell so that `scan --input` finds the inside of these clusters in the folder: sign-in, the file that ties the
 * others to their cluster, and one line for each list. It ends with an exit code other than 0 after naming what could not be saved.
 */
export function kubectlLines(clusters: readonly ClusterToSave[], directory: string): readonly string[] {
  const folders = folderNames(clusters);
  return [
    ...preparation,
    ...clusters.flatMap((cluster, index) => clusterLines(cluster, folders[index] ?? '', directory)),
    ...conclusion,
  ];
}

/** Named like the cluster; a name that was there before gets a number. */
function folderNames(clusters: readonly ClusterToSave[]): readonly string[] {
  const seen = new Map<string, number>();
  return clusters.map(({ savedId }) => {
    const name = resourceNameOf(savedId);
    const count = (seen.get(name.toLowerCase()) ?? 0) + 1;
    seen.set(name.toLowerCase(), count);
    return count === 1 ? name : `${name}-${count}`;
  });
}

function clusterLines({ id, savedId }: ClusterToSave, name: string, directory: string): readonly string[] {
  const folder = `${directory.replace(/\/+$/, '')}/${name}`;
  const into = (file: string) => quoteForShell(`${folder}/${file}.json`);
  const context = quoteForShell(name);
  const save = (file: string, what: string) => `save ${into(file)} --context ${context} get ${what}`;
  const { required = [], optional = [] } = Object.groupBy<'required' | 'optional', KubernetesRead>(
    Object.values(kubernetesReads),
    ({ isOptional }) => (isOptional === true ? 'optional' : 'required'),
  );
  const groups = [...new Set(optional.map(({ group, version }) => `${group}/${version}`))];
  return [
    `# ${resourceNameOf(id)}`,
    `az aks get-credentials --subscription ${quoteForShell(subscriptionIdOf(id) ?? '')} --resource-group ${quoteForShell(resourceGroupOf(id) ?? '')} --name ${quoteForShell(resourceNameOf(id))} --context ${context} --file "$config" --overwrite-existing`,
    `mkdir -p ${quoteForShell(folder)}`,
    `echo ${quoteForShell(JSON.stringify({ id: savedId }))} > ${into('cluster')}`,
    ...required.map((read) => save(read.resource, whatToGet(read))),
    // Which groups and kinds the API has: what is not among them has no objects.
    save('api-groups', '--raw /apis'),
    ...groups.map((group) => {
      const [file, served] = [`api-kinds-${group.split('/')[0]}`, quoteForShell(`"${group}"`)];
      return `if grep -q ${served} ${into('api-groups')}; then ${save(file, `--raw /apis/${group}`)}; else rm -f ${into(file)}; fi`;
    }),
    ...optional.map((read) => {
      const [file, kinds] = [`${read.group}-${read.resource}`, into(`api-kinds-${read.group}`)];
      const served = quoteForShell(`"${read.resource}"`);
      return `if grep -q ${served} ${kinds} 2> /dev/null; then ${save(file, whatToGet(read))}; else rm -f ${into(file)}; fi`;
    }),
  ];
}

/** The API's own answer is the whole list and says of what; kubectl's `List` says neither. */
function whatToGet(read: KubernetesRead): string {
  if (read.namesOnly !== true) return `--raw ${listPath(read)}`;
  const { resource, group, namespace } = read;
  const where = namespace === undefined ? '--all-namespaces' : `--namespace ${namespace}`;
  return `${group === '' ? resource : `${resource}.${group}`} ${where} --output ${quoteForShell(namesTemplate(read))}`;
}
