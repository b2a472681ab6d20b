import { quoteForShell } from '../checks/render-command.ts';
import { type KubernetesRead, kubernetesReads } from '../kubernetes/kubernetes-reads.ts';
import { resourceGroupOf, resourceNameOf, subscriptionIdOf } from '../model/resource-id.ts';

/** A cluster whose inside somebody with access to it may save. */
export interface ClusterToSave {
  readonly id: string;
  /** The same, as the folder's other files have it: masked where they are. */
  readonly savedId: string;
}

/** Prints names only, as a list that says of what it is, so that no ConfigMap's data leaves the cluster. */
const namesTemplate = ({ kind, namespace = '' }: KubernetesRead) =>
  `go-template={"apiVersion":"v1","kind":"${kind}List","items":[{{range $i, $item := .items}}{{if $i}},{{end}}{"metadata":{"namespace":"${namespace}","name":"{{$item.metadata.name}}"}}{{end}}]}`;

/**
 * What to run in a POSIX shell so that `scan --input` finds the inside of these clusters in the folder: sign-in, one line for each list,
 * and the file that ties them to their cluster.
 */
export function kubectlLines(clusters: readonly ClusterToSave[], directory: string): readonly string[] {
  const folders = folderNames(clusters);
  return clusters.flatMap((cluster, index) => clusterLines(cluster, folders[index] ?? '', directory));
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
  const into = (file: string) => quoteForShell(`${folder}/${file}`);
  const context = quoteForShell(name);
  const { required, optional } = Object.groupBy<'required' | 'optional', KubernetesRead>(
    Object.values(kubernetesReads),
    ({ isOptional }) => (isOptional === true ? 'optional' : 'required'),
  );
  const calico = (optional ?? []).map(({ resource, group }) => `${resource}.${group}`).join(',');
  return [
    `# ${resourceNameOf(id)}`,
    `az aks get-credentials --subscription ${quoteForShell(subscriptionIdOf(id) ?? '')} --resource-group ${quoteForShell(resourceGroupOf(id) ?? '')} --name ${quoteForShell(resourceNameOf(id))} --context ${context}`,
    `mkdir -p ${quoteForShell(folder)}`,
    `echo ${quoteForShell(JSON.stringify({ id: savedId }))} > ${into('cluster.json')}`,
    ...(required ?? []).map((read) => `${getLine(read, context)} > ${into(`${read.resource}.json`)}`),
    // Where Calico is not installed the API does not know its kinds.
    `kubectl --context ${context} get ${calico} --all-namespaces --output json > ${into('calico.json')} || rm ${into('calico.json')}`,
  ];
}

function getLine(read: KubernetesRead, context: string): string {
  const { resource, group, namespace, namesOnly } = read;
  const where = namespace === undefined ? '--all-namespaces' : `--namespace ${namespace}`;
  const output = namesOnly === true ? quoteForShell(namesTemplate(read)) : 'json';
  return `kubectl --context ${context} get ${group === '' ? resource : `${resource}.${group}`} ${where} --output ${output}`;
}
