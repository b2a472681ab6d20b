import type { EstateSubscription, ManagementGroup } from './estate.ts';
import { contosoTenantId, fabrikamTenantId } from './principals.ts';
import { createRandom } from './random.ts';

/** `connectivity` holds no cluster, `restricted` refuses every read, `fabrikam` is delegated from another tenant. */
type SubscriptionKey =
  | 'payments'
  | 'retail'
  | 'data'
  | 'corporate'
  | 'connectivity'
  | 'development'
  | 'restricted'
  | 'fabrikam';

/** A subscription of the sample estate, or one of the numbered ones of a large estate. */
export type SubscriptionName = SubscriptionKey | `large-${number}`;

interface Entry {
  readonly displayName: string;
  readonly managementGroup?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

const entries: Readonly<Record<SubscriptionKey, Entry>> = {
  payments: { displayName: 'contoso-payments', managementGroup: 'mg-contoso-prod', tags: { env: 'prod' } },
  retail: { displayName: 'contoso-retail', managementGroup: 'mg-contoso-prod', tags: { env: 'prod' } },
  data: { displayName: 'contoso-data-platform', managementGroup: 'mg-contoso-prod', tags: { env: 'prod' } },
  corporate: { displayName: 'contoso-corporate', managementGroup: 'mg-contoso-prod' },
  connectivity: { displayName: 'contoso-connectivity', managementGroup: 'mg-contoso-prod' },
  development: { displayName: 'contoso-development', managementGroup: 'mg-contoso-nonprod', tags: { env: 'dev' } },
  restricted: { displayName: 'contoso-legal-restricted', managementGroup: 'mg-contoso-nonprod' },
  fabrikam: { displayName: 'fabrikam-shop' },
};

// The keys of the object are exactly the union: Object.keys only widens them to string.
const subscriptionKeys = Object.keys(entries) as readonly SubscriptionKey[];

/** The same for every call with the same seed. */
export function subscriptionId(seed: string, key: SubscriptionName): string {
  return createRandom(`${seed}/subscription/${key}`).guid();
}

export function buildSubscriptions(seed: string): readonly EstateSubscription[] {
  return subscriptionKeys.map((key) => ({
    subscriptionId: subscriptionId(seed, key),
    displayName: entries[key].displayName,
    tenantId: key === 'fabrikam' ? fabrikamTenantId : contosoTenantId,
    state: 'Enabled',
    ...(entries[key].tags && { tags: entries[key].tags }),
    ...(key === 'fabrikam' && { managedByTenants: [{ tenantId: contosoTenantId }] }),
  }));
}

/** A delegated subscription stays in its own tenant's hierarchy, so `fabrikam` is in none of these. */
export function buildManagementGroups(seed: string): readonly ManagementGroup[] {
  const idsIn = (group: string): readonly string[] =>
    subscriptionKeys.filter((key) => entries[key].managementGroup === group).map((key) => subscriptionId(seed, key));

  return [
    { name: 'mg-contoso-prod', displayName: 'Contoso Production', subscriptionIds: idsIn('mg-contoso-prod') },
    { name: 'mg-contoso-nonprod', displayName: 'Contoso Non-production', subscriptionIds: idsIn('mg-contoso-nonprod') },
  ];
}
