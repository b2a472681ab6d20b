/** What `Microsoft.Compute/locations/usages` knows about a size: its vCPUs and the family whose quota it draws on. */
export interface VmSize {
  readonly vcpus: number;
  readonly family: string;
  readonly localizedFamily: string;
}

const sizes: Readonly<Record<string, VmSize>> = {
  Standard_DS2_v2: { vcpus: 2, family: 'standardDSv2Family', localizedFamily: 'Standard DSv2 Family vCPUs' },
  Standard_B4ms: { vcpus: 4, family: 'standardBSFamily', localizedFamily: 'Standard BS Family vCPUs' },
  Standard_D4s_v5: { vcpus: 4, family: 'standardDSv5Family', localizedFamily: 'Standard DSv5 Family vCPUs' },
  Standard_D8s_v5: { vcpus: 8, family: 'standardDSv5Family', localizedFamily: 'Standard DSv5 Family vCPUs' },
  Standard_D4ds_v5: { vcpus: 4, family: 'standardDDSv5Family', localizedFamily: 'Standard DDSv5 Family vCPUs' },
  Standard_E4s_v5: { vcpus: 4, family: 'standardESv5Family', localizedFamily: 'Standard ESv5 Family vCPUs' },
  Standard_DC4s_v2: { vcpus: 4, family: 'standardDCSv2Family', localizedFamily: 'Standard DCSv2 Family vCPUs' },
};

/** Throws for a size that the list does not know: an estate must not invent quota. */
export function vmSize(name: string): VmSize {
  const size = sizes[name];
  if (size === undefined) {
    throw new Error(`VM size ${name} has no vCPUs and family: add it to vm-sizes.ts.`);
  }
  return size;
}

/** Every size, by its name. */
export function vmSizes(): readonly (readonly [name: string, size: VmSize])[] {
  return Object.entries(sizes);
}

/** One size of every family, so that quota rows exist for families without a machine too, as Azure answers. */
export function vmFamilies(): readonly VmSize[] {
  return [...new Map(Object.values(sizes).map((size) => [size.family, size])).values()];
}
