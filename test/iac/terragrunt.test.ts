import { describe, expect, it } from 'vitest';
import { type MarkedFiles, marksAndScan } from './marked-files.ts';

const cluster = (plugin: string) =>
  `resource "azurerm_kubernetes_cluster" "a" {\n  network_profile {\n    network_plugin = ${plugin}\n  }\n}\n`;
const module = {
  'modules/aks/main.tf': `variable "network_plugin" {\n  type = string\n}\n${cluster('var.network_plugin')}`,
};
const include = 'include "root" {\n  path   = find_in_parent_folders("root.hcl")\n  expose = true\n}\n';
const source = 'terraform {\n  source = "§{get_repo_root()}/modules//aks"\n}\n';

const situations: readonly (readonly [string, MarkedFiles])[] = [
  [
    'generated code',
    {
      'terragrunt.hcl': `generate "aks" {\n  path      = "aks.tf"\n  if_exists = "overwrite"\n  contents  = <<EOF\nresource "azurerm_kubernetes_cluster" "a" {\n  network_profile {\n    network_plugin = "kubenet" «creates-kubenet»\n  }\n}\nEOF\n}\n`,
    },
  ],
  [
    'generated code with values of Terragrunt, in a text and bare, and a variable of the module',
    {
      'terragrunt.hcl': `locals {\n  np  = "kubenet" «creates-kubenet»\n  num = 1\n}\ngenerate "aks" {\n  path     = "aks.tf"\n  contents = <<EOF\nresource "azurerm_kubernetes_cluster" "§{local.num}" {\n  count = §{local.num}\n  network_profile {\n    network_plugin = "§{local.np}"\n  }\n}\nEOF\n}\ngenerate "other" {\n  path     = "other.tf"\n  contents = <<EOF\nvariable "plugin" {\n  default = "kubenet" «creates-kubenet»\n}\n${cluster('"$§{var.plugin}"')}EOF\n}\n`,
    },
  ],
  [
    'a provider that is generated decides whether a cluster is replaced',
    {
      'live/terragrunt.hcl': `terraform {\n  source = "../mod"\n}\ngenerate "versions" {\n  path     = "versions.tf"\n  contents = <<EOF\nterraform {\n  required_providers {\n    azurerm = { source = "hashicorp/azurerm", version = "= 4.40.0" }\n  }\n}\nEOF\n}\n`,
      'mod/main.tf': `resource "azurerm_kubernetes_cluster" "a" {\n  network_profile {\n    # was kubenet\n    network_plugin      = "azure" «destroys-cluster»\n    network_plugin_mode = "overlay"\n  }\n}\n`,
    },
  ],
  [
    'inputs of what is included',
    {
      ...module,
      'live/root.hcl': 'inputs = {\n  network_plugin = "kubenet" «creates-kubenet»\n}\n',
      'live/a/terragrunt.hcl': include + source,
    },
  ],
  [
    'inputs of what is included, replaced',
    {
      ...module,
      'live/root.hcl': 'inputs = {\n  network_plugin = "kubenet" «may-create-kubenet»\n}\n',
      'live/a/terragrunt.hcl': `${include}${source}inputs = {\n  network_plugin = "azure"\n}\n`,
    },
  ],
  [
    'the source of what is included, and its locals',
    {
      ...module,
      'live/root.hcl': `locals {\n  np = "kubenet" «creates-kubenet»\n}\n${source}`,
      'live/a/terragrunt.hcl': `${include}inputs = {\n  network_plugin = include.root.locals.np\n}\n`,
    },
  ],
  [
    'an include without a name, and one by a path',
    {
      ...module,
      'live/terragrunt.hcl': 'inputs = {\n  network_plugin = "kubenet" «creates-kubenet»\n}\n',
      'live/a/terragrunt.hcl': `include {\n  path = find_in_parent_folders()\n}\n${source}`,
      'other/common.hcl': 'inputs = {\n  network_plugin = "kubenet" «creates-kubenet»\n}\n',
      'other/a/terragrunt.hcl': `include "c" {\n  path = "§{get_terragrunt_dir()}/../common.hcl"\n}\n${source}`,
    },
  ],
  [
    'settings that are read, above and beside, by HCL and YAML',
    {
      ...module,
      'live/env.hcl': 'locals {\n  np = "kubenet" «creates-kubenet»\n}\n',
      'live/net.yaml': 'plugin: kubenet «creates-kubenet»\n',
      'live/a/terragrunt.hcl': `locals {\n  env = read_terragrunt_config(find_in_parent_folders("env.hcl"))\n}\n${source}inputs = {\n  network_plugin = local.env.locals.np\n}\n`,
      'live/b/terragrunt.hcl': `locals {\n  net = yamldecode(file(find_in_parent_folders("net.yaml")))\n}\n${source}inputs = merge({ network_plugin = "azure" }, { network_plugin = local.net.plugin })\n`,
    },
  ],
  [
    'settings that the included file reads for the unit',
    {
      ...module,
      'live/root.hcl': `locals {\n  env = read_terragrunt_config("§{get_terragrunt_dir()}/env.hcl")\n}\ninputs = {\n  network_plugin = local.env.locals.np\n}\n`,
      'live/a/env.hcl': 'locals {\n  np = "kubenet" «creates-kubenet»\n}\n',
      'live/a/terragrunt.hcl': include + source,
      'live/b/env.hcl': 'locals {\n  np = "azure"\n}\n',
      'live/b/terragrunt.hcl': include + source,
    },
  ],
  [
    'settings that are not in the folder, with a fallback',
    {
      ...module,
      'live/a/terragrunt.hcl': `locals {\n  env = read_terragrunt_config("../no.hcl", { locals = { np = "kubenet" } }) «creates-kubenet»\n}\n${source}inputs = {\n  network_plugin = local.env.locals.np\n}\n`,
    },
  ],
  [
    'what another unit puts out, and the environment',
    {
      ...module,
      'live/a/terragrunt.hcl': `dependency "net" {\n  config_path = "../net"\n}\n${source}inputs = {\n  network_plugin = dependency.net.outputs.plugin\n}\n`,
      'live/b/terragrunt.hcl': `${source}inputs = {\n  network_plugin = get_env("NP") «may-create-kubenet»\n}\n`,
      'modules/aks/main.tf': module['modules/aks/main.tf'].replace(
        'var.network_plugin',
        'var.network_plugin «unknown»',
      ),
    },
  ],
  [
    'code beside the unit, without a source',
    {
      'live/main.tf': `variable "np" {}\n${cluster('var.np')}`,
      'live/terragrunt.hcl': 'inputs = {\n  np = "kubenet" «creates-kubenet»\n}\n',
    },
  ],
  [
    'a registry module by the source of what is included',
    {
      'root.hcl': 'terraform { «kubenet-by-default»\n  source = "tfr:///Azure/aks/azurerm?version=9.4.1"\n}\n',
      'a/terragrunt.hcl': include,
    },
  ],
];

describe('iac, Terragrunt', () => {
  it.each(situations)('%s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });

  it('files that include each other, and a local that names itself, end', async () => {
    const { found } = await marksAndScan({
      ...module,
      'a.hcl': 'include "b" {\n  path = "b.hcl"\n}\ninputs = {\n  x = read_terragrunt_config("a.hcl")\n}\n',
      'b.hcl': 'include "a" {\n  path = "a.hcl"\n}\n',
      'live/terragrunt.hcl': `locals {\n  np = local.np\n}\n${source}inputs = {\n  network_plugin = local.np\n}\n`,
    });
    expect(found).toEqual(['modules/aks/main.tf:6 unknown']);
  });
});
