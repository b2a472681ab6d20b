import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readProperties } from '../../src/collect/redact/read-properties.ts';
import { createRedact } from '../../src/collect/redact/redact.ts';
import { sampleEstate } from '../audit/audit-azure.ts';

const marker = 'Xq7Marker';
/** Beside the project's folder, where somebody put Azure's published schemas. */
const schemaFolder = fileURLToPath(new URL('../../../shared/schemas', import.meta.url));
const published = [
  ['containerservice-2026-05-01.json', ['managedClusters', 'managedClusters_maintenanceConfigurations']],
  [
    'network-2025-07-01.json',
    [
      ...['virtualNetworks', 'routeTables', 'networkInterfaces', 'networkSecurityGroups', 'applicationGateways'],
      ...['localNetworkGateways', 'networkManagers', 'networkManagers_routingConfigurations'],
    ],
  ],
  ['compute-2026-03-01.json', ['virtualMachineScaleSets', 'virtualMachineScaleSets_virtualMachines']],
] as const;

type Schema = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A document with the marker in every text that the schema lets somebody write, one round of each recursion. */
function planted(schema: unknown, root: Schema, above: readonly string[] = []): unknown {
  if (!isRecord(schema)) return marker;
  const { $ref: reference, oneOf, anyOf, allOf, properties, additionalProperties, items } = schema;
  if (typeof reference === 'string') {
    const [, name = ''] = /^#\/definitions\/(.+)$/.exec(reference) ?? [];
    const definitions = root['definitions'];
    if (name === '' || above.includes(name) || !isRecord(definitions)) return marker;
    return planted(definitions[name], root, [...above, name]);
  }
  const [choice] = [oneOf, anyOf, allOf].filter(Array.isArray);
  if (choice !== undefined)
    return planted(
      choice.find((each) => isRecord(each) && !('enum' in each)),
      root,
      above,
    );
  if (isRecord(properties)) {
    const known = Object.entries(properties).map(([name, each]) => [name, planted(each, root, above)]);
    return Object.fromEntries([...known, ['unheardOf', marker]]);
  }
  if (isRecord(additionalProperties)) return { [marker]: planted(additionalProperties, root, above) };
  return schema['type'] === 'array' ? [planted(items, root, above)] : marker;
}

/** The same document, with the marker in place of, before or after every text but the ids that ARM knows a resource by. */
function marked(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => marked(each, change));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, marked(each, change)]));
}

const told = (document: unknown) => JSON.stringify(createRedact()(document)).toLowerCase();
const tells = (document: unknown) => told(document).includes(marker.toLowerCase());

describe.runIf(existsSync(schemaFolder))("of everything that Azure's schemas let somebody write", () => {
  it.each(published.flatMap(([file, kinds]) => kinds.map((kind) => [kind, file] as const)))(
    'nothing of %s is told',
    (kind, file) => {
      const schema: unknown = JSON.parse(readFileSync(`${schemaFolder}/${file}`, 'utf8'));
      const definitions = isRecord(schema) ? schema['resourceDefinitions'] : undefined;
      if (!isRecord(schema) || !isRecord(definitions) || !isRecord(definitions[kind])) throw new Error(`No ${kind}.`);
      const document = planted(definitions[kind], schema);

      expect(JSON.stringify(document).split(marker).length).toBeGreaterThan(5);
      expect(told(document)).not.toContain(marker.toLowerCase());
      expect(told({ read: 'managedClusters', parent: marker, value: [document] })).not.toContain(marker.toLowerCase());
    },
  );
});

describe('of every property that a schema of ours reads', () => {
  const forms: readonly [string, (name: string) => unknown][] = [
    ['a text', (name) => ({ [name]: marker })],
    ['the end of an id', (name) => ({ [name]: `/subscriptions/${marker}/resourceGroups/${marker}` })],
    ['what follows an address', (name) => ({ [name]: `10.0.0.0/8 ${marker}` })],
    ['a list', (name) => ({ [name]: [marker, [marker], { name: marker, unheardOf: marker }] })],
    ['a key', (name) => ({ [name]: { [marker]: marker } })],
    ['its own property', (name) => ({ properties: { [name]: { [name]: marker, [`${name}${marker}`]: 1 } } })],
    ['a neighbour', (name) => ({ [name]: 1, [`${name}${marker}`]: marker })],
  ];

  it.each(forms)('nothing is told that is %s', (_, form) => {
    const tellers = [...readProperties].filter((name) => tells(form(name)) || tells(form(name.toUpperCase())));

    expect(readProperties.size).toBeGreaterThan(100);
    expect(tellers).toEqual([]);
  });
});

describe('of the sample estate', () => {
  it.each([
    ['in place of', () => marker],
    ['before', (text: string) => `${marker}${text}`],
    ['after', (text: string) => `${text}${marker}`],
    ['as an ending after', (text: string) => `${text}/${marker}`],
  ])('nothing is told that stands %s any text', (_, change) => {
    const leaks = sampleEstate.resources.filter((each) => told(marked(each, change)).includes(marker.toLowerCase()));

    expect(leaks.map(({ id }) => id)).toEqual([]);
  });

  it('no name, tag, note or description is told', () => {
    const redact = createRedact();
    const text = JSON.stringify(sampleEstate.resources.map(redact)).toLowerCase();
    const names = new Set(
      sampleEstate.resources
        .map(({ name }) => name.toLowerCase())
        .filter((name) => /^(aks|rg|vnet|snet|rt|nsg)-[a-z]+-[a-z]+/.test(name)),
    );
    const own = /^aks-(vnet|nsg|agentpool)-\d{8}|-\d{8}-/;

    expect(names.size).toBeGreaterThan(20);
    expect([...names].filter((name) => !own.test(name) && text.includes(name))).toEqual([]);
  });
});

describe('what schemas do not read', () => {
  it.each([
    [
      "a proxy's password",
      {
        properties: {
          httpProxyConfig: { httpProxy: 'http://user:secret@proxy:3128', noProxy: ['corp.secret', '10.0.0.0/8'] },
        },
      },
    ],
    [
      "an extension's SAS link",
      { properties: { virtualMachineProfile: { extensionProfile: { settings: 'https://x/?sig=secret' } } } },
    ],
    [
      'the comment of an SSH key',
      { properties: { linuxProfile: { ssh: { publicKeys: [{ keyData: 'ssh-rsa AAAA me@secret' }] } } } },
    ],
    ['the notes of a lock', { properties: { level: 'CanNotDelete', notes: 'ask secret' } }],
    ['the description of a rule', { properties: { securityRules: [{ properties: { description: 'for secret' } }] } }],
    ['a name inside an error', { properties: { status: { provisioningError: { message: 'subnet secret is full' } } } }],
    ['a management group', { properties: { scope: '/providers/Microsoft.Management/managementGroups/secret' } }],
    ['a private zone', { properties: { apiServerAccessProfile: { privateDNSZone: '/x/privateDnsZones/secret' } } }],
    [
      'taints and labels',
      {
        properties: { agentPoolProfiles: [{ nodeTaints: ['secret=x:NoSchedule'], nodeLabels: { secret: 'secret' } }] },
      },
    ],
    [
      'the name of a tag',
      {
        tags: {
          secret: 'x',
          'kubenet-audit-iac': 'secret',
          'Kubenet-Audit-Waive-secret': 'RT-008; owner=secret; reason=secret; until=2027-01-31',
        },
      },
    ],
    ['an id that is none', { id: '/subscriptions/secret/secret' }],
    [
      'a key that is an id',
      { identity: { userAssignedIdentities: { '/subscriptions/x/resourceGroups/secret': { principalId: 'secret' } } } },
    ],
  ])('%s is not told', (_, document) => {
    expect(told(document)).not.toContain('secret');
  });
});
