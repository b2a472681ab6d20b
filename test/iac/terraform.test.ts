import { describe, expect, it } from 'vitest';
import { type MarkedFiles, marksAndScan } from './marked-files.ts';

/** A cluster with this in its network profile. */
const cluster = (profile: string, more = '') =>
  `resource "azurerm_kubernetes_cluster" "a" {\n  name = "one"\n${more}  network_profile {\n${profile}\n  }\n}\n`;
const modern =
  'terraform {\n  required_providers {\n    azurerm = { source = "hashicorp/azurerm", version = "~> 4.70" }\n  }\n}\n';

const situations: readonly (readonly [string, MarkedFiles])[] = [
  ['a text', { 'main.tf': cluster('    network_plugin = "kubenet" «creates-kubenet»') }],
  ['another letter case', { 'main.tf': cluster('    network_plugin = "Kubenet" «creates-kubenet»') }],
  [
    'azure, and none',
    { 'main.tf': cluster('    network_plugin = "azure"'), 'b/main.tf': cluster('    network_plugin = "none"') },
  ],
  [
    'a variable without a default',
    {
      'main.tf': `variable "np" { «may-create-kubenet»\n  type = string\n}\n${cluster('    network_plugin = var.np')}`,
    },
  ],
  [
    'a variable whose default is kubenet',
    {
      'main.tf': `variable "np" {\n  default = "kubenet" «creates-kubenet»\n}\n${cluster('    network_plugin = var.np')}`,
    },
  ],
  [
    'a validation',
    {
      'main.tf': `variable "np" {
  default = "azure"
  validation {
    condition     = contains(["azure", "kubenet"], var.np) «allows-kubenet»
    error_message = "azure or kubenet"
  }
}
${cluster('    network_plugin = var.np')}`,
    },
  ],
  [
    'a validation that forbids it',
    {
      'main.tf': `variable "np" {
  default = "azure"
  validation {
    condition     = var.np != "kubenet" && !contains(["kubenet"], var.np)
    error_message = "no kubenet"
  }
}
${cluster('    network_plugin = var.np')}`,
    },
  ],
  [
    'variable files in their order: terraform.tfvars, then auto files by name',
    {
      'main.tf': `variable "np" {\n  type = string\n}\n${cluster('    network_plugin = var.np')}`,
      'terraform.tfvars': 'np = "kubenet" «may-create-kubenet»\n',
      'a.auto.tfvars': 'np = "kubenet" «may-create-kubenet»\n',
      'b.auto.tfvars.json': '{ "np": "azure" }\n',
    },
  ],
  [
    'the last automatic file wins',
    {
      'main.tf': `variable "np" {\n  default = "azure"\n}\n${cluster('    network_plugin = var.np')}`,
      'a.auto.tfvars': 'np = "azure"\n',
      'b.auto.tfvars.json': '{\n  "np": "kubenet" «creates-kubenet»\n}\n',
    },
  ],
  [
    'terraform.tfvars.json wins over terraform.tfvars',
    {
      'main.tf': `variable "np" {\n  default = "azure"\n}\n${cluster('    network_plugin = var.np')}`,
      'terraform.tfvars': 'np = "azure"\n',
      'terraform.tfvars.json': '{ "np": "kubenet" } «creates-kubenet»\n',
    },
  ],
  [
    'a file for -var-file in a folder below',
    {
      'main.tf': `variable "np" {\n  default = "azure"\n}\n${cluster('    network_plugin = var.np')}`,
      'env/old.tfvars': 'np = "kubenet" «creates-kubenet»\n',
      'env/new.tfvars': 'np = "azure"\n',
    },
  ],
  [
    'a .tf.json file',
    {
      'main.tf.json': `{
  "resource": {
    "azurerm_kubernetes_cluster": {
      "a": {
        "name": "one",
        "network_profile": [{
          "network_plugin": "kubenet" «creates-kubenet»
        }]
      }
    }
  }
}
`,
    },
  ],
  [
    'a .tf.json file with a variable and a template',
    {
      'main.tf.json': `{
  "variable": { "np": { «creates-kubenet»
    "default": "kubenet" } },
  "locals": { "np": "\${lower(var.np)}" },
  "resource": { "azurerm_kubernetes_cluster": { "a": {
    "network_profile": { "network_plugin": "\${local.np}" } } } }
}
`.replace(' «creates-kubenet»\n    "default": "kubenet"', '\n    "default": "kubenet" «creates-kubenet»'),
    },
  ],
  [
    'locals, merge and lookup',
    {
      'main.tf': `locals {
  base = {
    plugin = "azure"
    mode   = "overlay"
  }
  old = merge(local.base, {
    plugin = "kubenet" «creates-kubenet»
    mode   = null
  })
}
${cluster('    network_plugin      = lookup(local.old, "plugin", "azure")\n    network_plugin_mode = local.old.mode')}`,
    },
  ],
  [
    'a merge that ends with azure',
    {
      'main.tf': `locals {
  net = merge({ plugin = "kubenet" }, { plugin = "azure" })
}
${cluster('    network_plugin = local.net["plugin"]')}`,
    },
  ],
  [
    'coalesce and try fall back on kubenet',
    {
      'main.tf': `variable "np" {
  default = null
}
variable "net" {
  default = {}
}
locals {
  one = coalesce(
    var.np,
    "kubenet", «creates-kubenet»
  )
  two = try(
    var.net.plugin,
    "kubenet", «creates-kubenet»
  )
}
${cluster('    network_plugin = local.one')}
resource "azurerm_kubernetes_cluster" "b" {
  network_profile {
    network_plugin = local.two
  }
}
`,
    },
  ],
  [
    'a conditional that nobody in the folder decides',
    {
      'main.tf': `variable "old" {
  type = bool
}
${cluster('    network_plugin = var.old ? "kubenet" : "azure" «may-create-kubenet»')}`,
    },
  ],
  [
    'a conditional that the default decides, and the caller can turn round',
    {
      'main.tf': `variable "overlay" {
  default = true
}
locals {
  np = var.overlay ? "azure" : "kubenet" «may-create-kubenet»
}
${cluster('    network_plugin = local.np')}`,
    },
  ],
  [
    'conditions that defaults decide together, and against each other',
    {
      'main.tf': `variable "a" {
  default = false
}
variable "env" {
  default = "prod"
}
${cluster('    network_plugin = var.a && var.env == "dev" ? "kubenet" : "azure" «may-create-kubenet»')}
${cluster('    network_plugin = var.a && false ? "kubenet" : "azure"').replace('"a"', '"b"')}
${cluster('    network_plugin = !var.a || true ? "azure" : "kubenet"').replace('"a"', '"c"')}`,
    },
  ],
  [
    'a conditional that a variable file decides',
    {
      'terraform.tfvars': 'overlay = true\n',
      'main.tf': `variable "overlay" {
  default = true
}
${cluster('    network_plugin = var.overlay ? "azure" : "kubenet"')}`,
    },
  ],
  [
    'a cluster that a default switches on stands',
    {
      'main.tf': `variable "enabled" {
  default = true
}
${cluster('    network_plugin = "kubenet" «creates-kubenet»').replace('{', '{\n  count = var.enabled ? 1 : 0')}`,
    },
  ],
  [
    'a workspace',
    {
      'main.tf': cluster(
        '    network_plugin = terraform.workspace == "prod" ? "azure" : "kubenet" «may-create-kubenet»',
      ),
    },
  ],
  [
    'for_each over a map of clusters',
    {
      'main.tf': `locals {
  clusters = {
    old = {
      plugin = "kubenet" «creates-kubenet»
    }
    new = {
      plugin = "azure"
    }
  }
}
resource "azurerm_kubernetes_cluster" "all" {
  for_each = local.clusters
  name     = each.key
  network_profile {
    network_plugin = each.value.plugin
  }
}
`,
    },
  ],
  [
    'for_each over a set whose members are the plugins',
    {
      'main.tf': `resource "azurerm_kubernetes_cluster" "all" {
  for_each = toset(["azure", "kubenet"]) «creates-kubenet»
  name     = each.key
  network_profile {
    network_plugin = each.value
  }
}
`,
    },
  ],
  [
    'count switches it off',
    { 'main.tf': cluster('    network_plugin = "kubenet" «may-create-kubenet»', '  count = 0\n') },
  ],
  [
    'count by a variable whose default is off',
    {
      'main.tf': `variable "on" {\n  default = false\n}\n${cluster('    network_plugin = "kubenet" «may-create-kubenet»', '  count = var.on ? 1 : 0\n')}`,
    },
  ],
  [
    'count picks from a list',
    {
      'main.tf': `locals {
  plugins = [
    "azure",
    "kubenet", «creates-kubenet»
  ]
}
resource "azurerm_kubernetes_cluster" "all" {
  count = 2
  network_profile {
    network_plugin = local.plugins[count.index]
  }
}
`,
    },
  ],
  [
    'a dynamic block',
    {
      'main.tf': `variable "profiles" {
  default = [{
    plugin = "kubenet" «creates-kubenet»
  }]
}
resource "azurerm_kubernetes_cluster" "a" {
  dynamic "network_profile" {
    for_each = var.profiles
    iterator = each_profile
    content {
      network_plugin = each_profile.value.plugin
    }
  }
}
`,
    },
  ],
  [
    'a dynamic block over nothing leaves the profile out',
    {
      'main.tf': `resource "azurerm_kubernetes_cluster" "a" { «kubenet-by-default»
  kubernetes_version = "1.29.4"
  dynamic "network_profile" {
    for_each = []
    content {
      network_plugin = "kubenet"
    }
  }
}
`,
    },
  ],
  [
    'a module in the folder, told azure',
    {
      'main.tf': 'module "aks" {\n  source         = "./modules/aks"\n  network_plugin = "azure"\n}\n',
      'modules/aks/main.tf': `variable "network_plugin" {\n  default = "kubenet" «may-create-kubenet»\n}\n${cluster('    network_plugin = var.network_plugin')}`,
    },
  ],
  [
    'a module in the folder, told nothing',
    {
      'main.tf': 'module "aks" {\n  source = "./modules/aks"\n}\n',
      'modules/aks/main.tf': `variable "network_plugin" {\n  default = "kubenet" «creates-kubenet»\n}\n${cluster('    network_plugin = var.network_plugin')}`,
    },
  ],
  [
    'the output of a module, and two levels of modules',
    {
      'main.tf': `module "settings" {\n  source = "./settings"\n}\nmodule "platform" {\n  source = "./platform"\n  plugin = module.settings.plugin\n}\n`,
      'settings/outputs.tf':
        'locals {\n  p = "kubenet" «creates-kubenet»\n}\noutput "plugin" {\n  value = local.p\n}\n',
      'platform/main.tf': 'variable "plugin" {}\nmodule "aks" {\n  source = "../aks"\n  np     = var.plugin\n}\n',
      'aks/main.tf': `variable "np" {}\n${cluster('    network_plugin = var.np')}`,
    },
  ],
  [
    'a module called for each of several',
    {
      'main.tf': `module "aks" {
  for_each = {
    a = "azure"
    b = "kubenet" «creates-kubenet»
  }
  source = "./aks"
  np     = each.value
}
`,
      'aks/main.tf': `variable "np" {}\n${cluster('    network_plugin = var.np')}`,
    },
  ],
  [
    'optional() with a default',
    {
      'main.tf': `variable "clusters" {
  type = map(object({
    name   = string
    plugin = optional(string, "kubenet") «creates-kubenet»
  }))
  default = { a = { name = "a" } }
}
resource "azurerm_kubernetes_cluster" "all" {
  for_each = var.clusters
  network_profile {
    network_plugin = each.value.plugin
  }
}
`,
    },
  ],
  [
    'settings in a YAML file',
    {
      'main.tf': `locals {\n  settings = yamldecode(file("\${path.module}/settings.yaml"))\n}\n${cluster('    network_plugin = local.settings.aks.network_plugin')}`,
      'settings.yaml': 'aks:\n  network_plugin: kubenet «creates-kubenet»\n',
    },
  ],
  [
    'an override file',
    {
      'main.tf': cluster('    network_plugin = "kubenet"'),
      'main_override.tf': cluster('    network_plugin = "azure"'),
    },
  ],
  [
    'Azure/aks/azurerm, silent, told azure, told kubenet, of a submodule',
    {
      'main.tf': `module "silent" { «kubenet-by-default»
  source  = "Azure/aks/azurerm"
  version = "~> 11.0"
}
module "told" {
  source         = "registry.terraform.io/Azure/aks/azurerm"
  network_plugin = "azure"
}
module "asks" {
  source         = "Azure/aks/azurerm"
  version        = "7.5.0"
  network_plugin = "kubenet" «creates-kubenet»
}
module "sub" { «kubenet-by-default»
  source = "Azure/aks/azurerm//v4"
}
module "git" { «kubenet-by-default»
  source = "git::https://github.com/Azure/terraform-azurerm-aks.git?ref=9.4.1"
}
module "short" { «kubenet-by-default»
  source = "github.com/Azure/terraform-azurerm-aks?ref=9.4.1"
}
`,
    },
  ],
  [
    'a module of AKS that is not in the folder and not in the table',
    { 'main.tf': 'module "aks" { «unknown» «not-read»\n  source = "git::https://example.org/aks.git"\n}\n' },
  ],
  [
    'azapi, with the body as a map and as its JSON text',
    {
      'main.tf': `resource "azapi_resource" "new" {
  type = "Microsoft.ContainerService/managedClusters@2024-09-01"
  name = "a"
  body = {
    properties = {
      networkProfile = {
        networkPlugin = "kubenet" «creates-kubenet»
      }
    }
  }
}
resource "azapi_resource" "old" {
  type = "Microsoft.ContainerService/ManagedClusters@2022-04-01"
  body = jsonencode({
    properties = {
      networkProfile = {
        networkPlugin = "kubenet" «creates-kubenet»
      }
    }
  })
}
resource "azapi_resource" "other" {
  type = "Microsoft.Network/virtualNetworks@2024-01-01"
  body = { properties = { networkProfile = { networkPlugin = "kubenet" } } }
}
resource "azapi_update_resource" "moves" {
  type = "Microsoft.ContainerService/managedClusters@2024-09-01"
  body = {
    properties = {
      networkProfile = {
        networkPlugin     = "azure" «migrates»
        networkPluginMode = "overlay"
      }
    }
  }
}
`,
    },
  ],
  [
    'azapi that says no plugin below 1.30',
    {
      'main.tf': `resource "azapi_resource" "a" { «kubenet-by-default»
  type = "Microsoft.ContainerService/managedClusters@2024-09-01"
  body = { properties = { kubernetesVersion = "1.28.9" } }
}
`,
    },
  ],
  [
    'Overlay where kubenet was, by the lock file',
    {
      'main.tf': cluster(
        '    # network_plugin = "kubenet"\n    network_plugin      = "azure" «destroys-cluster»\n    network_plugin_mode = "overlay"',
      ),
      'versions.tf':
        'terraform {\n  required_providers {\n    azurerm = {\n      source  = "hashicorp/azurerm"\n      version = ">= 4.0"\n    }\n  }\n}\n',
      '.terraform.lock.hcl':
        'provider "registry.terraform.io/hashicorp/azurerm" {\n  version     = "4.65.0"\n  constraints = ">= 4.0.0"\n}\n',
    },
  ],
  [
    'Overlay where kubenet was, with a provider that moves it',
    {
      'main.tf': cluster(
        '    # network_plugin = "kubenet"\n    network_plugin      = "azure"\n    network_plugin_mode = "overlay"',
      ),
      'versions.tf': modern,
      '.terraform.lock.hcl':
        'provider "registry.opentofu.org/hashicorp/azurerm" {\n  version     = "4.66.0"\n  constraints = ">= 4.0.0"\n}\n',
    },
  ],
  [
    'no plugin, with a mode',
    { 'main.tf': `resource "azurerm_kubernetes_cluster" "a" { «unknown»\n  kubernetes_version = "1.31"\n}\n` },
  ],
  [
    'a data source makes nothing',
    {
      'main.tf':
        'data "azurerm_kubernetes_cluster" "a" {\n  name = "one"\n  resource_group_name = "rg"\n}\noutput "p" {\n  value = data.azurerm_kubernetes_cluster.a.network_profile[0].network_plugin == "kubenet"\n}\n',
    },
  ],
  [
    'a plugin that another resource gives',
    { 'main.tf': cluster('    network_plugin = azurerm_app_configuration_key.np.value «unknown»') },
  ],
  [
    'Terragrunt: inputs and a registry module told nothing',
    {
      'live/a/terragrunt.hcl':
        'terraform {\n  source = "tfr:///Azure/aks/azurerm?version=9.4.1"\n}\ninputs = {\n  network_plugin = "kubenet" «creates-kubenet»\n}\n',
      'live/b/terragrunt.hcl':
        'terraform { «kubenet-by-default»\n  source = "tfr:///Azure/aks/azurerm?version=9.4.1"\n}\ninputs = {\n  prefix = "b"\n}\n',
      'live/c/terragrunt.hcl':
        'locals {\n  np = get_env("NP", "azure")\n}\nterraform {\n  source = "tfr:///Azure/aks/azurerm?version=9.4.1"\n}\ninputs = {\n  network_plugin = local.np\n}\n',
    },
  ],
  [
    'Terragrunt: a module of the folder gets its inputs',
    {
      'modules/aks/main.tf': `variable "network_plugin" {\n  type = string\n}\n${cluster('    network_plugin = var.network_plugin')}`,
      'live/a/terragrunt.hcl':
        'terraform {\n  source = "../../modules/aks"\n}\ninputs = {\n  network_plugin = "kubenet" «creates-kubenet»\n}\n',
      'live/b/terragrunt.hcl':
        'terraform {\n  source = "../../modules//aks"\n}\ninputs = {\n  network_plugin = "azure"\n}\n',
    },
  ],
  [
    'a plan',
    {
      'plan.json': `{ "format_version": "1.2", "terraform_version": "1.9.5", "resource_changes": [
  { "address": "azurerm_kubernetes_cluster.new", "type": "azurerm_kubernetes_cluster", "change": {
    "actions": ["create"], "before": null, "after": { "name": "a", "network_profile": [{
      "network_plugin": "kubenet" «creates-kubenet»
    }] } } },
  { "address": "azurerm_kubernetes_cluster.moved", "type": "azurerm_kubernetes_cluster", "change": {
    "actions": ["update"], "before": { "network_profile": [{ "network_plugin": "kubenet" }] }, "after": { "network_profile": [{
      "network_plugin": "azure", «migrates»
      "network_plugin_mode": "overlay" }] } } },
  { "address": "azurerm_kubernetes_cluster.replaced", "type": "azurerm_kubernetes_cluster", "change": {
    "actions": ["delete", "create"], «destroys-cluster»
    "before": { "network_profile": [{ "network_plugin": "kubenet" }] }, "after": { "network_profile": [{ "network_plugin": "azure" }] } } },
  { "address": "azurerm_kubernetes_cluster.gone", "type": "azurerm_kubernetes_cluster", "change": {
    "actions": ["delete"], "before": { "network_profile": [{ "network_plugin": "kubenet" }] }, "after": null } },
  { "address": "azurerm_kubernetes_cluster.fine", "type": "azurerm_kubernetes_cluster", "change": {
    "actions": ["no-op"], "before": {}, "after": { "network_profile": [{ "network_plugin": "azure" }] } } }
] }
`,
    },
  ],
  [
    'Rancher, told nothing, told an empty plugin, and imported',
    {
      'main.tf': `resource "rancher2_cluster" "silent" { «kubenet-by-default»
  name = "a"
  aks_config_v2 {
    resource_group = "rg"
  }
}
resource "rancher2_cluster" "empty" {
  aks_config_v2 {
    network_plugin = "" «kubenet-by-default»
  }
}
resource "rancher2_cluster" "told" {
  aks_config_v2 {
    network_plugin = "azure"
  }
}
resource "rancher2_cluster" "imported" {
  aks_config_v2 {
    imported = true
  }
}
`,
    },
  ],
  [
    'broken code is named, and what could be read of it still counts',
    { 'main.tf': `${cluster('    network_plugin = "kubenet" «creates-kubenet»')}resource "x" "y" { «not-read»` },
  ],
  [
    'a template of another language in place of code',
    {
      'main.tf':
        'resource "azurerm_kubernetes_cluster" "a" {\n  network_profile {\n    network_plugin = {{ plugin }} «not-read» «unknown»\n  }\n}\n',
    },
  ],
];

describe('iac, Terraform', () => {
  it.each(situations)('%s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });
});
