import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appSettingsOf, assignmentsOf, propertiesOf, resourcesOf, root, snapshots } from './snapshots.ts';

const sets = [...snapshots.keys()];
const all = [...snapshots].flatMap(([set, { predictedResources }]) =>
  predictedResources.map((resource) => ({ set, ...resource })),
);
const storage = 'Microsoft.Storage/storageAccounts';
const vault = 'Microsoft.KeyVault/vaults';
const site = 'Microsoft.Web/sites';

/** Which names Azure takes. https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
const nameRules: Readonly<Record<string, RegExp>> = {
  'Microsoft.Authorization/roleAssignments': /^(\[guid\(.*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
  'Microsoft.Authorization/roleDefinitions': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'Microsoft.Insights/actionGroups': /^[\w-]{1,260}$/,
  'Microsoft.Insights/components': /^[\w.()-]{1,260}(?<!\.)$/,
  'Microsoft.Insights/diagnosticSettings': /^[\w-]{1,260}$/,
  'Microsoft.Insights/scheduledQueryRules': /^[\w-]{1,260}$/,
  'Microsoft.KeyVault/vaults': /^[a-z](?!.*--)[a-z\d-]{1,22}[a-z\d]$/i,
  'Microsoft.ManagedIdentity/userAssignedIdentities': /^[a-z\d][\w-]{2,127}$/i,
  'Microsoft.Network/networkSecurityGroups': /^[a-z\d][\w.-]{0,78}\w$/i,
  'Microsoft.Network/privateDnsZones': /^\[(format\(|createObject\('AzureCloud', )'privatelink/,
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks': /\bapp\b/,
  'Microsoft.Network/privateEndpoints': /^[a-z\d][\w.-]{0,62}\w$/i,
  'Microsoft.Network/privateEndpoints/privateDnsZoneGroups': /^[\w.-]+\/default$/,
  'Microsoft.Network/virtualNetworks': /^[a-z\d][\w.-]{0,62}\w$/i,
  'Microsoft.OperationalInsights/workspaces': /^[a-z\d][a-z\d-]{2,61}[a-z\d]$/i,
  'Microsoft.Resources/resourceGroups': /^[\w.()-]{1,90}(?<!\.)$/,
  'Microsoft.Storage/storageAccounts': /^[a-z\d]{3,24}$/,
  'Microsoft.Storage/storageAccounts/blobServices': /^[a-z\d]+\/default$/,
  'Microsoft.Storage/storageAccounts/blobServices/containers':
    /^[a-z\d]+\/default\/[a-z\d](?!.*--)[a-z\d-]{1,61}[a-z\d]$/,
  'Microsoft.Storage/storageAccounts/queueServices': /^[a-z\d]+\/default$/,
  'Microsoft.Storage/storageAccounts/tableServices': /^[a-z\d]+\/default$/,
  'Microsoft.Web/serverfarms': /^[\w-]{1,60}$/,
  'Microsoft.Web/sites': /^[a-z\d][a-z\d-]{0,58}[a-z\d]$/i,
  'Microsoft.Web/sites/basicPublishingCredentialsPolicies': /\/(ftp|scm)$/,
  'Microsoft.Web/sites/config': /\/authsettingsV2$/,
};

/** API versions from here on, but for these, which have no newer one that is of use. CI asks the compiler every week, by its calendar. */
const oldestVersion = '2024-11-28';
const noNewerVersion = [
  'Microsoft.Authorization/roleAssignments@2022-04-01',
  'Microsoft.Authorization/roleDefinitions@2022-04-01',
  'Microsoft.Insights/actionGroups@2023-01-01',
  'Microsoft.Insights/components@2020-02-02',
  'Microsoft.Insights/diagnosticSettings@2021-05-01-preview',
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01',
  'Microsoft.Network/privateDnsZones@2024-06-01',
];

describe('every deployment', () => {
  it('is evaluated without a complaint', () => {
    expect(sets.filter((set) => (snapshots.get(set)?.diagnostics.length ?? 1) > 0)).toEqual([]);
    expect(sets.length).toBeGreaterThan(10);
  });

  it('has names that Azure takes', () => {
    const refused = all.filter(({ type, name }) => !(nameRules[type] ?? /(?!)/).test(name));

    expect(refused.map(({ set, type, name }) => `${set}: ${type} ${name}`)).toEqual([]);
  });

  it('makes nothing twice', () => {
    for (const set of sets) {
      const ids = resourcesOf(set).map(({ id }) => id.toLowerCase());
      expect(ids, set).toHaveLength(new Set(ids).size);
    }
  });

  it('speaks API versions that are not old', () => {
    const versions = new Set(all.map(({ type, apiVersion }) => `${type}@${apiVersion}`));
    const old = [...versions].filter((each) => (each.split('@')[1] ?? '') < oldestVersion);

    expect(old.sort()).toEqual(noNewerVersion);
  });

  it('gives no role but these, to the identities that need them', () => {
    expect(assignmentsOf('secrets').sort()).toEqual([
      'audit: 0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3 at st…',
      expect.stringMatching(/^audit: [0-9a-f-]{36} at 00000000-0000-4000-8000-000000000001$/),
      'audit: 974c5e8b-45b9-4653-ba55-5f855dd0fb88 at st…',
      'host: 3913510d-42f4-4e42-8a64-420c390055eb at appi-…',
      'host: 4633458b-17de-408a-b874-0445c86b69e6 at kv-…',
      'host: ba92f5b4-2d11-453d-a403-e96b0029c9fe at app-package',
      'host: ba92f5b4-2d11-453d-a403-e96b0029c9fe at azure-webjobs-hosts',
      'host: ba92f5b4-2d11-453d-a403-e96b0029c9fe at azure-webjobs-secrets',
    ]);
  });

  it.each(sets.filter((set) => set !== 'management-group-role'))('%s gives no role beside these', (set) => {
    const known = assignmentsOf('secrets').filter((each) => !/^audit: .* at [0-9a-f-]{36}$/.test(each));
    const audits = assignmentsOf(set).filter((each) => !known.includes(each));

    expect(known).toHaveLength(7);
    expect(audits.filter((each) => !/^audit: [0-9a-f-]{36} at [0-9a-f-]{36}$/.test(each))).toEqual([]);
  });

  it.each(sets.filter((set) => !['management-group-role', 'open-network'].includes(set)))(
    '%s answers no network that is not named',
    (set) => {
      for (const { properties } of resourcesOf(set).filter(({ type }) => [storage, vault].includes(type)))
        expect(properties).toMatchObject({ networkAcls: { bypass: 'None', defaultAction: 'Deny' } });
      expect(resourcesOf(set, storage)).toHaveLength(1);
    },
  );

  it.each(sets.filter((set) => set !== 'management-group-role'))("%s lets the app's code write no blob", (set) => {
    const blobRoles = assignmentsOf(set).filter((each) => /b7e6dc6d|ba92f5b4|2a2b9908/.test(each));

    expect(blobRoles).toHaveLength(3);
    expect(blobRoles.filter((each) => !/^host: .* at (app-package|azure-webjobs-(hosts|secrets))$/.test(each))).toEqual(
      [],
    );
    expect(appSettingsOf(set)['AZURE_CLIENT_ID']).toMatch(/\/id-(?!host-)/);
    expect(appSettingsOf(set)['AzureWebJobsStorage__clientId']).toMatch(/\/id-host-/);
  });
});

describe('the storage account', () => {
  it.each(sets.filter((set) => set !== 'management-group-role'))(
    'of %s takes no key and keeps what was deleted',
    (set) => {
      expect(propertiesOf(set, storage)).toMatchObject({
        allowSharedKeyAccess: false,
        allowBlobPublicAccess: false,
        isLocalUserEnabled: false,
        minimumTlsVersion: 'TLS1_2',
        supportsHttpsTrafficOnly: true,
      });
      expect(propertiesOf(set, `${storage}/blobServices`)).toEqual({
        deleteRetentionPolicy: { enabled: true, days: 14 },
        containerDeleteRetentionPolicy: { enabled: true, days: 14 },
      });
    },
  );

  it('is in one zone, or in all', () => {
    expect(resourcesOf('defaults', storage)[0]?.sku).toEqual({ name: 'Standard_LRS' });
    expect(resourcesOf('zone-redundant', storage)[0]?.sku).toEqual({ name: 'Standard_ZRS' });
    expect(propertiesOf('zone-redundant', 'Microsoft.Web/serverfarms')).toMatchObject({ zoneRedundant: true });
  });
});

describe('networks', () => {
  const appSubnet = expect.stringMatching(/\/virtualNetworks\/vnet-\w+\/subnets\/snet-app$/);

  it("are closed to all but the app's subnet, when nothing is said", () => {
    expect(propertiesOf('defaults', storage)).toMatchObject({
      publicNetworkAccess: 'Enabled',
      networkAcls: {
        bypass: 'None',
        defaultAction: 'Deny',
        ipRules: [],
        virtualNetworkRules: [{ action: 'Allow', id: appSubnet }],
      },
    });
    expect(propertiesOf('secrets', vault)['networkAcls']).toEqual({
      bypass: 'None',
      defaultAction: 'Deny',
      ipRules: [],
      virtualNetworkRules: [{ id: appSubnet }],
    });
    expect(propertiesOf('defaults', site)).toMatchObject({ virtualNetworkSubnetId: appSubnet });
  });

  it('answer the operators too, in the form that each service takes', () => {
    expect(propertiesOf('listed-addresses', storage)['networkAcls']).toMatchObject({
      ipRules: [
        { action: 'Allow', value: '203.0.113.7' },
        { action: 'Allow', value: '198.51.100.0/24' },
      ],
    });
    expect(propertiesOf('listed-addresses', vault)['networkAcls']).toMatchObject({
      ipRules: [{ value: '203.0.113.7/32' }, { value: '198.51.100.0/24' }],
    });
  });

  it('limit who asks the app, and who deploys to it', () => {
    expect(propertiesOf('listed-addresses', site)['siteConfig']).toMatchObject({
      ipSecurityRestrictionsDefaultAction: 'Deny',
      ipSecurityRestrictions: [
        { priority: 100, action: 'Allow', ipAddress: '203.0.113.0/24' },
        { priority: 101, action: 'Allow', ipAddress: '198.51.100.20/32' },
        { priority: 102, action: 'Allow', ipAddress: '2001:db8::7/128' },
      ],
      scmIpSecurityRestrictionsUseMain: true,
    });
    expect(propertiesOf('defaults', site)['siteConfig']).toMatchObject({
      ipSecurityRestrictionsDefaultAction: 'Allow',
      ipSecurityRestrictions: [],
    });
  });

  it('are private as a whole', () => {
    const { networkAcls: storageRules } = propertiesOf('private-network', storage);
    const { networkAcls: vaultRules } = propertiesOf('private-network', vault);

    for (const type of [storage, vault, site])
      expect(propertiesOf('private-network', type)).toMatchObject({ publicNetworkAccess: 'Disabled' });
    for (const rules of [storageRules, vaultRules])
      expect(rules).toMatchObject({ defaultAction: 'Deny', ipRules: [], virtualNetworkRules: [] });
    expect(propertiesOf('private-network', site)).toMatchObject({ virtualNetworkSubnetId: appSubnet });
  });

  it('have a private endpoint and its zone for every service', () => {
    const endpoints = resourcesOf('private-network', 'Microsoft.Network/privateEndpoints').map(
      ({ properties }) => properties,
    );
    const zones = resourcesOf('private-network', 'Microsoft.Network/privateDnsZones').map(({ name }) => name);
    const links = resourcesOf('private-network', 'Microsoft.Network/privateDnsZones/virtualNetworkLinks');

    expect(endpoints.map((each) => JSON.stringify(each).match(/"groupIds":\["(\w+)"\]/)?.[1]).sort()).toEqual([
      'blob',
      'queue',
      'sites',
      'table',
      'vault',
    ]);
    expect(endpoints.every((each) => /\/subnets\/snet-endpoints"/.test(JSON.stringify(each)))).toBe(true);
    expect(zones.map(inPublicCloud).sort()).toEqual([
      'privatelink.azurewebsites.net',
      'privatelink.blob.core.windows.net',
      'privatelink.queue.core.windows.net',
      'privatelink.table.core.windows.net',
      'privatelink.vaultcore.azure.net',
    ]);
    expect(links).toHaveLength(5);
  });

  it('begin where Azure wants a range to begin, and have a security group on each subnet', () => {
    const group = (name: string) => ({ id: expect.stringMatching(new RegExp(`/networkSecurityGroups/nsg-${name}$`)) });

    expect(propertiesOf('private-network', 'Microsoft.Network/virtualNetworks')).toMatchObject({
      addressSpace: { addressPrefixes: ['10.1.0.0/24'] },
      subnets: [
        {
          name: 'snet-app',
          properties: {
            addressPrefix: '10.1.0.0/26',
            networkSecurityGroup: group('app'),
            delegations: [{ properties: { serviceName: 'Microsoft.App/environments' } }],
          },
        },
        {
          name: 'snet-endpoints',
          properties: {
            addressPrefix: '10.1.0.64/26',
            networkSecurityGroup: group('endpoints'),
            privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled',
          },
        },
      ],
    });
    expect(propertiesOf('defaults', 'Microsoft.Network/virtualNetworks')['subnets']).toMatchObject([
      { properties: { serviceEndpoints: [{ service: 'Microsoft.Storage' }, { service: 'Microsoft.KeyVault' }] } },
    ]);
    expect(JSON.stringify(propertiesOf('defaults', 'Microsoft.Network/virtualNetworks'))).toContain('nsg-app');
  });

  it('are none where none may be made', () => {
    expect(resourcesOf('open-network').filter(({ type }) => type.startsWith('Microsoft.Network/'))).toEqual([]);
    expect(propertiesOf('open-network', storage)).toMatchObject({
      networkAcls: { defaultAction: 'Allow', virtualNetworkRules: [] },
    });
    expect(propertiesOf('open-network', site)).toMatchObject({ virtualNetworkSubnetId: null });
  });
});

describe('the site', () => {
  it.each(sets.filter((set) => set !== 'management-group-role'))('of %s is closed where it can be', (set) => {
    expect(propertiesOf(set, site)).toMatchObject({
      httpsOnly: true,
      siteConfig: {
        minTlsVersion: '1.2',
        scmMinTlsVersion: '1.2',
        ftpsState: 'Disabled',
        http20Enabled: true,
        remoteDebuggingEnabled: false,
        healthCheckPath: '/api/health',
      },
      clientAffinityEnabled: false,
    });
    const publishing = resourcesOf(set, `${site}/basicPublishingCredentialsPolicies`);
    expect(publishing.map(({ name, properties }) => [name.split('/')[1], properties['allow']])).toEqual([
      ['ftp', false],
      ['scm', false],
    ]);
  });

  it('lets sign in whom the parameters name', () => {
    expect(propertiesOf('sign-in', `${site}/config`)).toMatchObject({
      globalValidation: { requireAuthentication: true, excludedPaths: ['/api/health', '/admin/*'] },
      identityProviders: {
        azureActiveDirectory: {
          validation: {
            defaultAuthorizationPolicy: {
              allowedApplications: ['33333333-3333-4333-8333-333333333333'],
              allowedPrincipals: { groups: ['44444444-4444-4444-8444-444444444444'], identities: [] },
            },
          },
        },
      },
    });
    expect(resourcesOf('defaults', `${site}/config`)).toEqual([]);
  });

  it('takes secrets from the vault by their names there', () => {
    const settings = appSettingsOf('secrets');

    expect(settings['TEAMS_WORKFLOW_URL']).toMatch(
      /^@Microsoft\.KeyVault\(VaultName=kv-\w{13};SecretName=teams-workflow-url\)$/,
    );
    expect(settings['SMTP_PASSWORD']).toMatch(/;SecretName=smtp-password\)$/);
    expect(settings['KUBENET_AUDIT_MAX_RPS']).toBe('5');
    expect(resourcesOf('defaults', vault)).toEqual([]);
  });
});

describe('logs', () => {
  const logsOf = (set: string) =>
    resourcesOf(set, 'Microsoft.Insights/diagnosticSettings').map(({ id, properties }) => {
      const categories = JSON.stringify(properties['logs']).match(/(?<="category(Group)?":")\w+/g) ?? [];
      return `${/(\w+)\/[^/]+\/providers\/Microsoft\.Insights/.exec(id)?.[1]}: ${categories.join(' ')}`;
    });

  it('hold who read and wrote, who asked the vault, and who signed in', () => {
    expect(logsOf('secrets').sort()).toEqual([
      'blobServices: StorageRead StorageWrite StorageDelete',
      'queueServices: StorageWrite StorageDelete',
      'tableServices: StorageRead StorageWrite StorageDelete',
      'vaults: audit',
    ]);
    expect(logsOf('sign-in')).toContain('sites: AppServiceAuthenticationLogs');
  });
});

describe('the role of an audit', () => {
  const definition = 'Microsoft.Authorization/roleDefinitions';
  const own = '00000000-0000-4000-8000-000000000001';
  const scopes = (set: string) =>
    assignmentsOf(set).flatMap((each) => /^audit: .* at ([0-9a-f-]{36})$/.exec(each)?.[1] ?? []);

  it('is given at this subscription, at those named, or nowhere', () => {
    expect(scopes('defaults')).toEqual([own]);
    expect(scopes('role-reader')).toEqual([own]);
    expect(scopes('role-none')).toEqual([]);
    expect(scopes('management-groups')).toEqual([]);
    expect(scopes('subscriptions-and-management-groups')).toEqual(['11111111-aaaa-4111-8111-111111111111']);
  });

  it('is given once where a subscription is named twice in other letters', () => {
    expect(scopes('subscriptions')).toEqual([
      '11111111-aaaa-4111-8111-111111111111',
      '22222222-2222-4222-8222-222222222222',
    ]);
    expect(appSettingsOf('subscriptions')['KUBENET_AUDIT_SUBSCRIPTION']).toBe(scopes('subscriptions').join(','));
  });

  it('holds the actions of the list, and no data', () => {
    const { Actions: actions } = JSON.parse(readFileSync(join(root, 'infra/role/audit-role.json'), 'utf8'));
    const permissions = [{ actions, notActions: [], dataActions: [], notDataActions: [] }];

    expect(propertiesOf('defaults', definition)['permissions'], 'npm run infra writes them').toEqual(permissions);
    expect(propertiesOf('management-group-role', definition)).toMatchObject({
      permissions,
      assignableScopes: ['/providers/Microsoft.Management/managementGroups/landing-zones'],
    });
    expect(resourcesOf('role-reader', definition)).toEqual([]);
  });

  it("is another one in another environment, so that neither takes the other's scopes away", () => {
    const [first] = resourcesOf('defaults', definition);
    const [second] = resourcesOf('another-environment', definition);

    expect(second?.name).not.toBe(first?.name);
    expect(second?.properties['roleName']).not.toBe(first?.properties['roleName']);
  });

  it('is told the app in its settings: management groups without the spaces around them', () => {
    expect(appSettingsOf('management-groups')['KUBENET_AUDIT_MANAGEMENT_GROUP']).toBe('landing-zones,sandboxes');
  });
});

it('alerts go to the address, and are none without one', () => {
  expect(JSON.stringify(propertiesOf('alert-mail', 'Microsoft.Insights/actionGroups'))).toContain(
    'platform@contoso.example',
  );
  expect(resourcesOf('alert-mail', 'Microsoft.Insights/scheduledQueryRules')).toHaveLength(2);
  expect(resourcesOf('defaults', 'Microsoft.Insights/scheduledQueryRules')).toEqual([]);
});

it('two environments of one subscription share no resource', () => {
  const first = new Set(resourcesOf('defaults').map(({ id }) => id));

  expect(resourcesOf('another-environment').filter(({ id }) => first.has(id))).toEqual([]);
});

/** A zone's name as the public cloud evaluates it: only Azure knows which cloud it is. */
function inPublicCloud(zone: string): string {
  const suffixes: Readonly<Record<string, string>> = {
    'environment().suffixes.storage': 'core.windows.net',
    'environment().suffixes.keyvaultDns': '.vault.azure.net',
  };
  const format = /^\[format\('([^']*)', (.*)\)\]$/.exec(zone);
  if (format === null) return /'AzureCloud', '([^']*)'/.exec(zone)?.[1] ?? zone;
  const [, text = '', rest = ''] = format;
  const replaced = /^replace\((.*), '([^']*)', '([^']*)'\)$/.exec(rest);
  if (replaced) {
    const [, what = '', from = '', to = ''] = replaced;
    return text.replace('{0}', (suffixes[what] ?? '?').replace(from, to));
  }
  const values = rest.split(', ').map((each) => suffixes[each] ?? each.replaceAll("'", ''));
  return text.replaceAll(/\{(\d)\}/g, (_, index) => values[Number(index)] ?? '?');
}
