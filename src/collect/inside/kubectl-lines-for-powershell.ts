import { quoteForPowerShell as quoted } from '../../checks/render-command.ts';
import { resourceGroupOf, resourceNameOf, subscriptionIdOf } from '../../model/resource-id.ts';
import type { ClusterFolder } from './cluster-folders.ts';
import { type ListToSave, listsToSave } from './lists-to-save.ts';

/**
 * As for bash. Windows PowerShell loses quotes that are inside an argument of a program, so that templates lie in a file. Every argument is
 * quoted: PowerShell takes some words for numbers, operators or parameters of the function.
 */
const preparation = [
  '$config = (New-TemporaryFile).FullName; $template = (New-TemporaryFile).FullName; $missed = @()',
  'function Save-List($File) { kubectl --kubeconfig $config @args > "$File.part"; if ($LASTEXITCODE -eq 0) { Move-Item -Force -LiteralPath "$File.part" -Destination $File } else { Remove-Item -LiteralPath "$File.part", $File -ErrorAction SilentlyContinue; $script:missed += $File } }',
];

/** What is thrown ends a script with an exit code other than 0, and leaves a session open that the lines were pasted into. */
const conclusion = [
  'Remove-Item -LiteralPath $config, $template',
  'if ($missed) { throw "Could not be saved: $missed" }',
];

/** The same as the lines for bash, for PowerShell 5.1 and later. */
export function kubectlLinesForPowerShell(folders: readonly ClusterFolder[], directory: string): readonly string[] {
  return [...preparation, ...folders.flatMap((folder) => clusterLines(folder, directory)), ...conclusion];
}

function clusterLines({ id, savedId, name }: ClusterFolder, directory: string): readonly string[] {
  const folder = `${directory.replace(/[/\\]+$/, '')}/${name}`;
  const path = (file: string) => quoted(`${folder}/${file}.json`);
  return [
    `# ${resourceNameOf(id)}`,
    `az aks get-credentials --subscription ${quoted(subscriptionIdOf(id) ?? '')} --resource-group ${quoted(resourceGroupOf(id) ?? '')} --name ${quoted(resourceNameOf(id))} --context ${quoted(name)} --file $config --overwrite-existing`,
    `New-Item -ItemType Directory -Force -Path ${quoted(folder)} | Out-Null`,
    `Set-Content -LiteralPath ${path('cluster')} -Value ${quoted(JSON.stringify({ id: savedId }))}`,
    ...listsToSave.flatMap((list) => linesOf(list, name, path)),
  ];
}

function linesOf(list: ListToSave, context: string, path: (file: string) => string): string[] {
  const { what, template, file, onlyIf } = list;
  const write = template === undefined ? [] : [`Set-Content -LiteralPath $template -Value ${quoted(template)}`];
  const output = template === undefined ? '' : ` ${quoted('--output')} "go-template-file=$template"`;
  const save = `Save-List ${path(file)} ${['--context', context, 'get', ...what].map(quoted).join(' ')}${output}`;
  if (onlyIf === undefined) return [...write, save];
  const served = `(Test-Path -LiteralPath ${path(onlyIf.file)}) -and (Select-String -Quiet -SimpleMatch -LiteralPath ${path(onlyIf.file)} -Pattern ${quoted(onlyIf.text)})`;
  const none = `Remove-Item -LiteralPath ${path(file)} -ErrorAction SilentlyContinue`;
  return [...write, `if (${served}) { ${save} } else { ${none} }`];
}
