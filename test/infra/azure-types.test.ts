import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { azureTypesSchema } from '../../scripts/bicep/azure-types.ts';
import { checkResource } from '../../scripts/bicep/check-resource.ts';
import { readInfraFiles, resourcesOf } from '../../scripts/bicep/infra-files.ts';
import { parseBicep } from '../../scripts/bicep/parse-bicep.ts';

const types = azureTypesSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'azure-types.json'), 'utf8')));
const resources = resourcesOf(readInfraFiles(join(import.meta.dirname, '../..')));

/** The tool that the types were recorded with knows these names and versions, but holds no types for them. */
const withoutTypes = [
  'Microsoft.Insights/actionGroups@2023-01-01',
  'Microsoft.Insights/scheduledQueryRules@2023-12-01',
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01',
  'Microsoft.Network/privateDnsZones@2024-06-01',
];

describe("Microsoft's Bicep types", () => {
  it('are recorded for every resource, in its version', () => {
    const unknown = resources.map(({ resource }) => resource.type).filter((type) => types[type] === undefined);

    expect([...new Set(unknown)].sort()).toEqual(withoutTypes);
  });

  it.each(resources.filter(({ resource }) => types[resource.type] !== undefined))(
    'allow $resource.name of $path',
    ({ resource }) => {
      const type = types[resource.type];

      expect(type === undefined ? [] : checkResource(resource, type).problems).toEqual([]);
    },
  );

  it.each([
    ['alowSharedKeyAccess: false', 'account.properties.alowSharedKeyAccess is not known'],
    ["minimumTlsVersion: 'TLS9'", 'account.properties.minimumTlsVersion is TLS9, not one of'],
    ["provisioningState: 'Succeeded'", 'account.properties.provisioningState is read-only'],
    ["networkAcls: { bypass: 'None' }", 'account.properties.networkAcls lacks defaultAction'],
  ])('object to %s', (line, problem) => {
    const type = 'Microsoft.Storage/storageAccounts@2025-01-01';
    const [resource] = parseBicep(`resource account '${type}' = {
      name: 'st'
      location: 'here'
      kind: 'StorageV2'
      sku: { name: 'Standard_LRS' }
      properties: {
        ${line}
      }
    }`);
    const recorded = types[type];
    if (resource === undefined || recorded === undefined) throw new Error('no storage account to compare');

    expect(checkResource(resource, recorded).problems.join()).toContain(problem);
  });
});
