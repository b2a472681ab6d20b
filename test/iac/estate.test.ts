import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunningCluster } from '../../src/iac/estate/running-cluster.ts';
import { scanPaths } from '../../src/iac/scan-paths.ts';

const asOf = new Date('2026-11-28T00:00:00Z');

/** A kubenet cluster `one` in `rg`, unless told otherwise. */
function running(given: Partial<RunningCluster> = {}): RunningCluster {
  const { name = 'one', resourceGroup = 'rg' } = given;
  return {
    id: `/subscriptions/s/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerService/managedClusters/${name}`,
    name,
    resourceGroup,
    tags: {},
    networkPlugin: 'kubenet',
    networkPluginMode: null,
    podCidrs: ['10.244.0.0/16'],
    ...given,
  };
}

const onOverlay = { networkPlugin: 'azure', networkPluginMode: 'overlay', podCidrs: [] };

/** What is said of each cluster, in the order in which they are given here. `§{` stands for `${`. */
async function joined(files: Readonly<Record<string, string>>, ...clusters: readonly RunningCluster[]) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'estate-')));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text.replaceAll('§{', '$\u007B'));
    }
    const { clusters: told = [], findings, notRead } = await scanPaths([folder], asOf, { running: clusters });
    const found = clusters.flatMap(({ id }) => told.filter((each) => each.id === id));
    return { found, findings, notRead, first: found[0] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const profile = (plugin: string, more = '') => `network_profile {\n    network_plugin = "${plugin}"\n${more}  }\n`;
const aks = (name: string, network = profile('kubenet'), more = 'resource_group_name = "rg"\n') =>
  `resource "azurerm_kubernetes_cluster" "a" {\n  name = ${name}\n  ${more}  ${network}}\n`;
const azurerm = (version: string) =>
  `terraform {\n  required_providers {\n    azurerm = { source = "hashicorp/azurerm", version = "${version}" }\n  }\n}\n`;
const overlay = profile('azure', '    network_plugin_mode = "overlay"\n');

describe('where a cluster is written', () => {
  it.each([
    [
      'a local made of a default',
      { 'main.tf': `locals {\n  n = "§{var.p}e"\n}\nvariable "p" {\n  default = "on"\n}\n${aks('local.n')}` },
    ],
    ['a variable file', { 'main.tf': `variable "n" {}\n${aks('var.n')}`, 'terraform.tfvars': 'n = "one"\n' }],
    ['a format', { 'main.tf': aks('format("%s%s", "o", "ne")') }],
    ['other letter case', { 'main.tf': aks('"ONE"') }],
    [
      'the group as a resource',
      {
        'main.tf': `resource "azurerm_resource_group" "g" {\n  name = "RG"\n}\n${aks('"one"', undefined, 'resource_group_name = azurerm_resource_group.g.name\n')}`,
      },
    ],
    [
      'the group as one of several data sources',
      {
        'main.tf': `data "azurerm_resource_group" "g" {\n  for_each = toset(["rg", "other"])\n  name = each.key\n}\n${aks('"one"', undefined, 'resource_group_name = data.azurerm_resource_group.g["rg"].name\n')}`,
      },
    ],
  ])('is certain by name and resource group: %s', async (_, files) => {
    const { first, findings } = await joined(
      files,
      running(),
      running({ name: 'two' }),
      running({ resourceGroup: 'other' }),
    );
    expect(first).toMatchObject({ certainty: 'certain', by: 'name and resource group', state: 'written' });
    expect(findings.find(({ verdict }) => verdict === 'creates-kubenet')?.clusters).toMatchObject([
      { name: 'one', certainty: 'certain' },
    ]);
  });

  it('is not found where nothing is called so, and says how much was not read', async () => {
    const { found } = await joined({ 'main.tf': aks('"other"') }, running());
    expect(found).toMatchObject([{ state: 'notFound', writtenAt: [], certainty: null, by: null }]);
    expect(found[0]?.says).toBe('It is on kubenet, and its code was not found in what was read.');
    const broken = await joined({ 'main.tf': 'resource "azurerm_kubernetes_cluster" "a" {\n' }, running());
    expect(broken.first?.says).toContain('; 1 place could not be read whole.');
  });

  it('is another cluster in another resource group', async () => {
    const { first, findings } = await joined({ 'main.tf': aks('"one"') }, running({ resourceGroup: 'other' }));
    expect(first).toMatchObject({ state: 'notFound' });
    expect(findings[0]?.clusters).toEqual([]);
  });

  it('is likely where two have the name and the code names no group, unless tags tell', async () => {
    const two = [running({ tags: { env: 'dev' } }), running({ resourceGroup: 'other', tags: { ENV: 'prod' } })];
    const bicep = (tags: string) =>
      `resource c 'Microsoft.ContainerService/managedClusters@2025-05-01' = {\n  name: 'one'\n${tags}  properties: { networkProfile: { networkPlugin: 'kubenet' } }\n}\n`;
    const without = await joined({ 'main.bicep': bicep('') }, ...two);
    expect(without.found.map(({ certainty }) => certainty)).toEqual(['likely', 'likely']);
    expect(without.first?.says).toContain('2 clusters have this name');
    const tagged = await joined({ 'main.bicep': bicep("  tags: { env: 'prod' }\n") }, ...two);
    expect(tagged.found.map(({ certainty, state }) => [certainty, state])).toEqual([
      [null, 'notFound'],
      ['certain', 'written'],
    ]);
  });

  describe('in the resource group that', () => {
    const bicep =
      "resource c 'Microsoft.ContainerService/managedClusters@2025-05-01' = {\n  name: 'one'\n  properties: { networkProfile: { networkPlugin: 'kubenet' } }\n}\n";
    const arm = (more: string) =>
      `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [${more}]}`;
    const inArm =
      '{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-01-01", "name": "one", "properties": {"networkProfile": {"networkPlugin": "kubenet"}}}';
    const module = (scope: string, before = '') =>
      `targetScope = 'subscription'\n${before}module m 'modules/aks.bicep' = {\n  name: 'm'\n  scope: ${scope}\n}\n`;
    const group = "resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = {\n  name: 'rg'\n  location: 'x'\n}\n";
    const deployment =
      '{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d", "resourceGroup": "rg"';
    const deploy = 'az deployment group create -g rg';

    it.each<readonly [string, Readonly<Record<string, string>>]>([
      ["a module's scope names", { 'main.bicep': module("resourceGroup('rg')"), 'modules/aks.bicep': bicep }],
      [
        'a scope in another subscription names',
        { 'main.bicep': module("resourceGroup('sub', 'rg')"), 'modules/aks.bicep': bicep },
      ],
      ['the template makes', { 'main.bicep': module('rg', group), 'modules/aks.bicep': bicep }],
      ['a nested deployment names', { 'a.json': arm(`${deployment}, "properties": {"template": ${arm(inArm)}}}`) }],
      ['a script names', { 'infra/aks.bicep': bicep, 'deploy.sh': `${deploy} -f infra/aks.bicep\n` }],
      [
        'a script elsewhere names, with a variable',
        {
          'infra/aks.bicep': bicep,
          'ci/deploy.sh': `RG=rg\naz deployment group create --resource-group "$RG" --template-file "$ROOT/infra/aks.bicep"\n`,
        },
      ],
      [
        'a script names with a parameter file',
        {
          'infra/aks.bicep': `param x string\n${bicep}`,
          'infra/prod.bicepparam': "using 'aks.bicep'\nparam x = 'y'\n",
          'infra/deploy.sh': `sudo ${deploy} -p prod.bicepparam\n`,
        },
      ],
      [
        'a cmdlet names',
        {
          'aks.json': arm(inArm),
          'deploy.ps1': 'New-AzResourceGroupDeployment -ResourceGroupName rg -TemplateFile .\\aks.json\n',
        },
      ],
      [
        "a pipeline's script names",
        {
          'aks.bicep': bicep,
          'azure-pipelines.yml': `variables:\n  group: rg\nsteps:\n  - script: az deployment group create -g $(group) -f $(Build.SourcesDirectory)/aks.bicep\n`,
        },
      ],
      [
        "a pipeline's task names",
        {
          'aks.bicep': bicep,
          'azure-pipelines.yml':
            'variables:\n  group: rg\nsteps:\n  - task: AzureResourceManagerTemplateDeployment@3\n    inputs:\n      resourceGroupName: $(group)\n      csmFile: aks.bicep\n',
        },
      ],
    ])('%s', async (_, files) => {
      const { found } = await joined(files, running({ resourceGroup: 'other' }), running());
      expect(found.map(({ certainty, state }) => [state, certainty])).toEqual([
        ['notFound', null],
        ['written', 'certain'],
      ]);
    });

    it('is not guessed of two templates with one name', async () => {
      const files = { 'a/aks.bicep': bicep, 'b/aks.bicep': bicep, 'deploy.sh': `${deploy} -f $DIR/aks.bicep\n` };
      const { found } = await joined(files, running({ resourceGroup: 'other' }), running());
      expect(found.map(({ certainty }) => certainty)).toEqual(['likely', 'likely']);
    });
  });

  it.each([
    [
      'of whose name a part is known',
      aks('"§{var.p}-aks"'),
      'part of the name and resource group',
      'the code tells …-aks',
    ],
    ['whose name is not known, by its group', aks('var.p'), 'resource group', 'the code does not tell its name'],
  ])('is likely only for a cluster %s', async (_, text, by, because) => {
    const files = { 'main.tf': `variable "p" {}\n${text}` };
    const { found, findings } = await joined(
      files,
      running({ name: 'shop-aks' }),
      running({ name: 'shop-aks', resourceGroup: 'x' }),
    );
    expect(found).toMatchObject([
      { certainty: 'likely', by, says: expect.stringContaining(because) },
      { state: 'notFound' },
    ]);
    expect(findings[0]?.clusters).toMatchObject([{ certainty: 'likely', because: expect.stringContaining(because) }]);
  });

  it('is not likely for a name that does not fit, and prefers what fits better', async () => {
    const files = { 'main.tf': `variable "p" {}\n${aks('"§{var.p}-aks"', undefined, '')}` };
    const clusters = [running({ name: 'aks-shop' }), running({ name: 'shop-aks', tags: { a: 'b' } })];
    expect((await joined(files, ...clusters)).found.map(({ state }) => state)).toEqual(['notFound', 'written']);
    const tagged = { 'main.tf': `variable "p" {}\n${aks('"§{var.p}-aks"', undefined, 'tags = { a = "b" }\n')}` };
    const { found } = await joined(tagged, running({ name: 'x-aks' }), running({ name: 'y-aks', tags: { a: 'b' } }));
    expect(found.map(({ by }) => by)).toEqual([null, 'part of the name and tags']);
  });

  it('is likely in a folder called like the cluster', async () => {
    const files = { 'clusters/aks-shop/main.tf': `variable "p" {}\n${aks('var.p', undefined, '')}` };
    const { found } = await joined(files, running({ name: 'aks-shop' }), running({ name: 'aks-web' }));
    expect(found.map(({ by }) => by)).toEqual(['the name of a folder or module', null]);
  });

  it('tells two clusters of one module apart, by the calls', async () => {
    const { found, findings } = await joined(
      {
        'modules/aks/main.tf': `variable "n" {}\n${aks('var.n')}`,
        'main.tf':
          'module "a" {\n  source = "./modules/aks"\n  n = "one"\n}\nmodule "b" {\n  source = "./modules/aks"\n  n = "two"\n}\n',
      },
      running(),
      running({ name: 'two' }),
    );
    expect(findings[0]?.clusters?.map(({ name, certainty }) => [name, certainty])).toEqual([
      ['one', 'certain'],
      ['two', 'certain'],
    ]);
    expect(findings[0]?.declares.map(({ name, calledAt }) => [name, calledAt[0]?.line])).toEqual([
      ['one', 1],
      ['two', 5],
    ]);
    expect(found.map(({ writtenAt, calledAt }) => [writtenAt[0]?.file, calledAt[0]?.line])).toEqual([
      ['modules/aks/main.tf', 1],
      ['modules/aks/main.tf', 5],
    ]);
  });

  it('gives each variable file its own cluster', async () => {
    const { found, findings } = await joined(
      {
        'main.tf': `variable "n" {}\nvariable "p" {}\n${aks('var.n', '  network_profile {\n    network_plugin = var.p\n    network_plugin_mode = "overlay"\n  }\n', '')}`,
        'dev.tfvars': 'n = "dev"\np = "azure"\n',
        'prod.tfvars': 'n = "prod"\np = "kubenet"\n',
      },
      running({ name: 'dev', ...onOverlay }),
      running({ name: 'prod', ...onOverlay }),
    );
    expect(found.map(({ name, state }) => [name, state])).toEqual([['prod', 'destroys']]);
    expect(findings.filter(({ verdict }) => verdict === 'destroys-cluster')).toMatchObject([
      { file: 'prod.tfvars', line: 2, clusters: [{ name: 'prod' }] },
    ]);
  });

  it.each([
    ['a script', { 'a.sh': 'for c in one two; do\n  az aks create -g rg -n "$c" --network-plugin kubenet\ndone\n' }, 2],
    [
      'Ansible',
      {
        'play.yml':
          '- hosts: all\n  vars:\n    e: o\n  tasks:\n    - azure_rm_aks:\n        name: "{{ e }}ne"\n        resource_group: rg\n        network_profile:\n          network_plugin: kubenet\n',
      },
      9,
    ],
    [
      'a registry module',
      {
        'main.tf':
          'module "a" {\n  source = "Azure/aks/azurerm"\n  cluster_name = "one"\n  resource_group_name = "rg"\n}\n',
      },
      1,
    ],
    [
      'an unknown module',
      {
        'main.tf':
          'module "a" {\n  source = "git::https://example.org/aks.git"\n  aks_name = "one"\n  network_plugin = "kubenet"\n  resource_group_name = "rg"\n}\n',
      },
      4,
    ],
    [
      'azapi',
      {
        'main.tf':
          'resource "azurerm_resource_group" "g" {\n  name = "rg"\n}\nresource "azapi_resource" "a" {\n  type = "Microsoft.ContainerService/managedClusters@2025-05-01"\n  name = "one"\n  parent_id = azurerm_resource_group.g.id\n  body = { properties = { networkProfile = { networkPlugin = "kubenet" } } }\n}\n',
      },
      8,
    ],
    [
      'a Terraform plan',
      {
        'plan.json':
          '{"format_version":"1.2","resource_changes":[{"address":"azurerm_kubernetes_cluster.a","type":"azurerm_kubernetes_cluster","change":{"actions":["create"],"after":{"name":"one","resource_group_name":"rg",\n"network_profile":[{"network_plugin":"kubenet"}]}}}]}',
      },
      2,
    ],
  ])('is certain in %s', async (_, files, line) => {
    const { first } = await joined(files, running());
    expect(first).toMatchObject({ certainty: 'certain', by: 'name and resource group', writtenAt: [{ line }] });
  });

  it.each([
    [
      'Pulumi, which adds an end to a name',
      {
        'Pulumi.yaml':
          'name: p\nruntime: yaml\nresources:\n  one:\n    type: azure-native:containerservice:ManagedCluster\n    properties:\n      networkProfile:\n        networkPlugin: kubenet\n',
      },
      'onea1b2c3',
    ],
    [
      'a registry module with a prefix that is not known',
      { 'main.tf': 'variable "p" {}\nmodule "a" {\n  source = "Azure/aks/azurerm"\n  prefix = var.p\n}\n' },
      'x-aks',
    ],
  ])('is likely in %s', async (_, files, name) => {
    expect((await joined(files, running({ name }))).first).toMatchObject({
      certainty: 'likely',
      by: 'part of the name',
    });
  });
});

describe('what code would do to a cluster that runs', () => {
  it.each([
    ['Overlay, and an azurerm that replaces', overlay, '= 4.40.0', 'destroys'],
    ['Overlay, and one that moves it', overlay, '>= 4.66.0', 'moves'],
    ['Overlay, and one that nobody pins', overlay, '>= 4.0', 'moves'],
    ['azure without the mode', profile('azure'), '>= 4.66.0', 'destroys'],
    ['another pod CIDR', profile('kubenet', '    pod_cidr = "10.0.0.0/16"\n'), '>= 4.66.0', 'destroys'],
    ['its own pod CIDR', profile('kubenet', '    pod_cidr = "10.244.0.0/16"\n'), '>= 4.66.0', 'written'],
    ['nothing', '', '= 4.40.0', 'written'],
  ])('to one on kubenet, with %s', async (_, network, version, state) => {
    const { first, findings } = await joined({ 'main.tf': aks('"one"', network), 'v.tf': azurerm(version) }, running());
    expect(first).toMatchObject({ state, writtenAt: [{ file: 'main.tf' }] });
    const risks = findings.filter(({ verdict }) => verdict === 'destroys-cluster');
    expect(risks).toHaveLength(state === 'destroys' ? 1 : 0);
    if (version === '>= 4.0') expect(first?.says).toContain('not ruled out');
  });

  it.each([
    ['kubenet', profile('kubenet'), '>= 4.66.0', 'destroys'],
    ['kubenet, and an old azurerm', profile('kubenet'), '= 4.40.0', 'destroys'],
    ['azure without the mode', profile('azure'), '>= 4.66.0', 'destroys'],
    ['Overlay', overlay, '= 4.40.0', undefined],
    ['nothing', '', '= 4.40.0', undefined],
  ])('to one on Overlay, with %s', async (_, network, version, state) => {
    const files = { 'main.tf': aks('"one"', network), 'v.tf': azurerm(version) };
    const { first, findings } = await joined(files, running(onOverlay));
    expect(first?.state).toBe(state);
    const risks = findings.filter(({ verdict }) => verdict === 'destroys-cluster');
    expect(risks.map(({ clusters }) => clusters?.[0]?.name)).toEqual(state === undefined ? [] : ['one']);
  });

  it.each([
    [
      'Bicep',
      {
        'a.bicep':
          "resource c 'Microsoft.ContainerService/managedClusters@2025-05-01' = {\n  name: 'one'\n  properties: { networkProfile: { networkPlugin: 'kubenet' } }\n}\n",
      },
      'AKS refuses',
    ],
    ['a script', { 'a.sh': 'az aks create -g rg -n one --network-plugin kubenet\n' }, 'run again'],
    [
      'a controller',
      {
        'a.yaml':
          'apiVersion: containerservice.azure.com/v1api20250501\nkind: ManagedCluster\nmetadata:\n  name: one\nspec:\n  networkProfile:\n    networkPlugin: kubenet\n',
      },
      'keeps asking',
    ],
  ])('asks for kubenet again in %s', async (_, files, says) => {
    const { first, findings } = await joined(files, running(onOverlay));
    expect(first).toMatchObject({ state: 'undoes', says: expect.stringContaining(says) });
    expect(findings.map(({ verdict }) => verdict).sort()).toEqual(['creates-kubenet', 'undoes-migration']);
  });

  describe('with a variable file that has to be named', () => {
    const network =
      'network_profile {\n    network_plugin = var.p\n    network_plugin_mode = var.m\n    pod_cidr = var.r\n  }\n';
    const code = (more = '') =>
      `variable "p" {\n  default = "kubenet"\n}\nvariable "m" {\n  default = null\n}\nvariable "r" {\n  default = null\n}\n${more}${aks('"one"', network, more === '' ? undefined : '')}`;
    const toOverlay = 'p = "azure"\nm = "overlay"\n';

    it.each<readonly [string, Readonly<Record<string, string>>, string, string]>([
      ['another pod CIDR', { 'a.tfvars': 'r = "10.9.0.0/16"\n' }, '>= 4.66.0', 'a.tfvars:1'],
      ['Overlay and another pod CIDR', { 'a.tfvars': `${toOverlay}r = "10.9.0.0/16"\n` }, '>= 4.66.0', 'a.tfvars:3'],
      ['Overlay, and an old azurerm', { 'a.tfvars': toOverlay }, '= 4.40.0', 'main.tf:14'],
    ])('to one on kubenet: %s', async (_, files, version, place) => {
      const { first, findings } = await joined({ 'main.tf': code(), 'v.tf': azurerm(version), ...files }, running());
      expect(first).toMatchObject({ state: 'destroys', says: expect.stringContaining('an apply with a.tfvars') });
      const risks = findings.filter(({ subject }) => subject.endsWith(': one'));
      expect(risks.map(({ file, line, verdict }) => `${file}:${line} ${verdict}`)).toEqual([
        `${place} destroys-cluster`,
      ]);
    });

    it.each<readonly [string, Readonly<Record<string, string>>]>([
      ['its own pod CIDR', { 'a.tfvars': 'r = "10.244.0.0/16"\n' }],
      ['the pod CIDR of each environment', { 'a.tfvars': 'r = "10.244.0.0/16"\n', 'b.tfvars': 'r = "10.9.0.0/16"\n' }],
      ['Overlay, which moves it', { 'a.tfvars': toOverlay }],
    ])('nothing to one on kubenet: %s', async (_, files) => {
      const { first, findings } = await joined(
        { 'main.tf': code(), 'v.tf': azurerm('>= 4.66.0'), ...files },
        running(),
      );
      expect(first?.state).toBe('written');
      expect(findings.filter(({ subject }) => subject.endsWith(': one'))).toEqual([]);
    });

    it('nothing to one of another name or group', async () => {
      const files = {
        'main.tf': code('variable "g" {}\n').replace('name = "one"', 'name = "one"\n  resource_group_name = var.g'),
        'a.tfvars': 'g = "elsewhere"\nr = "10.9.0.0/16"\n',
      };
      const { findings } = await joined(files, running());
      expect(findings.filter(({ verdict }) => verdict === 'destroys-cluster')).toEqual([]);
    });
  });

  it('says that a template changes the pod CIDR on the way, which is disputed', async () => {
    const bicep = (range: string) =>
      `resource c 'Microsoft.ContainerService/managedClusters@2025-05-01' = {\n  name: 'one'\n  properties: { networkProfile: { networkPlugin: 'azure', networkPluginMode: 'overlay', podCidr: '${range}' } }\n}\n`;
    const other = await joined({ 'a.bicep': bicep('10.9.0.0/16') }, running());
    expect(other.first).toMatchObject({ state: 'moves', says: expect.stringContaining('from 10.244.0.0/16 to 10.9') });
    const own = await joined({ 'a.bicep': bicep('10.244.0.0/16') }, running());
    expect(own.first).toMatchObject({ state: 'moves', says: expect.stringContaining('starts the migration. Its') });
  });

  it("is no finding where the code is only likely the cluster's", async () => {
    const { first, findings } = await joined(
      { 'main.tf': `variable "p" {}\n${aks('"§{var.p}-aks"')}` },
      running({ name: 'a-aks', ...onOverlay }),
    );
    expect(first).toMatchObject({ certainty: 'likely', state: 'destroys', says: expect.stringContaining('If so, it') });
    expect(findings.map(({ verdict }) => verdict)).toEqual(['creates-kubenet']);
  });

  it('is said once for many clusters of one line', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const { findings } = await joined(
      {
        'main.tf': aks(
          'each.key',
          profile('kubenet'),
          `for_each = toset(${JSON.stringify(names)})\nresource_group_name = "rg"\n`,
        ),
      },
      ...names.map((name) => running({ name, ...onOverlay })),
    );
    const risks = findings.filter(({ verdict }) => verdict === 'destroys-cluster');
    expect(risks).toHaveLength(1);
    expect(risks[0]?.why).toContain('a, b, c and 2 more: each is on Azure CNI Overlay');
    expect(risks[0]?.clusters).toHaveLength(5);
  });

  it('is told in spite of a waiver of the line', async () => {
    const waived = profile('kubenet').replace(
      '    network_plugin',
      '    # kubenet-audit: allow reason="old" until="2027-05-01"\n    network_plugin',
    );
    const { findings } = await joined({ 'main.tf': aks('"one"', waived) }, running(onOverlay));
    expect(findings.map(({ verdict, waiver }) => [verdict, waiver === null])).toEqual([
      ['destroys-cluster', true],
      ['creates-kubenet', false],
    ]);
  });
});
