import { describe, expect, it } from 'vitest';
import { type MarkedFiles, marksAndScan } from './marked-files.ts';

const capz = (kind: string, spec: string) =>
  `apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: ${kind}\nmetadata:\n  name: a\nspec:\n${spec}\n`;

const situations: readonly (readonly [string, MarkedFiles])[] = [
  ['Cluster API', { 'a.yaml': capz('AzureManagedControlPlane', '  networkPlugin: kubenet «creates-kubenet»') }],
  [
    'Cluster API, a template',
    {
      'a.yaml': capz(
        'AzureManagedControlPlaneTemplate',
        '  template:\n    spec:\n      networkPlugin: kubenet «creates-kubenet»',
      ),
    },
  ],
  [
    'Cluster API, told azure and told nothing',
    {
      'a.yaml': capz('AzureManagedControlPlane', '  networkPlugin: azure'),
      'b.yaml': capz('AzureManagedControlPlane', '  version: v1.28.0'),
    },
  ],
  [
    'Cluster API, as ASO resources',
    {
      'a.yaml': capz(
        'AzureASOManagedControlPlane',
        '  resources:\n    - apiVersion: containerservice.azure.com/v1api20231001\n      kind: ManagedCluster\n      metadata:\n        name: a\n      spec:\n        networkProfile:\n          networkPlugin: kubenet «creates-kubenet»',
      ),
    },
  ],
  [
    'Cluster API, a variable of clusterctl',
    { 'a.yaml': capz('AzureManagedControlPlane', '  networkPlugin: §{NETWORK_PLUGIN:=kubenet} «may-create-kubenet»') },
  ],
  [
    'Azure Service Operator',
    {
      'a.yaml':
        'apiVersion: containerservice.azure.com/v1api20231001\nkind: ManagedCluster\nmetadata:\n  name: a\nspec:\n  networkProfile:\n    networkPlugin: kubenet «creates-kubenet»\n',
    },
  ],
  [
    'Azure Service Operator, below 1.30',
    {
      'a.yaml':
        '---\napiVersion: containerservice.azure.com/v1api20231001 «kubenet-by-default»\nkind: ManagedCluster\nmetadata:\n  name: a\nspec:\n  kubernetesVersion: 1.29.2\n',
    },
  ],
  [
    'Crossplane',
    {
      'a.yaml':
        'apiVersion: containerservice.azure.upbound.io/v1beta1\nkind: KubernetesCluster\nmetadata:\n  name: a\nspec:\n  forProvider:\n    networkProfile:\n      - networkPlugin: kubenet «creates-kubenet»\n',
    },
  ],
  [
    'Crossplane, in a composition with a patch',
    {
      'a.yaml':
        'apiVersion: apiextensions.crossplane.io/v1\nkind: Composition\nmetadata:\n  name: c\nspec:\n  resources:\n    - name: aks\n      base:\n        apiVersion: containerservice.azure.upbound.io/v1beta2\n        kind: KubernetesCluster\n        spec:\n          forProvider:\n            networkProfile:\n              networkPlugin: kubenet «creates-kubenet»\n',
    },
  ],
  [
    'a definition whose schema has it',
    {
      'a.yaml':
        'apiVersion: apiextensions.crossplane.io/v1\nkind: CompositeResourceDefinition\nmetadata:\n  name: x\nspec:\n  versions:\n    - schema:\n        openAPIV3Schema:\n          properties:\n            networkPlugin:\n              type: string\n              default: kubenet «may-create-kubenet»\n              enum:\n                - azure\n                - kubenet «allows-kubenet»\n',
    },
  ],
  [
    'Rancher, told nothing, told kubenet, imported',
    {
      'a.yaml':
        'apiVersion: aks.cattle.io/v1 «kubenet-by-default»\nkind: AKSClusterConfig\nmetadata:\n  name: a\nspec:\n  clusterName: a\n',
      'b.yaml':
        'apiVersion: management.cattle.io/v3\nkind: Cluster\nmetadata:\n  name: b\nspec:\n  aksConfig:\n    networkPlugin: kubenet «creates-kubenet»\n',
      'c.yaml':
        'apiVersion: management.cattle.io/v3\nkind: Cluster\nmetadata:\n  name: c\nspec:\n  aksConfig:\n    imported: true\n',
    },
  ],
  [
    'several documents and a list',
    {
      'a.yaml': `${capz('AzureManagedControlPlane', '  networkPlugin: azure')}---\napiVersion: v1\nkind: List\nitems:\n  - apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\n    kind: AzureManagedControlPlane\n    metadata: { name: b }\n    spec:\n      networkPlugin: kubenet «creates-kubenet»\n`,
    },
  ],
  [
    'Helm values',
    {
      'values.yaml': 'aks:\n  networkPlugin: kubenet «may-create-kubenet»\n',
      'values-prod.yaml': 'aks:\n  networkPlugin: azure\n',
    },
  ],
  [
    'a Helm template is named',
    {
      'chart/templates/aks.yaml':
        'apiVersion: containerservice.azure.com/v1api20231001\nkind: ManagedCluster\nspec:\n  networkProfile:\n    networkPlugin: {{ .Values.networkPlugin }} «not-read» «unknown»\n',
    },
  ],
  [
    'a Helm template with a default is named',
    {
      'chart/templates/aks.yaml':
        'apiVersion: containerservice.azure.com/v1api20231001\nkind: ManagedCluster\nspec:\n  networkProfile:\n    networkPlugin: {{ .Values.networkPlugin | default "kubenet" }} «not-read» «unknown»\n',
    },
  ],
  [
    'a Helm template in quotes is named',
    {
      'chart/templates/aks.yaml':
        'apiVersion: containerservice.azure.com/v1api20231001\nkind: ManagedCluster\nspec:\n  networkProfile:\n    networkPlugin: "{{ .Values.networkPlugin }}" «not-read» «unknown»\n',
    },
  ],
  [
    'a Helm template with control lines is named',
    {
      'chart/templates/aks.yaml':
        '{{- if .Values.aks }} «not-read»\napiVersion: containerservice.azure.com/v1api20231001\nkind: ManagedCluster\nspec:\n  networkProfile:\n    networkPlugin: kubenet «may-create-kubenet»\n{{- end }}\n',
    },
  ],
  [
    'kops and kubelet',
    { 'a.yaml': 'apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nspec:\n  networking:\n    kubenet: {} «not-aks»\n' },
  ],
  [
    'Ansible',
    {
      'play.yml':
        '- hosts: localhost\n  tasks:\n    - name: a\n      azure_rm_aks:\n        name: a\n        resource_group: rg\n        network_profile:\n          network_plugin: kubenet «creates-kubenet»\n',
    },
  ],
  [
    'Ansible, a profile without a plugin',
    {
      'play.yml':
        '- hosts: localhost\n  tasks:\n    - name: a «unknown»\n      azure.azcollection.azure_rm_aks:\n        name: a\n        network_profile:\n          pod_cidr: 10.244.0.0/16\n',
    },
  ],
  [
    'Ansible, removed',
    {
      'play.yml':
        '- hosts: localhost\n  tasks:\n    - azure.azcollection.azure_rm_aks:\n        name: a\n        state: absent\n',
    },
  ],
  [
    'Ansible, variables of groups and roles',
    {
      'roles/aks/tasks/main.yml':
        '- azure.azcollection.azure_rm_aks:\n    name: a\n    network_profile:\n      network_plugin: "{{ aks_plugin }}"\n',
      'roles/aks/defaults/main.yml': 'aks_plugin: kubenet «creates-kubenet»\n',
      'group_vars/new.yml': 'aks_plugin: azure\n',
    },
  ],
  [
    'Ansible, a default in the template',
    {
      'play.yml':
        '- hosts: all\n  tasks:\n    - azure_rm_aks:\n        name: a\n        network_profile:\n          network_plugin: "{{ np | default(\'kubenet\') }}" «may-create-kubenet»\n',
    },
  ],
  [
    'Ansible, shell tasks',
    {
      'play.yml':
        '- hosts: all\n  tasks:\n    - name: one\n      shell: az aks create -n a --network-plugin kubenet «creates-kubenet»\n    - name: two\n      ansible.builtin.command:\n        cmd: az aks create -n b --network-plugin kubenet «creates-kubenet»\n    - name: three\n      ansible.builtin.command:\n        argv:\n          - az\n          - aks\n          - create\n          - --network-plugin\n          - kubenet «creates-kubenet»\n',
    },
  ],
  [
    'Ansible, a shell task with a variable',
    {
      'play.yml':
        '- hosts: all\n  vars:\n    np: kubenet «creates-kubenet»\n  tasks:\n    - shell: >\n        az aks create -n a\n        --network-plugin {{ np }}\n',
    },
  ],
  [
    'Ansible, a deployment',
    {
      'play.yml':
        '- hosts: all\n  tasks:\n    - azure.azcollection.azure_rm_deployment:\n        resource_group: rg\n        parameters:\n          networkPlugin:\n            value: kubenet «creates-kubenet»\n',
    },
  ],
];

describe('iac, manifests and settings', () => {
  it.each(situations)('%s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });
});
