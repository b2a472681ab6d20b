import { describe, expect, it } from 'vitest';
import { type MarkedFiles, marksAndScan } from './marked-files.ts';

const yaml = (body: string): MarkedFiles => ({ 'Pulumi.yaml': `name: a\nruntime: yaml\n${body}\n` });
const managed = (plugin: string) =>
  `resources:\n  a:\n    type: azure-native:containerservice:ManagedCluster\n    properties:\n      networkProfile:\n        networkPlugin: ${plugin}`;

const situations: readonly (readonly [string, MarkedFiles])[] = [
  ['YAML', yaml(managed('kubenet «creates-kubenet»'))],
  [
    'YAML of the classic provider',
    yaml(
      'resources:\n  a:\n    type: azure:containerservice:KubernetesCluster\n    properties:\n      networkProfile:\n        networkPlugin: kubenet «creates-kubenet»',
    ),
  ],
  [
    'YAML with a setting',
    yaml(`config:\n  np:\n    type: string\n    default: kubenet «creates-kubenet»\n${managed('§{np}')}`),
  ],
  ['YAML with a variable', yaml(`variables:\n  np: kubenet «creates-kubenet»\n${managed('§{np}')}`)],
  [
    'YAML with a setting that a stack gives',
    {
      ...yaml(`config:\n  np:\n    type: string\n${managed('§{np}')}`),
      'Pulumi.prod.yaml': 'config:\n  a:np: kubenet «creates-kubenet»\n',
      'Pulumi.test.yaml': 'config:\n  a:np: azure\n',
    },
  ],
  [
    'YAML below 1.30',
    yaml(
      'resources:\n  a:\n    type: azure-native:containerservice:ManagedCluster «kubenet-by-default»\n    properties:\n      kubernetesVersion: 1.28.3',
    ),
  ],
  [
    'TypeScript',
    {
      'index.ts':
        'import * as cs from "@pulumi/azure-native/containerservice";\nnew cs.ManagedCluster("a", {\n  networkProfile: {\n    networkPlugin: "kubenet", «creates-kubenet»\n  },\n});\n',
    },
  ],
  [
    'TypeScript by an enumeration, a conditional and something else',
    {
      'index.ts':
        'import * as cs from "@pulumi/azure-native/containerservice";\nconst a = { networkPlugin: cs.NetworkPlugin.Kubenet }; «creates-kubenet»\nconst b = { networkPlugin: old ? "kubenet" : "azure" }; «may-create-kubenet»\nconst c = { networkPlugin: config.require("np") }; «unknown»\nconst d = { networkPlugin: "azure" };\n// networkPlugin: "kubenet"\nif (x.networkPlugin === "kubenet") throw new Error();\n',
    },
  ],
  [
    'TypeScript that compares only',
    {
      'index.ts':
        'import * as cs from "@pulumi/azure-native/containerservice";\nif (x.networkPlugin == "kubenet") throw new Error();\n',
    },
  ],
  [
    'Python',
    {
      '__main__.py':
        'import pulumi_azure_native as an\nan.containerservice.ManagedCluster(\n    "a",\n    network_profile=an.containerservice.ContainerServiceNetworkProfileArgs(\n        network_plugin="kubenet", «creates-kubenet»\n    ),\n)\n# network_plugin="kubenet"\n',
    },
  ],
  [
    'Python by a map and an enumeration',
    {
      '__main__.py':
        'import pulumi_azure_native as an\na = {"network_plugin": "kubenet"} «creates-kubenet»\nb = dict(network_plugin=an.containerservice.NetworkPlugin.KUBENET) «creates-kubenet»\n',
    },
  ],
  [
    'Go',
    {
      'main.go':
        'package main\nimport "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2"\nvar a = &containerservice.ContainerServiceNetworkProfileArgs{\n\tNetworkPlugin: pulumi.String("kubenet"), «creates-kubenet»\n}\nvar b = &containerservice.ContainerServiceNetworkProfileArgs{\n\tNetworkPlugin: containerservice.NetworkPluginKubenet, «creates-kubenet»\n}\n',
    },
  ],
  [
    'C#',
    {
      'Stack.cs':
        'using Pulumi.AzureNative.ContainerService;\nvar a = new ContainerServiceNetworkProfileArgs {\n  NetworkPlugin = "kubenet", «creates-kubenet»\n};\nvar b = new ContainerServiceNetworkProfileArgs {\n  NetworkPlugin = NetworkPlugin.Kubenet, «creates-kubenet»\n};\n',
    },
  ],
  [
    'Java',
    {
      'App.java':
        'import com.pulumi.azurenative.containerservice.ManagedCluster;\nvar a = ContainerServiceNetworkProfileArgs.builder()\n  .networkPlugin("kubenet") «creates-kubenet»\n  .build();\n',
    },
  ],
  [
    'a program of the Azure SDK',
    {
      'make.py':
        'from azure.mgmt.containerservice.models import ContainerServiceNetworkProfile\np = ContainerServiceNetworkProfile(network_plugin="kubenet") «creates-kubenet»\n',
    },
  ],
  [
    'a program that names no plugin',
    {
      'index.ts':
        'import * as cs from "@pulumi/azure-native/containerservice";\nnew cs.ManagedCluster("a", { dnsPrefix: "a" }); «unknown»\n',
    },
  ],
  [
    'a network profile without a plugin, which an older provider fills in',
    {
      'index.ts':
        'import * as cs from "@pulumi/azure-native/containerservice";\nnew cs.ManagedCluster("a", {\n  networkProfile: { networkPluginMode: "overlay" }, «may-create-kubenet»\n});\n',
    },
  ],
  [
    'a network profile without a plugin, in Python',
    {
      '__main__.py':
        'import pulumi_azure_native as an\nan.containerservice.ManagedCluster(\n    "a",\n    network_profile={"load_balancer_sku": "standard"}, «may-create-kubenet»\n)\n',
    },
  ],
  [
    "a network profile without a plugin, sent by Azure's own library",
    {
      'create.ts':
        'import { ContainerServiceClient } from "@azure/arm-containerservice";\nawait new ManagedCluster(client, { networkProfile: { podCidr } }); «unknown»\n',
    },
  ],
  [
    'a value over the next line',
    {
      'index.ts':
        'import * as cs from "@pulumi/azure-native/containerservice";\nconst a = {\n  networkPlugin: «creates-kubenet»\n    "kubenet",\n};\n',
    },
  ],
  [
    'a constant',
    {
      'index.ts':
        'import * as cs from "@pulumi/azure-native/containerservice";\nconst np = "kubenet";\nconst a = { networkPlugin: np }; «unknown»\n',
    },
  ],
];

describe('iac, Pulumi', () => {
  it.each(situations)('%s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });
});
