import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasDefinition, loadSchemas, schemasFolder } from './azure-schemas.ts';
import { contoso } from './contoso.ts';

/** What Azure answers and nobody may write. */
const readOnly = [
  '/id',
  '/systemData',
  '/instanceId',
  '/sku',
  '/identity/principalId',
  '/identity/tenantId',
  '/identity/userAssignedIdentities/*/principalId',
  '/identity/userAssignedIdentities/*/clientId',
  '/properties/provisioningState',
  '/properties/powerState',
  '/properties/currentKubernetesVersion',
  '/properties/fqdn',
  '/properties/azurePortalFQDN',
  '/properties/maxAgentPools',
  '/properties/resourceUID',
  '/properties/status/provisioningError',
  '/properties/currentOrchestratorVersion',
  '/properties/agentPoolProfiles/*/provisioningState',
  '/properties/agentPoolProfiles/*/currentOrchestratorVersion',
  '/properties/latestModelApplied',
  '/properties/timeCreated',
  '/properties/instanceView',
  '/properties/primary',
  '/properties/virtualMachine',
  '/properties/dnsSettings/appliedDnsServers',
  '/properties/dnsSettings/internalDomainNameSuffix',
  '/properties/ipConfigurations/*/properties/provisioningState',
  '/properties/subnets',
  '/properties/subnets/*/type',
  '/properties/subnets/*/properties/provisioningState',
  '/properties/subnets/*/properties/ipConfigurations',
  '/properties/virtualNetworkPeerings/*/type',
  '/properties/virtualNetworkPeerings/*/properties/provisioningState',
  '/properties/routes/*/type',
  '/properties/routes/*/properties/provisioningState',
  '/properties/routes/*/properties/hasBgpOverride',
  '/properties/defaultSecurityRules',
  '/properties/securityRules/*/type',
  '/properties/securityRules/*/properties/provisioningState',
  '/properties/operationalState',
].map((path) => `${path} is not in the schema`);

/** null where the schema wants the property to be absent, as old API versions answer. */
const nulls = [
  '/properties/addonProfiles',
  '/properties/autoUpgradeProfile',
  '/properties/windowsProfile',
  '/properties/agentPoolProfiles/*/availabilityZones',
  '/properties/agentPoolProfiles/*/tags',
  '/properties/agentPoolProfiles/*/upgradeSettings',
  '/properties/availabilityZones',
  '/properties/tags',
  '/properties/upgradeSettings',
  '/properties/networkProfile/networkMode',
  '/properties/networkProfile/natGatewayProfile',
  '/properties/networkProfile/podCidr',
  '/properties/networkProfile/podCidrs',
  '/properties/httpProxyConfig/trustedCa',
].map((path) => `${path} is null`);

/** Values that Azure spells in other case than its schema, and sizes younger than the schema's list. */
const values = [
  '/properties/networkProfile/networkPlugin is Kubenet: enum',
  '/properties/networkProfile/loadBalancerSku is Standard: enum',
  '/properties/networkProfile/loadBalancerSku is Basic: enum',
  '/properties/networkProfile/loadBalancerProfile/backendPoolType is nodeIPConfiguration: enum',
  '/properties/hardwareProfile/vmSize is Standard_D4s_v5: enum',
];

describe.skipIf(!existsSync(schemasFolder))("Microsoft's schemas", () => {
  it('accept every resource of the sample estate, but for read-only properties and known warts', () => {
    const validate = loadSchemas();
    const known = new Set([...readOnly, ...nulls, ...values]);
    const checked = contoso.resources.filter(({ type }) => hasDefinition(type));
    const surprises = checked.flatMap((resource) =>
      validate(resource)
        .filter((line) => !known.has(line))
        .map((line) => `${resource.id}: ${line}`),
    );

    expect(checked.length).toBeGreaterThan(2_000);
    expect(surprises).toEqual([]);
  });
});
