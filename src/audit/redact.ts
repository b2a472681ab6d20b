import { resourceNameOf } from '../model/resource-id.ts';

/** Replaces what names a company by what only tells things apart. */
export type Redact = (document: unknown) => unknown;

const guid = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi;

/**
 * Makes a masker that gives the same mask to the same thing for as long as it lives: subscription, tenant and principal ids, resource
 * groups and resource names, wherever they occur. Tags lose their values. Node and route names keep their pool and number, and
 * addresses stay: an audit of the masked files finds what an audit of the real ones finds.
 */
export function createRedact(): Redact {
  const guids = new Map<string, string>();
  const names = new Map<string, string>();

  const maskGuid = (id: string) => {
    const key = id.toLowerCase();
    if (!guids.has(key)) guids.set(key, `00000000-0000-0000-0000-${String(guids.size + 1).padStart(12, '0')}`);
    return guids.get(key) ?? key;
  };
  const maskName = (name: string) => {
    const key = name.toLowerCase();
    if (isAzuresOwn(key)) return name;
    if (!names.has(key)) names.set(key, `name-${names.size + 1}`);
    return names.get(key) ?? key;
  };
  const maskId = (id: string) =>
    id
      .split('/')
      .map((segment, at, all) => {
        if (isPublic(all, at)) return segment;
        return isNameSegment(all, at) ? maskName(segment) : segment.replace(guid, maskGuid);
      })
      .join('/');
  const maskText = (text: string) => (text.startsWith('/subscriptions/') ? maskId(text) : text.replace(guid, maskGuid));

  const mask = (value: unknown, key: string | undefined): unknown => {
    if (Array.isArray(value)) return value.map((each) => mask(each, key));
    if (typeof value === 'string')
      return namedProperties.has(key?.toLowerCase() ?? '') ? maskName(value) : maskText(value);
    if (typeof value !== 'object' || value === null) return value;
    if (key?.toLowerCase() === 'tags') return Object.fromEntries(Object.keys(value).map((name) => [name, '…']));
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !secretive.has(name.toLowerCase()))
        // Keys can be ids too: user-assigned identities are listed so.
        .map(([name, each]) => [maskText(name), mask(each, propertyName(value, name))]),
    );
  };
  return (document) => mask(document, undefined);
}

/** Properties that hold a bare name of a resource group or resource. */
const namedProperties = new Set(['noderesourcegroup', 'resourcegroup', 'displayname', 'resource name']);

/** Properties no audit reads and that tell too much. */
const secretive = new Set([
  'fqdn',
  'privatefqdn',
  'azureportalfqdn',
  'dnsprefix',
  'linuxprofile',
  'aadprofile',
  'createdby',
  'lastmodifiedby',
]);

/** A resource's own `name` is masked like the last segment of its `id`; other things called `name` (pools, quota families, routes) are not. */
function propertyName(owner: object, name: string): string {
  if (name.toLowerCase() !== 'name') return name;
  const id = 'id' in owner && typeof owner.id === 'string' ? owner.id : undefined;
  const own: unknown = Reflect.get(owner, name);
  return id !== undefined && typeof own === 'string' && resourceNameOf(id).toLowerCase() === own.toLowerCase()
    ? 'resource name'
    : name;
}

/** What Azure itself names, the same for everybody: regions, and the definitions of roles. */
function isPublic(segments: readonly string[], at: number): boolean {
  return ['locations', 'roledefinitions'].includes(segments[at - 1]?.toLowerCase() ?? '');
}

/** Segments that stand after a type: `resourceGroups/<name>`, `providers/<namespace>/<type>/<name>/<type>/<name>`. */
function isNameSegment(segments: readonly string[], at: number): boolean {
  const lower = segments.map((segment) => segment.toLowerCase());
  if (lower[at - 1] === 'resourcegroups') return true;
  const provider = lower.lastIndexOf('providers', at - 1);
  return provider >= 0 && at > provider + 2 && (at - provider) % 2 === 1;
}

/** Names that AKS gives and that checks read: scale sets, machines, interfaces, instance numbers, its route tables, its subnet. */
function isAzuresOwn(name: string): boolean {
  return /^(aks-.+-\d{8}-|aks-(vnet|nsg|agentpool)-\d{8}|aks-subnet$|\d+$|default$|primary$)/.test(name);
}
