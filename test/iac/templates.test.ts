import { describe, expect, it } from 'vitest';
import { type MarkedFiles, marksAndScan } from './marked-files.ts';

/** A managed cluster in Bicep with this as its network profile. */
const bicep = (profile: string, before = '', version = '') =>
  `${before}resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {\n  name: 'aks'\n  properties: {\n${version}    networkProfile: ${profile}\n  }\n}\n`;
const plugin = (value: string) => `{\n      networkPlugin: ${value}\n    }`;

const schema = '"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"';
const arm = (body: string) => `{\n${schema},\n"contentVersion": "1.0.0.0",\n${body}\n}\n`;
const armCluster = (value: string) =>
  `{ "type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-01-01", "name": "a", "properties": { "networkProfile": {\n"networkPlugin": ${value}\n} } }`;

const bicepSituations: readonly (readonly [string, MarkedFiles])[] = [
  ['a text', { 'main.bicep': bicep(plugin("'kubenet' «creates-kubenet»")) }],
  [
    'a type in another letter case',
    {
      'main.bicep': bicep(plugin("'kubenet' «creates-kubenet»")).replace(
        'Microsoft.ContainerService/managedClusters',
        'microsoft.containerservice/ManagedClusters',
      ),
    },
  ],
  ['azure', { 'main.bicep': bicep(plugin("'azure' // was 'kubenet'")) }],
  [
    'an existing cluster makes nothing',
    {
      'main.bicep':
        "resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' existing = {\n  name: 'aks'\n}\noutput isOld bool = aks.properties.networkProfile.networkPlugin == 'kubenet'\n",
    },
  ],
  ['a parameter without a default', { 'main.bicep': bicep(plugin('np'), 'param np string «may-create-kubenet»\n') }],
  ['a default', { 'main.bicep': bicep(plugin('np'), "param np string = 'kubenet' «creates-kubenet»\n") }],
  [
    'allowed values without a default',
    {
      'main.bicep': bicep(
        plugin('np'),
        "@allowed([\n  'azure'\n  'kubenet' «allows-kubenet»\n])\nparam np string «may-create-kubenet»\n",
      ),
    },
  ],
  [
    'allowed values without kubenet',
    { 'main.bicep': bicep(plugin('np'), "@allowed(['azure', 'none'])\nparam np string\n") },
  ],
  [
    'a type of literals',
    {
      'main.bicep': bicep(
        plugin('np'),
        "type pluginType = 'azure' | 'kubenet' «allows-kubenet»\nparam np pluginType = 'azure'\n",
      ),
    },
  ],
  [
    'a type of objects whose member has literals',
    {
      'main.bicep': bicep(
        plugin('net.plugin'),
        "type netType = {\n  plugin: 'azure' | 'kubenet' «allows-kubenet»\n}\nparam net netType = {\n  plugin: 'kubenet' «creates-kubenet»\n}\n",
      ),
    },
  ],
  ['a variable', { 'main.bicep': bicep(plugin('np'), "var np = 'kubenet' «creates-kubenet»\n") }],
  [
    'a map of profiles, picked by a parameter',
    {
      'main.bicep': bicep(
        'profiles[kind]',
        "param kind string = 'old'\nvar profiles = {\n  old: {\n    networkPlugin: 'kubenet' «creates-kubenet»\n  }\n  new: {\n    networkPlugin: 'azure'\n  }\n}\n",
      ),
    },
  ],
  [
    'a conditional',
    { 'main.bicep': bicep(plugin("old ? 'kubenet' : 'azure' «may-create-kubenet»"), 'param old bool\n') },
  ],
  [
    'a conditional that the default decides, and the caller can turn round',
    {
      'main.bicep': bicep(plugin("overlay ? 'azure' : 'kubenet' «may-create-kubenet»"), 'param overlay bool = true\n'),
    },
  ],
  [
    'a conditional that a default decides, for all that can be given',
    {
      'main.bicep': bicep(
        plugin("tier == 'old' ? 'kubenet' : 'azure'"),
        "@allowed(['dev', 'prod'])\nparam tier string = 'dev'\n",
      ),
    },
  ],
  [
    'a variable, which nobody can turn round',
    { 'main.bicep': bicep(plugin("overlay ? 'azure' : 'kubenet'"), 'var overlay = true\n') },
  ],
  [
    'a default that decides about a module that is told what is so',
    {
      'main.bicep': "module m 'm.bicep' = {\n  name: 'm'\n  params: {\n    overlay: true\n  }\n}\n",
      'm.bicep': bicep(plugin("overlay ? 'azure' : 'kubenet'"), 'param overlay bool = true\n'),
    },
  ],
  [
    'a map of profiles that a default picks from',
    {
      'main.bicep': bicep(
        'profiles[kind]',
        "param kind string = 'new'\nvar profiles = {\n  old: {\n    networkPlugin: 'kubenet' «may-create-kubenet»\n  }\n  new: {\n    networkPlugin: 'azure'\n  }\n}\n",
      ),
    },
  ],
  [
    'variables that each name the one before twice end at once',
    {
      'main.bicep': bicep(
        plugin('v60'),
        `param on bool = true\nvar v0 = 'azure'\n${Array.from({ length: 60 }, (_, n) => `var v${n + 1} = on ? v${n} : v${n}\n`).join('')}`,
      ),
    },
  ],
  [
    'a union of profiles',
    {
      'main.bicep': bicep(
        'union(base, extra)',
        "var base = {\n  networkPlugin: 'azure'\n}\nvar extra = {\n  networkPlugin: 'kubenet' «creates-kubenet»\n}\n",
      ),
    },
  ],
  [
    'a loop of clusters',
    {
      'main.bicep': `var plugins = [
  'azure'
  'kubenet' «creates-kubenet»
]
resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = [for (p, i) in plugins: {
  name: 'aks\${i}'
  properties: {
    networkProfile: {
      networkPlugin: p
    }
  }
}]
`,
    },
  ],
  [
    'a condition that is off, and one the caller decides',
    {
      'main.bicep': `param old bool = false
param other bool
resource a 'Microsoft.ContainerService/managedClusters@2025-05-01' = if (old) {
  name: 'a'
  properties: {
    networkProfile: {
      networkPlugin: 'kubenet' «may-create-kubenet»
    }
  }
}
resource b 'Microsoft.ContainerService/managedClusters@2025-05-01' = if (other) {
  name: 'b'
  properties: {
    networkProfile: {
      networkPlugin: 'kubenet' «may-create-kubenet»
    }
  }
}
`,
    },
  ],
  [
    'left out, with an old and a new version',
    {
      'old.bicep':
        "resource a 'Microsoft.ContainerService/managedClusters@2025-05-01' = { «kubenet-by-default»\n  name: 'a'\n  properties: {\n    kubernetesVersion: '1.28'\n  }\n}\n",
      'new.bicep':
        "resource a 'Microsoft.ContainerService/managedClusters@2025-05-01' = { «unknown»\n  name: 'a'\n  properties: {\n    kubernetesVersion: '1.33'\n  }\n}\n",
    },
  ],
  [
    'a module in the folder, told kubenet and told azure',
    {
      'main.bicep':
        "module old 'modules/aks.bicep' = {\n  name: 'old'\n  params: {\n    np: 'kubenet' «creates-kubenet»\n  }\n}\nmodule new 'modules/aks.bicep' = {\n  name: 'new'\n  params: {\n    np: 'azure'\n  }\n}\n",
      'modules/aks.bicep': bicep(plugin('np'), 'param np string\n'),
    },
  ],
  [
    'a module told nothing',
    {
      'main.bicep': "module aks 'modules/aks.bicep' = {\n  name: 'aks'\n}\n",
      'modules/aks.bicep': bicep(plugin('np'), "param np string = 'kubenet' «creates-kubenet»\n"),
    },
  ],
  [
    'the output of a module',
    {
      'main.bicep': bicep(
        plugin('settings.outputs.np'),
        "module settings 'settings.bicep' = {\n  name: 'settings'\n}\n",
      ),
      'settings.bicep': "output np string = 'kubenet' «creates-kubenet»\n",
    },
  ],
  [
    'a module of a registry',
    {
      'main.bicep':
        "module told 'br/public:avm/res/container-service/managed-cluster:0.5.0' = { «not-read»\n  name: 'told'\n  params: {\n    networkPlugin: 'kubenet' «creates-kubenet»\n  }\n}\nmodule silent 'br/public:avm/res/container-service/managed-cluster:0.5.0' = { «unknown» «not-read»\n  name: 'silent'\n}\n",
    },
  ],
  [
    'parameter files in both forms',
    {
      'main.bicep': bicep(plugin('np'), 'param np string\n'),
      'prod.bicepparam': "using './main.bicep'\nvar old = 'kubenet' «creates-kubenet»\nparam np = old\n",
      'test.bicepparam': "using 'main.bicep'\nparam np = 'azure'\n",
      'dev.parameters.json':
        '{\n  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",\n  "parameters": { "NP": { "value": "kubenet" } } «creates-kubenet»\n}\n',
    },
  ],
  [
    'a parameter file that reads the environment',
    {
      'main.bicep': bicep(plugin('np'), 'param np string\n'),
      'main.bicepparam':
        "using 'main.bicep'\nparam np = readEnvironmentVariable('NP', 'kubenet') «may-create-kubenet»\n",
    },
  ],
  [
    'broken Bicep is named',
    {
      'main.bicep':
        "resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = { «not-read»\n  name: 'aks'\n  properties: {\n",
    },
  ],
];

const armSituations: readonly (readonly [string, MarkedFiles])[] = [
  ['a text', { 'a.json': arm(`"resources": [ ${armCluster('"kubenet" «creates-kubenet»')} ]`) }],
  [
    'names in any case',
    {
      'a.json': arm(
        '"RESOURCES": [ { "Type": "microsoft.containerservice/MANAGEDCLUSTERS", "Properties": { "NetworkProfile": {\n"NETWORKPLUGIN": "KUBENET" «creates-kubenet»\n} } } ]',
      ),
    },
  ],
  [
    'resources as an object',
    { 'a.json': arm(`"languageVersion": "2.0", "resources": { "aks": ${armCluster('"kubenet" «creates-kubenet»')} }`) },
  ],
  [
    'an existing resource',
    {
      'a.json': arm(
        `"languageVersion": "2.0", "resources": { "aks": { "existing": true, "type": "Microsoft.ContainerService/managedClusters", "name": "kubenet" } }`,
      ),
    },
  ],
  [
    'a parameter with a default, one without, and allowed values',
    {
      'a.json': arm(
        `"parameters": {\n"one": { "type": "string", "defaultValue": "kubenet" }, «creates-kubenet»\n"two": { "type": "string" }, «may-create-kubenet»\n"three": { "type": "string", "defaultValue": "azure", "allowedValues": ["azure",\n"kubenet"] } }, «allows-kubenet»\n"resources": [ ${armCluster(`"[parameters('one')]"`)}, ${armCluster(`"[parameters('two')]"`)}, ${armCluster(`"[parameters('Three')]"`)} ]`,
      ),
    },
  ],
  [
    'variables, if and equals',
    {
      'a.json': arm(
        `"parameters": { "overlay": { "type": "bool", "defaultValue": false } },\n"variables": {\n"np": "[if(parameters('overlay'), 'azure', 'kubenet')]" }, «creates-kubenet»\n"resources": [ ${armCluster(`"[variables('np')]"`)} ]`,
      ),
    },
  ],
  [
    'a nested template with inner evaluation',
    {
      'a.json': arm(
        `"parameters": { "np": { "type": "string", "defaultValue": "azure" } },\n"resources": [ { "type": "Microsoft.Resources/deployments", "name": "inner", "properties": { "expressionEvaluationOptions": { "scope": "inner" },\n"parameters": { "np": { "value": "kubenet" } }, «creates-kubenet»\n"template": { ${schema}, "contentVersion": "1.0.0.0", "parameters": { "np": { "type": "string" } }, "resources": [ ${armCluster(`"[parameters('np')]"`)} ] } } } ]`,
      ),
    },
  ],
  [
    'a linked template of the folder',
    {
      'main.json': arm(
        `"resources": [ { "type": "Microsoft.Resources/deployments", "name": "linked", "properties": {\n"templateLink": { "relativePath": "nested/aks.json" }, "parameters": {\n"np": { "value": "kubenet" } } } } ] «creates-kubenet»`,
      ),
      'nested/aks.json': arm(
        `"parameters": { "np": { "type": "string" } }, "resources": [ ${armCluster(`"[parameters('np')]"`)} ]`,
      ),
    },
  ],
  [
    'copies',
    {
      'a.json': arm(
        `"variables": { "plugins": [ "azure",\n"kubenet" ] }, «creates-kubenet»\n"resources": [ { "type": "Microsoft.ContainerService/managedClusters", "copy": { "name": "all", "count": 2 }, "name": "[concat('a', copyIndex())]", "properties": { "networkProfile": {\n"networkPlugin": "[variables('plugins')[copyIndex()]]"\n} } } ]`,
      ),
    },
  ],
  [
    'a condition that is off',
    {
      'a.json': arm(
        `"resources": [ ${armCluster('"kubenet" «may-create-kubenet»').replace('{ "type"', '{ "condition": "[false()]", "type"')} ]`,
      ),
    },
  ],
  [
    'a child of a resource, and a parameter of maps',
    {
      'a.json': arm(
        `"parameters": { "aks": { "type": "object", "defaultValue": {\n"networkPlugin": "kubenet" } } }, «creates-kubenet»\n"resources": [ { "type": "Microsoft.Resources/resourceGroups", "name": "g", "resources": [ ${armCluster(`"[parameters('aks').networkPlugin]"`)} ] } ]`,
      ),
    },
  ],
  [
    'a parameter file whose template is elsewhere',
    {
      'aks.parameters.json':
        '{\n"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",\n"parameters": {\n"networkPlugin": { "value": "kubenet" } } } «creates-kubenet»\n',
    },
  ],
  [
    'left out below 1.30',
    {
      'a.json': arm(
        '"resources": [\n{ "type": "Microsoft.ContainerService/managedClusters", "name": "a", "properties": { "kubernetesVersion": "1.27.1" } } ] «kubenet-by-default»',
      ),
    },
  ],
  [
    'broken JSON is named',
    { 'a.json': `{ ${schema}, "resources": [ ${armCluster('"kubenet" «creates-kubenet»')} «not-read»` },
  ],
];

describe('iac, Bicep', () => {
  it.each(bicepSituations)('%s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });
});

describe('iac, ARM', () => {
  it.each(armSituations)('%s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });
});
