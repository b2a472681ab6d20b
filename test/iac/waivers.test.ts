import { describe, expect, it } from 'vitest';
import { marksAndScan } from './marked-files.ts';

const allow = 'kubenet-audit: allow reason="old" until="2027-05-20"';
const hcl = (comment: string, plugin = '  network_plugin = "kubenet"') =>
  `resource "azurerm_kubernetes_cluster" "a" {\n  network_profile {\n${comment}\n  ${plugin}\n  }\n}\n`;
const bicep = (comment: string) =>
  `resource c 'Microsoft.ContainerService/managedClusters@2025-05-01' = {\n  name: 'a'\n  properties: {\n    networkProfile: {\n${comment}\n      networkPlugin: 'kubenet'\n    }\n  }\n}\n`;
const json = (comment: string) =>
  `{\n  "resource": { "azurerm_kubernetes_cluster": { "a": { "network_profile": {\n${comment}\n    "network_plugin": "kubenet"\n  } } } }\n}\n`;
const arm = (comment: string) =>
  `{\n  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",\n  "contentVersion": "1.0.0.0",\n  "resources": [{ "type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2025-05-01", "name": "a", "properties": { "networkProfile": {\n${comment}\n    "networkPlugin": "kubenet"\n  } } }]\n}\n`;

const scanned = async (name: string, text: string) => {
  const { report } = await marksAndScan({ [name]: text });
  return {
    waived: report.findings.map(({ waiver }) => waiver !== null),
    notRead: report.notRead.map(({ line, reason }) => `${line}: ${reason}`),
  };
};

describe('a waiver in code', () => {
  it.each([
    ['HCL, #', 'a.tf', hcl(`    # ${allow}`)],
    ['HCL, //', 'a.tf', hcl(`    // ${allow}`)],
    ['HCL, /* */', 'a.tf', hcl(`    /* ${allow} */`)],
    ['HCL, /* over lines */', 'a.tf', hcl(`    /*\n      ${allow}\n    */`)],
    ['HCL, behind the code', 'a.tf', hcl('', `network_plugin = "kubenet" # ${allow}`)],
    ['HCL, with another comment between', 'a.tf', hcl(`    # ${allow}\n    # as the others`)],
    ['Bicep, //', 'a.bicep', bicep(`      // ${allow}`)],
    ['Bicep, /* */', 'a.bicep', bicep(`      /* ${allow} */`)],
    [
      'YAML',
      'Pulumi.yaml',
      `name: a\nruntime: yaml\nresources:\n  a:\n    type: azure-native:containerservice:ManagedCluster\n    properties:\n      networkProfile:\n        # ${allow}\n        networkPlugin: kubenet\n`,
    ],
    ['shell', 'a.sh', `# ${allow}\naz aks create -n a --network-plugin kubenet\n`],
    [
      'shell, above a command over lines',
      'a.sh',
      `# ${allow}\naz aks create -n a \\\n  --location westeurope \\\n  --network-plugin kubenet\n`,
    ],
    [
      'shell, inside a pipeline',
      'azure-pipelines.yml',
      `steps:\n  - script: |\n      # ${allow}\n      az aks create -n a --network-plugin kubenet\n`,
    ],
    ['PowerShell, #', 'a.ps1', `# ${allow}\naz aks create -n a --network-plugin kubenet\n`],
    ['PowerShell, <# #>', 'a.ps1', `<# ${allow} #>\naz aks create -n a --network-plugin kubenet\n`],
    ['PowerShell, <# over lines #>', 'a.ps1', `<#\n  ${allow}\n#>\naz aks create -n a --network-plugin kubenet\n`],
    ['PowerShell, above backticks', 'a.ps1', `# ${allow}\naz aks create -n a \`\n  --network-plugin kubenet\n`],
    ['a splatted map', 'a.ps1', `$p = @{\n  # ${allow}\n  NetworkPlugin = "kubenet"\n}\nNew-AzAksCluster @p\n`],
    ['Terraform JSON, a property', 'a.tf.json', json(`    "//": "${allow.replaceAll('"', "'")}",`)],
    ['an ARM template, //', 'a.json', arm(`    // ${allow}`)],
    [
      'TypeScript',
      'a.ts',
      `import * as cs from "@pulumi/azure-native/containerservice";\nnew cs.ManagedCluster("a", { networkProfile: {\n  // ${allow}\n  networkPlugin: "kubenet",\n} });\n`,
    ],
    ['Windows line ends', 'a.tf', hcl(`    # ${allow}`).replaceAll('\n', '\r\n')],
  ])('counts in %s', async (_, name, text) => {
    expect(await scanned(name, text)).toEqual({ waived: [true], notRead: [] });
  });

  it.each([
    ['has ended', 'reason="old" until="2026-11-27"', 'it ended on 2026-11-27'],
    ['is too long', 'reason="old" until="2027-05-28"', 'until 2027-05-28 is 181 days away: at most 180 are possible'],
    [
      'is past the deadline',
      'reason="old" until="2028-04-01"',
      'until 2028-04-01 is past 2028-03-31, when AKS stops supporting kubenet',
    ],
    ['has no reason', 'until="2027-05-20"', 'it needs reason="…"'],
    ['has an empty reason', 'reason=" " until="2027-05-20"', 'it needs reason="…"'],
    ['has no date', 'reason="old"', 'it needs until="YYYY-MM-DD"'],
    ['has a day that is none', 'reason="old" until="May"', 'until May is not a date such as 2027-01-31'],
  ])('does not count where it %s, and says so', async (_, text, problem) => {
    expect(await scanned('a.tf', hcl(`    # kubenet-audit: allow ${text}`))).toEqual({
      waived: [false],
      notRead: [`3: the waiver does not count: ${problem}`],
    });
  });

  it.each([
    ['today', '2026-11-28'],
    ['in 180 days', '2027-05-27'],
  ])('counts until %s', async (_, until) => {
    const text = hcl(`    # kubenet-audit: allow reason="old" until="${until}"`);
    expect(await scanned('a.tf', text)).toEqual({ waived: [true], notRead: [] });
  });

  it('matches nothing above another line, and names the line that was found', async () => {
    const text = `# ${allow}\n${hcl('')}\n# ${allow}\nlocals {}\n`;
    expect(await scanned('a.tf', text)).toEqual({
      waived: [false],
      notRead: [
        '1: the waiver matches nothing: it stands right above the line that it is for, and the next place that was found is line 5',
        '9: the waiver matches nothing: it stands right above the line that it is for, and nothing was found below it',
      ],
    });
  });

  const used = (comment: string) =>
    `param networkPlugin string\n${bicep(comment).replace("'kubenet'", 'networkPlugin')}`;
  const parameters =
    '{\n  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",\n  "contentVersion": "1.0.0.0",\n  "parameters": { "networkPlugin": { "value": "kubenet" } }\n}\n';

  it('counts above the line that uses a value from JSON, which holds no comments', async () => {
    const { report } = await marksAndScan({ 'a.bicep': used(`      // ${allow}`), 'a.parameters.json': parameters });
    expect(report.findings).toMatchObject([{ file: 'a.parameters.json', waiver: { until: '2027-05-20' } }]);
    expect(report.notRead).toEqual([]);
  });

  it('counts for a value from JSON only where every use has one, until the first ends', async () => {
    const both = (second: string) =>
      used(`      // ${allow}`) + used(second).replace(/^.*\n/, '').replace('resource c', 'resource d');
    const waivers = async (second: string) => {
      const files = { 'a.bicep': both(second), 'a.parameters.json': parameters };
      return (await marksAndScan(files)).report.findings.map(({ waiver }) => waiver?.until ?? null);
    };
    expect(await waivers('')).toEqual([null]);
    expect(await waivers(`      // ${allow.replace('05-20', '03-01')}`)).toEqual(['2027-03-01']);
  });

  it('does not count above a use of a value whose own file takes comments', async () => {
    const text = `locals {\n  plugin = "kubenet"\n}\n${hcl(`    # ${allow}`, 'network_plugin = local.plugin')}`;
    expect((await scanned('a.tf', text)).waived).toEqual([false]);
  });

  it('is none in a text, nor across an empty line', async () => {
    const text = hcl(`    description = "see ${allow.replaceAll('"', "'")}"\n`);
    expect(await scanned('a.tf', text)).toEqual({ waived: [false], notRead: [] });
    expect((await scanned('a.tf', hcl(`    # ${allow}\n`))).waived).toEqual([false]);
  });
});
