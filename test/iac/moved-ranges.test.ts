import { describe, expect, it } from 'vitest';
import { type MarkedFiles, marksAndScan } from './marked-files.ts';

const azurerm = (version: string) =>
  `terraform {\n  required_providers {\n    azurerm = { source = "hashicorp/azurerm", version = "${version}" }\n  }\n}\n`;
const variables = (range: string, more = '') =>
  `variable "plugin" {\n  default = "kubenet" «creates-kubenet»\n}\nvariable "mode" {\n  default = null\n}\nvariable "range" {\n  default = ${range}\n}\n${more}`;
const cluster = (name = '"one"', range = 'var.range', more = '') =>
  `resource "azurerm_kubernetes_cluster" "a" {\n  name = ${name}\n${more}  network_profile {\n    network_plugin = var.plugin\n    network_plugin_mode = var.mode\n    pod_cidr = ${range}\n  }\n}\n`;
const overlay = 'plugin = "azure"\nmode = "overlay"\n';
const moves = `${overlay}range = "192.168.0.0/16" «destroys-cluster»\n`;
const modern = azurerm('~> 4.70');
const aks = (range: string, name?: string, more?: string) => `${modern}${variables(range, more)}${cluster(name)}`;

const situations: readonly (readonly [string, MarkedFiles])[] = [
  ['a named file', { 'main.tf': aks('"10.244.0.0/16"'), 'env/prod.tfvars': moves }],
  [
    'a file that is read unasked',
    {
      'main.tf': aks('"10.244.0.0/16"').replace('creates-kubenet', 'may-create-kubenet'),
      'terraform.tfvars': moves,
    },
  ],
  [
    'a file in JSON',
    {
      'main.tf': aks('"10.244.0.0/16"'),
      'prod.tfvars.json':
        '{\n  "plugin": "azure",\n  "mode": "overlay",\n  "range": "10.0.0.0/14" «destroys-cluster»\n}\n',
    },
  ],
  ['a range where none was given, and AKS took its own', { 'main.tf': aks('null'), 'prod.tfvars': moves }],
  ["AKS's own range written down", { 'main.tf': aks('null'), 'prod.tfvars': `${overlay}range = "10.244.0.0/16"\n` }],
  ['the range as it was', { 'main.tf': aks('"10.1.0.0/16"'), 'prod.tfvars': `${overlay}range = "10.1.0.0/16"\n` }],
  ['a range left out again', { 'main.tf': aks('"10.1.0.0/16"'), 'prod.tfvars': `${overlay}range = null\n` }],
  [
    'another range on kubenet, which makes another cluster or none',
    { 'main.tf': aks('"10.1.0.0/16"', 'var.n', 'variable "n" {}\n'), 'a.tfvars': 'n = "a"\nrange = "10.2.0.0/16"\n' },
  ],
  [
    'another cluster, by its name',
    {
      'main.tf': aks('null', 'var.n', 'variable "n" {\n  default = "old"\n}\n'),
      'new.tfvars': `n = "new"\n${overlay}range = "192.168.0.0/16"\n`,
    },
  ],
  [
    'another cluster, by its resource group',
    {
      'main.tf': `${modern}${variables('null', 'variable "g" {\n  default = "old"\n}\n')}${cluster('"one"', 'var.range', '  resource_group_name = var.g\n')}`,
      'new.tfvars': `g = "new"\n${overlay}range = "192.168.0.0/16"\n`,
    },
  ],
  [
    'a cluster that only the file names: it may be a new one',
    {
      'main.tf': aks('null', 'var.n', 'variable "n" {}\n'),
      'prod.tfvars': `n = "prod"\n${overlay}range = "192.168.0.0/16" «unknown»\n`,
    },
  ],
  [
    'two files for clusters that are not told apart',
    {
      'main.tf': `${modern}variable "plugin" {}\nvariable "mode" {\n  default = null\n}\nvariable "range" {}\n${cluster()}`,
      'dev.tfvars': 'plugin = "kubenet" «creates-kubenet»\nrange = "10.1.0.0/16"\n',
      'prod.tfvars': `${overlay}range = "10.2.0.0/16"\n`,
    },
  ],
  [
    'the old and the new file of one cluster',
    {
      'main.tf': `${modern}variable "plugin" {}\nvariable "mode" {\n  default = null\n}\nvariable "range" {}\nvariable "n" {}\n${cluster('var.n', 'var.range', '  resource_group_name = "rg"\n')}`,
      'prod.tfvars': 'n = "prod"\nplugin = "kubenet" «creates-kubenet»\nrange = "10.1.0.0/16"\n',
      'prod-overlay.tfvars': `n = "prod"\n${overlay}range = "10.2.0.0/16" «destroys-cluster»\n`,
    },
  ],
  [
    'a module that is called, with a map of settings',
    {
      'main.tf': `${modern}variable "net" {\n  type = object({ plugin = optional(string, "kubenet"), mode = optional(string), range = optional(string) }) «creates-kubenet»\n  default = {}\n}\nmodule "aks" {\n  source = "./modules/aks"\n  net = var.net\n}\n`,
      'modules/aks/main.tf':
        'variable "net" {}\nresource "azurerm_kubernetes_cluster" "a" {\n  name = "one"\n  network_profile {\n    network_plugin = var.net.plugin\n    network_plugin_mode = var.net.mode\n    pod_cidr = var.net.range\n  }\n}\n',
      'prod.tfvars':
        'net = {\n  plugin = "azure"\n  mode = "overlay"\n  range = "192.168.0.0/16" «destroys-cluster»\n}\n',
    },
  ],
  [
    'the list of ranges',
    {
      'main.tf': `${modern}${variables('"10.244.0.0/16"')}${cluster().replace('pod_cidr = var.range', 'pod_cidrs = [var.range]')}`,
      'prod.tfvars': moves,
    },
  ],
  [
    'an azurerm that replaces on the way to Overlay',
    {
      'main.tf': `${azurerm('= 4.40.0')}${variables('null')}${cluster()}`,
      'prod.tfvars': 'plugin = "azure" «destroys-cluster»\nmode = "overlay"\n',
    },
  ],
  [
    'a registry module',
    {
      'main.tf': `${modern}${variables('null')}module "aks" {\n  source = "Azure/aks/azurerm"\n  version = "11.1.0"\n  cluster_name = "one"\n  network_plugin = var.plugin\n  network_plugin_mode = var.mode\n  net_profile_pod_cidr = var.range\n}\n`,
      'prod.tfvars': moves,
    },
  ],
  [
    'azapi, which replaces nothing',
    {
      'main.tf': `${variables('null')}resource "azapi_resource" "a" {\n  type = "Microsoft.ContainerService/managedClusters@2025-05-01"\n  name = "one"\n  body = { properties = { networkProfile = { networkPlugin = var.plugin, networkPluginMode = var.mode, podCidr = var.range } } }\n}\n`,
      'prod.tfvars': `${overlay}range = "192.168.0.0/16"\n`,
    },
  ],
  [
    'the inputs of a Terragrunt unit, over those that it includes',
    {
      'code/main.tf': `${modern}variable "plugin" {}\nvariable "mode" {\n  default = null\n}\nvariable "range" {}\n${cluster()}`,
      'root.hcl': 'inputs = {\n  plugin = "kubenet" «may-create-kubenet»\n  range = "10.1.0.0/16"\n}\n',
      'prod/terragrunt.hcl':
        'include "root" {\n  path = find_in_parent_folders("root.hcl")\n}\nterraform {\n  source = "../code"\n}\ninputs = {\n  plugin = "azure"\n  mode = "overlay"\n  range = "10.2.0.0/16" «destroys-cluster»\n}\n',
    },
  ],
];

describe('values that move a cluster to Overlay and change its pod CIDR', () => {
  it.each(situations)('%s', async (_, files) => {
    const { wanted, found } = await marksAndScan(files);
    expect(found).toEqual(wanted);
  });

  it('are told with both ranges, what gave them, and what to keep', async () => {
    const { report } = await marksAndScan({ 'main.tf': aks('null'), 'prod.tfvars': moves });
    expect(report.findings.find(({ file }) => file === 'prod.tfvars')).toMatchObject({
      why: "prod.tfvars moves azurerm_kubernetes_cluster.a from kubenet (what is applied without it) to Overlay and its pod CIDR from 10.244.0.0/16, AKS's own, to 192.168.0.0/16, and azurerm replaces a cluster for a changed pod_cidr (3.116 to 5.2 do): everything in it would be gone.",
      instead: expect.stringMatching(/^Keep the pod CIDR at 10\.244\.0\.0\/16, if .* "must be replaced"\.$/),
      usedAt: [{ file: 'main.tf', line: 15 }],
    });
  });
});
