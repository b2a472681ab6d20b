import { describe, expect, it } from 'vitest';
import { type MarkedFiles, marksAndScan } from './marked-files.ts';

const sh = (text: string): MarkedFiles => ({ 'a.sh': `#!/bin/bash\n${text}\n` });
const ps = (text: string): MarkedFiles => ({ 'a.ps1': `${text}\n` });

const shellSituations: readonly (readonly [string, MarkedFiles])[] = [
  ['an option', sh('az aks create -n a -g rg --network-plugin kubenet «creates-kubenet»')],
  ['an option with =', sh('az aks create -n a --network-plugin=kubenet «creates-kubenet»')],
  [
    'quotes',
    sh(
      `az aks create -n a --network-plugin "kubenet" «creates-kubenet»\naz aks create -n b --network-plugin 'kubenet' «creates-kubenet»`,
    ),
  ],
  ['continued lines', sh('az aks create \\\n  -n a \\\n  --network-plugin kubenet «creates-kubenet»')],
  ['a variable', sh('NP=kubenet «creates-kubenet»\naz aks create -n a --network-plugin $NP')],
  [
    'an exported, a read-only and a local variable',
    sh(
      'export A=kubenet «creates-kubenet»\nreadonly B="kubenet" «creates-kubenet»\nf() {\n  local C=kubenet «creates-kubenet»\n  az aks create --network-plugin "$C"\n}\naz aks create --network-plugin "$A"\naz aks create --network-plugin "§{B}"\nf',
    ),
  ],
  ['a variable from outside', sh('az aks create -n a --network-plugin "$NETWORK_PLUGIN" «may-create-kubenet»')],
  [
    'an argument with a default',
    sh('NP="§{1:-kubenet}" «may-create-kubenet»\naz aks create -n a --network-plugin "$NP"'),
  ],
  ['an argument with another default', sh('NP="§{1:-azure}"\naz aks create -n a --network-plugin "$NP"')],
  [
    'a branch',
    sh(
      'NP=azure\nif [ "$OLD" = yes ]; then\n  NP=kubenet «may-create-kubenet»\nfi\naz aks create --network-plugin $NP',
    ),
  ],
  [
    'a case',
    sh(
      'case "$ENV" in\n  prod) NP=azure ;;\n  *) NP=kubenet ;; «may-create-kubenet»\nesac\naz aks create --network-plugin $NP',
    ),
  ],
  [
    'a loop',
    sh('for np in azure kubenet; do «creates-kubenet»\n  az aks create -n "$np" --network-plugin "$np"\ndone'),
  ],
  ['an array', sh('args=(\n  --name a\n  --network-plugin kubenet «creates-kubenet»\n)\naz aks create "§{args[@]}"')],
  [
    'words in a text',
    sh('OPTS="--network-plugin kubenet --pod-cidr 10.244.0.0/16" «creates-kubenet»\naz aks create -n a $OPTS'),
  ],
  [
    'a function with arguments',
    sh(
      'create() {\n  az aks create -n "$1" --network-plugin "$2"\n}\ncreate a azure\ncreate b kubenet «creates-kubenet»',
    ),
  ],
  [
    'a function that nobody here calls',
    sh('create() {\n  az aks create -n "$1" --network-plugin kubenet «creates-kubenet»\n}'),
  ],
  [
    'the command in a substitution, a test and a pipe',
    sh(
      'ID=$(az aks create -n a --network-plugin kubenet --query id -o tsv) «creates-kubenet»\nif ! az aks create -n b --network-plugin kubenet; then exit 1; fi «creates-kubenet»\naz aks create -n c --network-plugin kubenet | jq . «creates-kubenet»',
    ),
  ],
  [
    'sudo, time and bash -c',
    sh(
      'sudo az aks create --network-plugin kubenet «creates-kubenet»\nbash -c "az aks create --network-plugin kubenet" «creates-kubenet»',
    ),
  ],
  [
    'a command behind other commands and their options',
    sh(
      [
        'sudo -E az aks create -n a --network-plugin kubenet «creates-kubenet»',
        'xargs -I{} az aks create -n {} --network-plugin kubenet < names «creates-kubenet»',
        'timeout 30m env AZURE_CORE_OUTPUT=json az aks create -n b --network-plugin kubenet «creates-kubenet»',
        'docker run --rm mcr.microsoft.com/azure-cli az aks create -n c --network-plugin kubenet «creates-kubenet»',
        'docker run --rm azure-cli bash -c "az aks create -n d --network-plugin kubenet" «creates-kubenet»',
        'timeout 30m az aks create -n e --network-plugin azure',
      ].join('\n'),
    ),
  ],
  [
    'texts that are run',
    sh(
      [
        'eval "az aks create -n a --network-plugin kubenet" «creates-kubenet»',
        'CMD="az aks create -n b --network-plugin kubenet" «creates-kubenet»',
        'eval "$CMD"',
        'eval $CMD -o none',
        'P=kubenet',
        'bash -c "az aks create -n c --network-plugin $P" «creates-kubenet»',
        'sudo bash -lc "cd x && az aks create -n d --network-plugin kubenet" «creates-kubenet»',
        'sh -c "az group create -n x; az aks create -n $1 --network-plugin kubenet" «creates-kubenet»',
        'bash -c "echo az aks create --network-plugin kubenet $P"',
        'eval "az aks create -n e --network-plugin $2" «may-create-kubenet»',
      ].join('\n'),
    ),
  ],
  [
    'options that are not known',
    sh(
      [
        'az aks create -g rg -n a $EXTRA «unknown»',
        'az aks create -g rg -n "$NAME" --tags "env=$ENV" "$TAG" --zones $Z1 $Z2 --network-plugin azure',
        'az aks create -g rg -n "$NAME" --tags "env=$ENV" "$TAG" --zones $Z1 $Z2',
        'az aks create -g rg -n a $EXTRA --network-plugin kubenet «creates-kubenet»',
        'az aks update -g rg -n a $EXTRA',
      ].join('\n'),
    ),
  ],
  [
    'what && and || decide',
    sh(
      [
        '[ -n "$OLD" ] && A=kubenet || A=azure «may-create-kubenet»',
        'az aks create -n a --network-plugin "$A"',
        'B=azure',
        '[[ "$1" == old ]] && B=kubenet «may-create-kubenet»',
        'az aks create -n b --network-plugin "$B"',
        'C=kubenet',
        'C=azure && az aks create -n c --network-plugin "$C"',
        'true && az aks create -n d --network-plugin kubenet «creates-kubenet»',
      ].join('\n'),
    ),
  ],
  [
    'a here-document of a manifest',
    sh(
      'cat <<EOF | kubectl apply -f -\napiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: AzureManagedControlPlane\nmetadata:\n  name: a\nspec:\n  networkPlugin: kubenet «creates-kubenet»\nEOF',
    ),
  ],
  [
    'a here-document of a template',
    sh(
      `cat > aks.json <<'EOF'\n{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",\n"resources": [ { "type": "Microsoft.ContainerService/managedClusters", "properties": { "networkProfile": {\n"networkPlugin": "kubenet" «creates-kubenet»\n} } } ] }\nEOF`,
    ),
  ],
  [
    'a here-document of Terraform',
    sh(
      'cat > main.tf <<EOF\nresource "azurerm_kubernetes_cluster" "a" {\n  network_profile {\n    network_plugin = "kubenet" «creates-kubenet»\n  }\n}\nEOF',
    ),
  ],
  ['a here-document that is only told', sh('cat <<EOF\nusage: az aks create --network-plugin kubenet\nEOF')],
  [
    'what is printed, compared and queried',
    sh(
      'echo "az aks create --network-plugin kubenet"\n[[ "$NP" == kubenet ]] && echo old\naz aks list --query "[?networkProfile.networkPlugin==\'kubenet\']"\ngrep -r kubenet .',
    ),
  ],
  [
    'a migration',
    sh(
      'az aks update -n a -g rg --network-plugin azure --network-plugin-mode overlay «migrates»\naz aks update -n a -g rg --network-plugin-mode overlay --pod-cidr 192.168.0.0/16 «migrates»\naz aks update -n a -g rg --tags old=kubenet',
    ),
  ],
  [
    'an old version and no plugin',
    sh(
      'az aks create -n a --kubernetes-version 1.29.2 «kubenet-by-default»\naz aks create -n b --kubernetes-version 1.31',
    ),
  ],
  [
    'parameters of a deployment',
    sh(
      'az deployment group create -g rg -f a.bicep -p networkPlugin=kubenet «creates-kubenet»\naz deployment sub create --parameters @p.json networkPlugin=kubenet «creates-kubenet»\naz deployment group create -p networkPlugin=azure',
    ),
  ],
  [
    'variables of Terraform',
    sh(
      'terraform apply -var network_plugin=kubenet «may-create-kubenet»\nterraform plan -var="network_plugin=kubenet" «may-create-kubenet»\nexport TF_VAR_network_plugin=kubenet «may-create-kubenet»\nTF_VAR_network_plugin=kubenet terraform apply «may-create-kubenet»\nterraform apply -var network_plugin=azure',
    ),
  ],
  [
    'Helm and Pulumi',
    sh(
      'helm upgrade --install a ./chart --set aks.networkPlugin=kubenet «may-create-kubenet»\npulumi config set networkPlugin kubenet «may-create-kubenet»',
    ),
  ],
  [
    'az rest',
    sh(
      `az rest --method put --url "https://management.azure.com/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/a?api-version=2024-01-01" --body '{"properties":{"networkProfile":{"networkPlugin":"kubenet"}}}' «creates-kubenet»`,
    ),
  ],
  [
    'Kubernetes of others',
    sh('minikube start --network-plugin=kubenet «not-aks»\nkops create cluster --networking kubenet'),
  ],
  [
    'a Makefile, a Dockerfile and a Jenkinsfile',
    {
      Makefile: 'aks:\n\taz aks create -n a \\\n\t  --network-plugin kubenet «creates-kubenet»\n',
      Dockerfile:
        'FROM mcr.microsoft.com/azure-cli\nRUN az aks create -n a --network-plugin kubenet «creates-kubenet»\n',
      Jenkinsfile:
        "pipeline { stages { stage('a') { steps {\n  sh 'az aks create -n a --network-plugin kubenet' «creates-kubenet»\n} } } }\n",
    },
  ],
  [
    'a script without an ending',
    { 'bin/create': '#!/usr/bin/env bash\naz aks create -n a --network-plugin kubenet «creates-kubenet»\n' },
  ],
  [
    'a script that is not whole',
    sh('az aks create --network-plugin kubenet «creates-kubenet»\nif true; then «not-read»\n'),
  ],
  [
    'an array that a condition replaces',
    sh(
      'opts=(\n  -g rg\n  --network-plugin kubenet «may-create-kubenet»\n)\nif [ "$OVERLAY" = true ]; then\n  opts=(-g rg --network-plugin azure --network-plugin-mode overlay)\nfi\naz aks create -n a "§{opts[@]}"',
    ),
  ],
  [
    'more ways to call it than are followed',
    sh(
      `o=(-g rg) «unknown»\n${['A', 'B', 'C', 'D', 'E', 'F'].map((name) => `if [ "$${name}" ]; then o+=(--tags ${name}); fi`).join('\n')}\naz aks create -n a "§{o[@]}"`,
    ),
  ],
  [
    'an array with keys, by a loop, by a key and as a whole',
    sh(
      'declare -A P=( [dev]=kubenet ["prod"]=azure ) «creates-kubenet»\nfor e in dev prod; do az aks create -n "$e" --network-plugin "§{P[$e]}"; done\naz aks create -n c --network-plugin "§{P[prod]}"\nQ[x]=kubenet «creates-kubenet»\naz aks create -n d --network-plugin "§{Q[x]}"',
    ),
  ],
  [
    'a default that is assigned',
    sh(': "§{NP:=kubenet}" «may-create-kubenet»\naz aks create -n a --network-plugin "$NP"'),
  ],
  [
    'here-documents that people read, and one that runs',
    sh(
      'cat <<EOF > docs/old.md\naz aks create --network-plugin kubenet\nEOF\ncat > notes.txt <<EOF\naz aks create --network-plugin kubenet\nEOF\nif [ "$1" = help ]; then\ncat <<EOF\naz aks create --network-plugin kubenet\nEOF\nfi\nssh host <<EOF\naz aks create -n a --network-plugin kubenet «creates-kubenet»\nEOF\ncat <<EOF | bash\naz aks create -n b --network-plugin kubenet «creates-kubenet»\nEOF\ncat <<EOF > run.sh\naz aks create -n c --network-plugin kubenet «creates-kubenet»\nEOF',
    ),
  ],
  [
    'variables of Terraform that are maps',
    sh(
      `export TF_VAR_network='{"plugin":"kubenet"}' «may-create-kubenet»\nterraform apply -var 'network={ plugin = "kubenet" }' «may-create-kubenet»\nTF_VAR_network='{"plugin":"azure"}' terraform apply`,
    ),
  ],
];

const powershellSituations: readonly (readonly [string, MarkedFiles])[] = [
  [
    'programs that are started',
    ps(
      [
        "Start-Process az -ArgumentList 'aks create -n a --network-plugin kubenet' -Wait -NoNewWindow «creates-kubenet»",
        'Start-Process -FilePath "az.cmd" -ArgumentList "aks","create","--network-plugin","kubenet" «creates-kubenet»',
        "$list = @('aks', 'create', '-n', 'b', '--network-plugin', 'kubenet') «creates-kubenet»",
        'Start-Process -Wait -ArgumentList $list -FilePath az',
        "saps az 'aks create -n c --network-plugin azure'",
        'Start-Process notepad -ArgumentList "kubenet.txt"',
        '& az aks create -n d --network-plugin kubenet «creates-kubenet»',
        '& "C:\\Program Files\\Azure\\az.cmd" aks create -n e --network-plugin kubenet «creates-kubenet»',
        "$az = 'az'",
        '& $az aks create -n f --network-plugin kubenet «creates-kubenet»',
        'Start-Process az -ArgumentList "aks create -n g --network-plugin $($Plugin)" «may-create-kubenet»',
      ].join('\n'),
    ),
  ],
  [
    'texts that are run',
    ps(
      [
        'Invoke-Expression "az aks create -n a --network-plugin kubenet" «creates-kubenet»',
        "$command = 'az aks create -n b --network-plugin kubenet' «creates-kubenet»",
        'iex $command',
        '$more = "az aks create -n c --network-plugin " «creates-kubenet»',
        "Invoke-Expression ($more + 'kubenet')",
        'cmd /c az aks create -n d --network-plugin kubenet «creates-kubenet»',
        'cmd.exe /c "az group create -n x && az aks create -n e --network-plugin kubenet" «creates-kubenet»',
        'pwsh -NoProfile -ExecutionPolicy Bypass -Command "New-AzAksCluster -NetworkPlugin kubenet" «creates-kubenet»',
        'powershell -c { az aks create -n f --network-plugin kubenet } «creates-kubenet»',
        "bash -c 'az aks create -n g --network-plugin kubenet' «creates-kubenet»",
        'Invoke-Expression "Write-Host az aks create --network-plugin kubenet"',
        'Invoke-Expression -Command "az aks create -n h --network-plugin $env:PLUGIN" «may-create-kubenet»',
        'Invoke-Command -ScriptBlock { az aks create -n i --network-plugin kubenet } «creates-kubenet»',
      ].join('\n'),
    ),
  ],
  ['az', ps('az aks create -n a --network-plugin kubenet «creates-kubenet»')],
  [
    'az with backticks',
    ps('az aks create `\n  --name a `\n  --network-plugin kubenet `«creates-kubenet»\n  --pod-cidr 10.244.0.0/16'),
  ],
  [
    'az with =, in capitals, called by &',
    ps(
      '& az aks create --name a --network-plugin=kubenet «creates-kubenet»\naz.cmd aks create --network-plugin "Kubenet" «creates-kubenet»',
    ),
  ],
  ['New-AzAksCluster', ps('New-AzAksCluster -ResourceGroupName rg -Name a -NetworkPlugin kubenet «creates-kubenet»')],
  [
    'New-AzAksCluster in another letter case, with a colon and backticks',
    ps('new-azakscluster -Name a `\n  -networkplugin:kubenet «creates-kubenet»'),
  ],
  [
    'New-AzAksCluster told azure and told nothing',
    ps('New-AzAksCluster -Name a -NetworkPlugin azure\nNew-AzAksCluster -Name b'),
  ],
  [
    'splatting',
    ps('$params = @{\n  Name = "a"\n  NetworkPlugin = \'kubenet\' «creates-kubenet»\n}\nNew-AzAksCluster @params'),
  ],
  [
    'splatting with a key set later',
    ps('$params = @{ Name = "a" }\n$params.NetworkPlugin = "kubenet" «creates-kubenet»\nNew-AzAksCluster @params'),
  ],
  [
    'splatting with Add',
    ps(
      '$params = @{ Name = "a" }\n$params.Add("NetworkPlugin", "kubenet") «creates-kubenet»\nNew-AzAksCluster @params',
    ),
  ],
  [
    'an array',
    ps('$azArgs = @(\n  "aks", "create",\n  "--network-plugin", "kubenet" «creates-kubenet»\n)\naz @azArgs'),
  ],
  ['a variable', ps('$np = "kubenet" «creates-kubenet»\naz aks create -n a --network-plugin $np')],
  [
    'a parameter with a default and one without',
    ps(
      'param(\n  [string]$Np = "kubenet", «may-create-kubenet»\n  [string]$Other «may-create-kubenet»\n)\naz aks create -n a --network-plugin $Np\naz aks create -n b --network-plugin $Other',
    ),
  ],
  [
    'a set of allowed values',
    ps(
      'param(\n  [ValidateSet("azure",\n    "kubenet")] «allows-kubenet»\n  [string]$Np = "azure"\n)\naz aks create -n a --network-plugin $Np',
    ),
  ],
  [
    'a branch',
    ps(
      '$np = "azure"\nif ($Old) { $np = "kubenet" } «may-create-kubenet»\nNew-AzAksCluster -Name a -NetworkPlugin $np',
    ),
  ],
  [
    'a loop',
    ps('foreach ($np in @("azure", "kubenet")) { «creates-kubenet»\n  az aks create -n $np --network-plugin $np\n}'),
  ],
  [
    'a function with its own parameters',
    ps(
      'function New-Cluster {\n  param([string]$Plugin)\n  New-AzAksCluster -Name a -NetworkPlugin $Plugin\n}\nNew-Cluster -Plugin kubenet «creates-kubenet»',
    ),
  ],
  [
    'what is printed and compared',
    ps(
      'Write-Host "az aks create --network-plugin kubenet"\nif ($c.NetworkProfile.NetworkPlugin -eq "kubenet") { "old" }\nGet-AzAksCluster | Where-Object { $_.NetworkProfile.NetworkPlugin -eq "kubenet" }',
    ),
  ],
  ['a migration', ps('az aks update -n a --network-plugin azure --network-plugin-mode overlay «migrates»')],
  [
    'parameters of a deployment',
    ps(
      'New-AzResourceGroupDeployment -ResourceGroupName rg -TemplateFile a.bicep -networkPlugin kubenet «creates-kubenet»\nNew-AzResourceGroupDeployment -TemplateParameterObject @{ networkPlugin = "kubenet" } «creates-kubenet»\nNew-AzSubscriptionDeployment -networkPlugin azure',
    ),
  ],
  [
    'an environment variable of Terraform',
    ps('$env:TF_VAR_network_plugin = "kubenet" «may-create-kubenet»\nterraform apply'),
  ],
  [
    'a map whose members conditions set',
    ps(
      '$p = @{ Name = "a" }\nif ($Overlay) {\n  $p["NetworkPlugin"] = "azure"\n} else {\n  $p.NetworkPlugin = "kubenet" «may-create-kubenet»\n}\nNew-AzAksCluster @p\nNew-AzResourceGroupDeployment -TemplateParameterObject $p',
    ),
  ],
  [
    'an array that a condition makes longer',
    ps(
      '$a = @("aks", "create", "-n", "a")\nif ($Old) { $a += "--network-plugin", "kubenet" } «may-create-kubenet»\naz @a',
    ),
  ],
];

describe('iac, shell', () => {
  it.each(shellSituations)('%s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });
});

describe('iac, PowerShell', () => {
  it.each(powershellSituations)('%s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });
});
