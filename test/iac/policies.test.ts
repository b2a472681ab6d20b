import { describe, expect, it } from 'vitest';
import { type MarkedFiles, marksAndScan } from './marked-files.ts';

const type = '{ "field": "type", "equals": "Microsoft.ContainerService/managedClusters" }';
const field = '"field": "Microsoft.ContainerService/managedClusters/networkProfile.networkPlugin"';
const rule = (condition: string, effect = '"deny"') =>
  `"policyRule": {\n  "if": { "allOf": [ ${type},\n    ${condition} ] },\n  "then": { "effect": ${effect} }\n}`;
const policy = (condition: string, more = '', effect?: string) =>
  `{ "properties": { ${more}${rule(condition, effect)} } }\n`;
const list = '["azure",\n "kubenet" «allows-kubenet»\n]';

const azure: readonly (readonly [string, string])[] = [
  ['a list of what is allowed', policy(`{ ${field}, "notIn": ${list} }`)],
  ['the same by not', policy(`{ "not": { ${field}, "in": ${list} } }`)],
  ['kubenet as the only one', policy(`{ ${field}, "notEquals": "kubenet" }«allows-kubenet»`)],
  ['a deny', policy(`{ ${field}, "equals": "kubenet" }«mention-only»`)],
  ['a deny of several', policy(`{ ${field}, "in": ["none", "Kubenet"] }«mention-only»`)],
  ['an audit', policy(`{ ${field}, "equals": "kubenet" }«mention-only»`, '', '"audit"')],
  ['one that is switched off', policy(`{ ${field}, "notEquals": "kubenet" }«mention-only»`, '', '"disabled"')],
  ['a list without kubenet', policy(`{ ${field}, "notIn": ["azure", "none"] }`)],
  [
    'either of two conditions',
    policy(`{ "anyOf": [ { ${field}, "equals": "kubenet" },«mention-only» { "field": "location", "equals": "x" } ] }`),
  ],
  [
    'a demand of the mode, which kubenet has not',
    policy(
      `{ "anyOf": [ { ${field}, "notIn": ["azure", "kubenet"] },«mention-only» { "field": "Microsoft.ContainerService/managedClusters/networkProfile.networkPluginMode", "notEquals": "overlay" } ] }`,
    ),
  ],
  [
    "a parameter's default",
    policy(
      `{ ${field}, "notIn": "[parameters('allowed')]" }`,
      `"parameters": { "allowed": { "type": "Array", "defaultValue": ${list} } },\n`,
    ),
  ],
  [
    'what a parameter can be given',
    policy(
      `{ ${field}, "notIn": "[parameters('allowed')]" }`,
      `"parameters": { "allowed": { "type": "Array", "allowedValues": ${list}, "defaultValue": ["azure"] } },\n`,
    ),
  ],
  [
    'a parameter of what is refused',
    policy(
      `{ ${field}, "in": "[parameters('refused')]" }`,
      `"parameters": { "refused": { "type": "Array", "allowedValues": ["azure", "kubenet"],\n "defaultValue": ["kubenet"] } },«mention-only»\n`,
    ),
  ],
  [
    'a parameter that only the assignment gives',
    policy(
      `{ ${field}, "notIn": "[parameters('allowed')]" }«unknown»`,
      '"parameters": { "allowed": { "type": "Array" } },\n',
    ),
  ],
  [
    'a function of the template language',
    policy(
      `{ "value": "[contains(parameters('x'), field('networkProfile.networkPlugin'))]", "equals": "kubenet" }«unknown»`,
    ),
  ],
  [
    'what has to exist',
    policy(`{ "field": "name", "exists": "true" }`, '').replace(
      '"effect": "deny"',
      `"effect": "auditIfNotExists", "details": { "existenceCondition": { ${field}, "in": ${list} } }`,
    ),
  ],
  [
    'one that writes kubenet',
    policy(`{ ${field}, "exists": "false" }`).replace(
      '"effect": "deny"',
      `"effect": "append", "details": [{ ${field},\n "value": "kubenet" «may-create-kubenet»\n}]`,
    ),
  ],
  [
    'an assignment',
    `{ "properties": { "policyDefinitionId": "/x", "parameters": { "allowedPlugins": { "value": ${list} } } } }\n`,
  ],
  [
    'an assignment of what is refused, and of what nobody knows',
    '{ "properties": { "policyDefinitionId": "/x", "parameters": {\n "deniedPlugins": { "value": ["kubenet"] },«mention-only»\n "plugins": { "value": ["kubenet"] }«unknown»\n } } }\n',
  ],
];

const terraform = (body: string) => `resource "azurerm_policy_definition" "p" {\n  name = "p"\n${body}}\n`;
const cluster = 'any:\n      - resources:\n          kinds: ["ManagedCluster"]';
const kyverno = (validate: string) =>
  `apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata:\n  name: p\nspec:\n  rules:\n  - name: a\n    match:\n      ${cluster}\n    validate:\n${validate}`;
const cel = (expression: string) =>
  `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata:\n  name: p\nspec:\n  validations:\n  - expression: ${expression}\n`;

const elsewhere: readonly (readonly [string, MarkedFiles])[] = [
  [
    'Terraform, by jsonencode with a list of its own',
    {
      'main.tf': `locals {\n  plugins = ["azure",\n    "kubenet"] «allows-kubenet»\n}\n${terraform(`  policy_rule = jsonencode({\n    if = { field = "Microsoft.ContainerService/managedClusters/networkProfile.networkPlugin", notIn = local.plugins }\n    then = { effect = "deny" }\n  })\n`)}`,
    },
  ],
  [
    'Terraform, in a here-document',
    {
      'main.tf': terraform(
        `  policy_rule = <<RULE\n{ "if": { ${field},\n  "notIn": ${list} },\n  "then": { "effect": "deny" } }\nRULE\n`,
      ),
    },
  ],
  [
    'Terraform, with its parameters',
    {
      'main.tf': terraform(
        `  policy_rule = <<-RULE\n  { "if": { ${field}, "notIn": "[parameters('a')]" },\n  "then": { "effect": "deny" } }\n  RULE\n  parameters = <<-P\n  { "a": { "type": "Array",\n "defaultValue": ["kubenet"] } }«allows-kubenet»\n  P\n`,
      ),
    },
  ],
  [
    'Terraform that refuses it',
    {
      'main.tf': terraform(
        `  policy_rule = jsonencode({\n    if = { field = "Microsoft.ContainerService/managedClusters/networkProfile.networkPlugin", equals = "kubenet" } «mention-only»\n    then = { effect = "deny" }\n  })\n`,
      ),
    },
  ],
  [
    "Terraform's assignment",
    {
      'main.tf':
        'resource "azurerm_subscription_policy_assignment" "a" {\n  name = "a"\n  parameters = jsonencode({\n    allowedNetworkPlugins = { value = ["azure", "kubenet"] } «allows-kubenet»\n  })\n}\n',
    },
  ],
  [
    'azapi',
    {
      'main.tf': `resource "azapi_resource" "p" {\n  type = "Microsoft.Authorization/policyDefinitions@2023-04-01"\n  body = {\n    properties = {\n      policyRule = {\n        if = { field = "Microsoft.ContainerService/managedClusters/networkProfile.networkPlugin", notEquals = "kubenet" } «allows-kubenet»\n        then = { effect = "deny" }\n      }\n    }\n  }\n}\n`,
    },
  ],
  [
    'Bicep, with a parameter of its own and one of the policy',
    {
      'policy.bicep': `targetScope = 'subscription'\nparam plugins array = [\n  'azure'\n  'kubenet' «allows-kubenet»\n]\nresource p 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {\n  name: 'p'\n  properties: {\n    policyType: 'Custom'\n    mode: 'Indexed'\n    parameters: {\n      a: {\n        type: 'Array'\n        defaultValue: plugins\n      }\n    }\n    policyRule: {\n      if: {\n        field: 'Microsoft.ContainerService/managedClusters/networkProfile.networkPlugin'\n        notIn: '[parameters(\\'a\\')]'\n      }\n      then: {\n        effect: 'Deny'\n      }\n    }\n  }\n}\n`,
    },
  ],
  [
    'Bicep that refuses it, and an assignment that allows it',
    {
      'policy.bicep': `targetScope = 'subscription'\nresource p 'Microsoft.Authorization/policyDefinitions@2023-04-01' = {\n  name: 'p'\n  properties: {\n    policyRule: {\n      if: {\n        field: 'Microsoft.ContainerService/managedClusters/networkProfile.networkPlugin'\n        equals: 'kubenet' «mention-only»\n      }\n      then: {\n        effect: 'Deny'\n      }\n    }\n  }\n}\nresource a 'Microsoft.Authorization/policyAssignments@2023-04-01' = {\n  name: 'a'\n  properties: {\n    policyDefinitionId: p.id\n    parameters: {\n      allowedPlugins: {\n        value: [\n          'kubenet' «allows-kubenet»\n        ]\n      }\n    }\n  }\n}\n`,
    },
  ],
  [
    'an ARM template',
    {
      'azuredeploy.json': `{ "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [\n { "type": "Microsoft.Authorization/policyDefinitions", "apiVersion": "2023-04-01", "name": "p", "properties": {\n "parameters": { "a": { "type": "Array", "defaultValue": ${list} } },\n ${rule(`{ ${field}, "notIn": "[[parameters('a')]" }`)} } } ] }\n`,
    },
  ],
  [
    "Kyverno's pattern",
    {
      'p.yaml': kyverno(
        '      pattern:\n        spec:\n          networkProfile:\n            networkPlugin: "azure | kubenet" «allows-kubenet»\n',
      ),
    },
  ],
  [
    "Kyverno's pattern that refuses it",
    {
      'p.yaml': kyverno(
        '      pattern:\n        spec:\n          networkProfile:\n            networkPlugin: "!kubenet" «mention-only»\n',
      ),
    },
  ],
  [
    "Kyverno's deny, of kubenet and of everything else",
    {
      'a.yaml': kyverno(
        '      deny:\n        conditions:\n          any:\n          - key: "{{ request.object.spec.networkProfile.networkPlugin }}"\n            operator: Equals\n            value: kubenet «mention-only»\n',
      ),
      'b.yaml': kyverno(
        '      deny:\n        conditions:\n          any:\n          - key: "{{ request.object.spec.forProvider.networkProfile[0].networkPlugin }}"\n            operator: AnyNotIn\n            value:\n            - azure\n            - kubenet «allows-kubenet»\n',
      ),
    },
  ],
  [
    'Kyverno that writes it',
    {
      'p.yaml':
        'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata:\n  name: p\nspec:\n  rules:\n  - name: a\n    mutate:\n      patchStrategicMerge:\n        spec:\n          networkPlugin: kubenet «may-create-kubenet»\n',
    },
  ],
  [
    'CEL that refuses it, that allows it, and that nobody worked out',
    {
      'a.yaml': cel('"object.spec.networkProfile.networkPlugin != \'kubenet\'" «mention-only»'),
      'b.yaml': cel("\"object.spec.networkProfile.networkPlugin in ['azure', 'kubenet']\" «allows-kubenet»"),
      'c.yaml': cel(
        '"!has(object.spec.networkProfile) || object.spec.networkProfile.networkPlugin != \'kubenet\'" «unknown»',
      ),
    },
  ],
  [
    'Gatekeeper: a template in Rego, and what a constraint allows',
    {
      'template.yaml':
        'apiVersion: templates.gatekeeper.sh/v1\nkind: ConstraintTemplate\nmetadata:\n  name: p\nspec:\n  targets:\n  - target: admission.k8s.gatekeeper.sh\n    rego: |\n      package p\n      violation[{"msg": "no"}] {\n        input.review.object.spec.networkPlugin == "kubenet" «unknown»\n      }\n',
      'constraint.yaml':
        'apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: AksPlugins\nmetadata:\n  name: p\nspec:\n  parameters:\n    allowedPlugins:\n    - azure\n    - kubenet «allows-kubenet»\n',
    },
  ],
  [
    'a file of Rego',
    {
      'policy/aks.rego':
        'package main\n\ndeny[msg] {\n  input.spec.networkPlugin == "kubenet" «unknown»\n  msg := "no"\n}\n',
    },
  ],
];

describe('policies', () => {
  it.each(azure)('of Azure, as JSON: %s', async (_, text) => {
    const { wanted, found, report } = await marksAndScan({ 'policy.json': text });
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });

  it.each(elsewhere)('in %s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });

  it('say why, and what could not be told', async () => {
    const { report } = await marksAndScan({
      'a.json': policy(`{ ${field}, "notIn": ["kubenet"] }`),
      'b.json': policy(`{ ${field}, "notIn": "[parameters('allowed')]" }`),
      'c.json': policy(`{ ${field}, "equals": "kubenet" }`),
    });
    expect(report.findings.map(({ why }) => why)).toEqual([
      'The policy (deny) takes kubenet as one of the values that it allows.',
      'Whether the policy allows kubenet could not be told: whoever assigns the policy gives allowed. Look up with which values it is assigned.',
      'A policy (deny) that hits kubenet; it creates nothing.',
    ]);
  });
});
