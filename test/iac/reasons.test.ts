import { describe, expect, it } from 'vitest';
import { type MarkedFiles, marksAndScan } from './marked-files.ts';

const situations: readonly (readonly [string, MarkedFiles])[] = [
  [
    'a lookup whose key is not known takes what stands for the others too',
    {
      'main.tf':
        'locals {\n  plugins = {\n    prod = "azure"\n  }\n}\nresource "azurerm_kubernetes_cluster" "a" {\n  network_profile {\n    network_plugin = lookup(local.plugins, terraform.workspace, "kubenet") «may-create-kubenet»\n  }\n}\n',
    },
  ],
  [
    'a variable that another value of a parameter sets',
    {
      'azure-pipelines.yml':
        "parameters:\n  - name: cni\n    default: azure\nvariables:\n  §{{ if eq(parameters.cni, 'kubenet') }}:\n    plugin: kubenet «may-create-kubenet»\n  §{{ else }}:\n    plugin: azure\nsteps:\n  - script: az aks create -n a --network-plugin $(plugin)\n",
    },
  ],
  [
    'a task of Ansible that never runs, and one that a variable decides',
    {
      'site.yml':
        '- hosts: localhost\n  tasks:\n    - shell: az aks create -n a --network-plugin kubenet «mention-only»\n      when: false\n    - azure_rm_aks:\n        name: b\n        network_profile:\n          network_plugin: kubenet «mention-only»\n      when: [true, false]\n    - shell: az aks create -n c --network-plugin kubenet «creates-kubenet»\n      when: wanted | bool\n',
    },
  ],
  [
    'a network profile of Ansible that is worked out',
    {
      'site.yml':
        '- hosts: localhost\n  tasks:\n    - azure_rm_aks:\n        name: b\n        network_profile: "{{ net | default({}) }}" «may-create-kubenet»\n',
    },
  ],
  [
    'a script in the YAML of another tool',
    {
      '.gitlab-ci.yml':
        'create:\n  script:\n    - az aks create -n a --network-plugin kubenet «creates-kubenet»\n    - az aks create -n b --network-plugin azure\n',
      'task.yaml':
        'apiVersion: tekton.dev/v1\nkind: Task\nmetadata:\n  name: t\nspec:\n  steps:\n    - name: a\n      script: |\n        #!/bin/sh\n        az aks create -n a \\\n          --network-plugin kubenet «creates-kubenet»\n',
    },
  ],
  [
    'a template of manifests is named once',
    {
      'mc.yaml':
        '{{- if .Values.on }} «not-read»\napiVersion: containerservice.azure.com/v1api20240901\nkind: ManagedCluster\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  networkProfile:\n    networkPlugin: kubenet «may-create-kubenet»\n{{- end }}\n',
    },
  ],
];

/** Files, the line of the finding, what is said, and what is to be written. */
const texts: readonly (readonly [string, MarkedFiles, string, RegExp, RegExp])[] = [
  [
    'a dynamic block that a null default leaves out',
    {
      'main.tf':
        'variable "net" {\n  default = null\n}\nresource "azurerm_kubernetes_cluster" "a" {\n  dynamic "network_profile" {\n    for_each = var.net == null ? [] : [var.net]\n    content {\n      network_plugin = network_profile.value.plugin\n    }\n  }\n}\n',
    },
    'main.tf:4',
    /^Its block network_profile is not made as the code stands .* whoever gives it a value can pick kubenet\. No plugin/,
    /network_plugin_mode = "overlay"/,
  ],
  [
    'a plugin that is null by default',
    {
      'main.tf':
        'variable "np" {\n  default = null\n}\nresource "azurerm_kubernetes_cluster" "a" {\n  network_profile {\n    network_plugin = var.np\n  }\n}\n',
    },
    'main.tf:2',
    /^The plugin of azurerm_kubernetes_cluster\.a is null by default; whoever gives it a value can pick kubenet\. No plugin/,
    /First raise azurerm/,
  ],
  [
    'a template that says no plugin has nothing to be replaced',
    {
      'a.json':
        '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [\n{ "type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2023-01-01", "name": "b",\n "properties": { "kubernetesVersion": "1.28" } } ] }\n',
    },
    'a.json:2',
    /^No plugin is given, and AKS makes/,
    /^Write networkPlugin: "azure" and networkPluginMode/,
  ],
  [
    'PowerShell that gives a template a default',
    { 'a.ps1': 'param($P = "kubenet")\nNew-AzResourceGroupDeployment -TemplateFile a.bicep -networkPlugin $P\n' },
    'a.ps1:1',
    /^networkPlugin is given kubenet here, unless whoever runs this gives another value\.$/,
    /azure, and the mode overlay/,
  ],
  [
    'a command in a play has the words of the command',
    {
      'site.yml':
        '- hosts: localhost\n  tasks:\n    - shell: az aks create -n a --network-plugin kubenet\n      when: wanted\n',
    },
    'site.yml:3',
    /makes a cluster with kubenet/,
    /^Write --network-plugin azure --network-plugin-mode overlay\. This is for new clusters/,
  ],
  [
    'azure_rm_aks migrates nothing',
    {
      'site.yml':
        '- hosts: localhost\n  tasks:\n    - azure_rm_aks:\n        name: a\n        network_profile:\n          network_plugin: kubenet\n',
    },
    'site.yml:6',
    /is made with kubenet/,
    /A cluster that exists moves with "az aks update": take the plugin out first/,
  ],
  [
    'Rancher in Terraform migrates nothing',
    { 'main.tf': 'resource "rancher2_cluster" "r" {\n  aks_config_v2 {\n    network_plugin = ""\n  }\n}\n' },
    'main.tf:3',
    /Rancher sends kubenet/,
    /outside and import it\.$/,
  ],
  [
    'Cluster API migrates nothing',
    {
      'a.yaml':
        'apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: AzureManagedControlPlane\nmetadata:\n  name: a\nspec:\n  networkPlugin: kubenet\n',
    },
    'a.yaml:6',
    /is made with kubenet/,
    /the controller puts back what it says\.$/,
  ],
  [
    'Calico goes before',
    {
      'main.tf':
        'resource "azurerm_kubernetes_cluster" "a" {\n  network_profile {\n    network_plugin = "kubenet"\n    network_policy = "calico"\n  }\n}\n',
    },
    'main.tf:3',
    /is made with kubenet/,
    /It has Calico, which goes before all that: .* For a cluster that is still on kubenet/,
  ],
  [
    'a program in its own words',
    { 'main.py': 'import pulumi_azure_native\nf(network_plugin="kubenet")\n' },
    'main.py:2',
    /given as kubenet/,
    /^Give network_plugin the value azure and network_plugin_mode the value overlay\.$/,
  ],
];

describe("what an outsider's code says", () => {
  it.each(situations)('%s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });

  it.each(texts)('%s, in the reason and the advice', async (_, files, place, why, instead) => {
    const { report } = await marksAndScan(files);
    expect(report.findings).toMatchObject([
      { why: expect.stringMatching(why), instead: expect.stringMatching(instead) },
    ]);
    expect(report.findings.map(({ file, line }) => `${file}:${line}`)).toEqual([place]);
  });
});
