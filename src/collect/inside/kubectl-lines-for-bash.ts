import { quoteForShell } from '../../checks/render-command.ts';
import { resourceGroupOf, resourceNameOf, subscriptionIdOf } from '../../model/resource-id.ts';
import type { ClusterFolder } from './cluster-folders.ts';
import { type ListToSave, listsToSave } from './lists-to-save.ts';

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
export function kubectlLinesForBash(folders: readonly ClusterFolder[], directory: string): readonly string[] {
  return [...preparation, ...folders.flatMap((folder) => clusterLines(folder, directory)), ...conclusion];
}

function clusterLines({ id, savedId, name }: ClusterFolder, directory: string): readonly string[] {
  const folder = `${directory.replace(/\/+$/, '')}/${name}`;
  const path = (file: string) => quoteForShell(`${folder}/${file}.json`);
  const context = quoteForShell(name);
  return [
    `# ${resourceNameOf(id)}`,
    `az aks get-credentials --subscription ${quoteForShell(subscriptionIdOf(id) ?? '')} --resource-group ${quoteForShell(resourceGroupOf(id) ?? '')} --name ${quoteForShell(resourceNameOf(id))} --context ${context} --file "$config" --overwrite-existing`,
    `mkdir -p ${quoteForShell(folder)}`,
    `echo ${quoteForShell(JSON.stringify({ id: savedId }))} > ${path('cluster')}`,
    ...listsToSave.map((list) => {
      const save = `save ${path(list.file)} --context ${context} get ${whatToGet(list)}`;
      if (list.onlyIf === undefined) return save;
      const { file, text } = list.onlyIf;
      return `if grep -q ${quoteForShell(text)} ${path(file)} 2> /dev/null; then ${save}; else rm -f ${path(list.file)}; fi`;
    }),
  ];
}

function whatToGet({ what, template }: ListToSave): string {
  const output = template === undefined ? [] : ['--output', `go-template=${template}`];
  return [...what, ...output].map(quoteForShell).join(' ');
}
