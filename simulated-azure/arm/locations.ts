/** Regions as `GET /subscriptions/{id}/locations` names them; Azure has more. `geography` as the portal groups them. */
const regions = [
  ['westeurope', 'West Europe', '(Europe) West Europe', 'Europe'],
  ['northeurope', 'North Europe', '(Europe) North Europe', 'Europe'],
  ['germanywestcentral', 'Germany West Central', '(Europe) Germany West Central', 'Germany'],
  ['francecentral', 'France Central', '(Europe) France Central', 'France'],
  ['swedencentral', 'Sweden Central', '(Europe) Sweden Central', 'Sweden'],
  ['switzerlandnorth', 'Switzerland North', '(Europe) Switzerland North', 'Switzerland'],
  ['uksouth', 'UK South', '(Europe) UK South', 'United Kingdom'],
  ['eastus', 'East US', '(US) East US', 'United States'],
  ['eastus2', 'East US 2', '(US) East US 2', 'United States'],
  ['centralus', 'Central US', '(US) Central US', 'United States'],
  ['westus2', 'West US 2', '(US) West US 2', 'United States'],
  ['westus3', 'West US 3', '(US) West US 3', 'United States'],
  ['southeastasia', 'Southeast Asia', '(Asia Pacific) Southeast Asia', 'Asia Pacific'],
  ['japaneast', 'Japan East', '(Asia Pacific) Japan East', 'Japan'],
  ['australiaeast', 'Australia East', '(Asia Pacific) Australia East', 'Australia'],
] as const;

/** The names of the regions, as resources and providers write them. */
export const regionNames: readonly string[] = regions.map(([name]) => name);

/** The regions that a subscription may use. */
export function locationBodies(subscriptionId: string): readonly Record<string, unknown>[] {
  return regions.map(([name, displayName, regionalDisplayName, geography]) => ({
    id: `/subscriptions/${subscriptionId}/locations/${name}`,
    name,
    type: 'Region',
    displayName,
    regionalDisplayName,
    metadata: { regionType: 'Physical', regionCategory: 'Recommended', geography, geographyGroup: geography },
  }));
}
