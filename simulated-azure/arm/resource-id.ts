/** A resource id or a collection's path, taken apart. Everything but `path` keeps the spelling it came with. */
export interface ArmPath {
  /** Without a closing slash. */
  readonly path: string;
  readonly kind: 'resource' | 'collection';
  /** `Microsoft.Network/virtualNetworks/subnets`; `Microsoft.Resources/subscriptions` and the like for containers. */
  readonly type: string;
  /** What stands before the last `/providers/`: a subscription, a resource group, another resource, or '' for the tenant. */
  readonly scope: string;
  /** The path without its last segment (collection) or last two (resource); equal to `scope` for a top-level type. */
  readonly parent: string;
  readonly subscriptionId: string | null;
  readonly resourceGroup: string | null;
  /** The names between the type segments, outermost first. */
  readonly names: readonly string[];
}

/** Takes an ARM path apart; null when it is none. Keywords compare without regard to case, as ARM compares them. */
export function parseArmPath(path: string): ArmPath | null {
  const segments = path.split('/').filter((segment) => segment !== '');
  const lower = segments.map((segment) => segment.toLowerCase());
  const inSubscription = lower[0] === 'subscriptions';
  const subscriptionId = inSubscription ? (segments[1] ?? null) : null;
  const resourceGroup = inSubscription && lower[2] === 'resourcegroups' ? (segments[3] ?? null) : null;
  const place = { path: join(segments), subscriptionId, resourceGroup };

  const providers = lower.lastIndexOf('providers');
  const namespace = segments[providers + 1];
  const rest = segments.slice(providers + 2);
  // A path may end at the list of providers, or at one of them.
  if (providers === -1 || namespace === undefined || rest.length === 0) return containerPath(segments, lower, place);
  const isCollection = rest.length % 2 === 1;
  const scope = join(segments.slice(0, providers));
  const typeSegments = rest.filter((_, index) => index % 2 === 0);
  return {
    ...place,
    kind: isCollection ? 'collection' : 'resource',
    type: [namespace, ...typeSegments].join('/'),
    scope,
    parent: typeSegments.length === 1 ? scope : join(segments.slice(0, isCollection ? -1 : -2)),
    names: rest.filter((_, index) => index % 2 === 1),
  };
}

/** What Resource Manager itself lists, by what stands above it: the tenant, a subscription, a resource group. */
const containerTypes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': {
    subscriptions: 'Microsoft.Resources/subscriptions',
    tenants: 'Microsoft.Resources/tenants',
    providers: 'Microsoft.Resources/providers',
  },
  subscriptions: {
    resourcegroups: 'Microsoft.Resources/subscriptions/resourceGroups',
    locations: 'Microsoft.Resources/subscriptions/locations',
    resources: 'Microsoft.Resources/subscriptions/resources',
    providers: 'Microsoft.Resources/subscriptions/providers',
  },
  'subscriptions/resourcegroups': { resources: 'Microsoft.Resources/subscriptions/resourceGroups/resources' },
};

function containerPath(
  segments: readonly string[],
  lower: readonly string[],
  place: Pick<ArmPath, 'path' | 'subscriptionId' | 'resourceGroup'>,
): ArmPath | null {
  const isCollection = segments.length % 2 === 1;
  const own = isCollection ? -1 : -2;
  const above = lower.slice(0, own).filter((_, index) => index % 2 === 0);
  const type = containerTypes[above.join('/')]?.[lower.at(own) ?? ''];
  if (type === undefined) return null;
  const parent = join(segments.slice(0, own));
  const names = segments.filter((_, index) => index % 2 === 1);
  return { ...place, kind: isCollection ? 'collection' : 'resource', type, scope: parent, parent, names };
}

function join(segments: readonly string[]): string {
  return segments.length === 0 ? '' : `/${segments.join('/')}`;
}
