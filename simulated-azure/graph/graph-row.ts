import type { ArmPath } from '../arm/resource-id.ts';
import type { ArmResource, Estate, EstateSubscription } from '../estate/estate.ts';
import type { GraphRow } from './run-query-port.ts';

/**
 * A resource as Resource Graph shows it: type, location and resource group in lower case; missing text is '', any other
 * missing column null; the instance view of a machine under `properties.extended`.
 * @param path of its id
 */
export function graphRow(
  resource: ArmResource,
  path: ArmPath | null,
  subscription: EstateSubscription | undefined,
  estate: Estate,
): GraphRow {
  const type = (path?.type ?? resource.type).toLowerCase();
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    id: hasLowerCaseIds(type) ? resource.id.toLowerCase() : resource.id,
    name: resource.name,
    type,
    tenantId: subscription?.tenantId ?? estate.tenantId,
    kind: text(resource['kind']),
    location: text(resource.location).toLowerCase().replaceAll(' ', ''),
    resourceGroup: (path?.resourceGroup ?? '').toLowerCase(),
    subscriptionId: subscription?.subscriptionId ?? path?.subscriptionId ?? '',
    managedBy: text(resource['managedBy']),
    sku: resource['sku'] ?? null,
    plan: resource['plan'] ?? null,
    properties: withExtendedInstanceView(resource.properties ?? null),
    tags: resource['tags'] ?? null,
    identity: resource['identity'] ?? null,
    zones: resource['zones'] ?? null,
    extendedLocation: resource['extendedLocation'] ?? null,
  };
}

/** Scale set instances and what lies below them come with the whole id in lower case. */
function hasLowerCaseIds(type: string): boolean {
  return type.startsWith('microsoft.compute/virtualmachinescalesets/virtualmachines');
}

interface Status {
  readonly code: string;
  readonly displayStatus?: string;
  readonly level?: string;
}

/** Resource Graph moves `instanceView` to `extended.instanceView` and picks the power state out of its statuses. */
function withExtendedInstanceView(properties: ArmResource['properties']): unknown {
  const view = properties?.['instanceView'];
  if (!isObject(view)) return properties;
  const { instanceView: _moved, ...others } = properties ?? {};
  const statuses: readonly unknown[] = Array.isArray(view['statuses']) ? view['statuses'] : [];
  const power = statuses.filter(isStatus).find((status) => status.code.startsWith('PowerState/'));
  const powerState =
    power === undefined
      ? undefined
      : { code: power.code, displayStatus: power.displayStatus ?? null, level: power.level ?? 'Info' };
  const { statuses: _picked, ...rest } = view;
  return { ...others, extended: { instanceView: { ...rest, ...(powerState === undefined ? {} : { powerState }) } } };
}

function isStatus(value: unknown): value is Status {
  return isObject(value) && typeof value['code'] === 'string';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
