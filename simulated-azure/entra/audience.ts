/** Resource Manager's audience under both of its names. */
export const armAudiences: readonly string[] = ['https://management.core.windows.net', 'https://management.azure.com'];

const otherKnownAudiences: readonly string[] = [
  'https://graph.microsoft.com',
  'https://storage.azure.com',
  'https://vault.azure.net',
  'https://monitor.azure.com',
  'https://api.loganalytics.io',
  // The application of AKS clusters, which has no address.
  '6dae42f8-4368-4678-94ff-3960e28e3630',
];

/** Whether the tenant knows an application with this identifier, so that a token for it can be issued. */
export function isKnownAudience(resource: string, extraAudiences: readonly string[]): boolean {
  return includesAudience([...armAudiences, ...otherKnownAudiences, ...extraAudiences], resource);
}

/** Audiences compare without regard to a closing slash. */
export function includesAudience(audiences: readonly string[], audience: string): boolean {
  const wanted = withoutSlash(audience);
  return audiences.some((each) => withoutSlash(each) === wanted);
}

function withoutSlash(audience: string): string {
  return audience.replace(/\/+$/, '').toLowerCase();
}
