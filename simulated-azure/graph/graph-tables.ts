import { managementGroupId } from '../arm/container-bodies.ts';
import type { EstateIndex } from '../arm/estate-index.ts';
import { type ArmPath, parseArmPath } from '../arm/resource-id.ts';
import { ruleOf } from '../arm/resource-types.ts';
import type { ArmResource } from '../estate/estate.ts';
import { managementGroupRow, resourceGroupRow, subscriptionRow } from './container-rows.ts';
import { graphRow } from './graph-row.ts';
import type { GuardedRow } from './guarded-row.ts';
import { quotaRows } from './quota-rows.ts';

/** Rows by table name, in lower case. A table that Resource Graph has and the estate leaves empty is there, empty. */
export type GraphTables = ReadonlyMap<string, readonly GuardedRow[]>;

/** @see https://learn.microsoft.com/azure/governance/resource-graph/reference/supported-tables-resources */
const tableNames = [
  'resources',
  'resourcecontainers',
  'advisorresources',
  'aksresources',
  'alertsmanagementresources',
  'appserviceresources',
  'authorizationresources',
  'awsresources',
  'azurebusinesscontinuityresources',
  'azuredevopsplatformresources',
  'batchresources',
  'capabilityresources',
  'chaosresources',
  'communitygalleryresources',
  'computeresources',
  'deploymentresources',
  'desktopvirtualizationresources',
  'dnsresources',
  'edgeorderresources',
  'elasticsanresources',
  'extendedlocationresources',
  'extensibilityresourcechanges',
  'featureresources',
  'guestconfigurationresources',
  'healthresourcechanges',
  'healthresources',
  'impactreportresources',
  'insightresources',
  'iotsecurityresources',
  'kubernetesconfigurationresources',
  'kustoresources',
  'maintenanceresourcechanges',
  'maintenanceresources',
  'managedserviceresources',
  'networkresourcechanges',
  'networkresources',
  'orbitalresources',
  'patchassessmentresources',
  'patchinstallationresources',
  'policyresources',
  'quotaresourcechanges',
  'quotaresources',
  'recoveryservicesresources',
  'resourcechanges',
  'resourcecontainerchanges',
  'securityresources',
  'servicehealthresources',
  'spotresources',
  'supportresources',
];

const known = new WeakMap<EstateIndex, GraphTables>();

/**
 * Resource Graph's tables, made when they are first asked for: much that changes an estate is seen through Resource Manager only.
 * @param lag overrides what Resource Graph has taken in: an older body for an id, or null for a resource it does not know yet
 */
export function graphTablesOf(index: EstateIndex, lag: ReadonlyMap<string, ArmResource | null>): () => GraphTables {
  const own = new Map(lag);
  let tables = own.size === 0 ? known.get(index) : undefined;
  return () => {
    tables ??= buildGraphTables(index, own);
    if (own.size === 0) known.set(index, tables);
    return tables;
  };
}

function buildGraphTables(index: EstateIndex, lag: ReadonlyMap<string, ArmResource | null>): GraphTables {
  const tables = new Map<string, GuardedRow[]>(tableNames.map((name) => [name, []]));
  for (const current of withLag(index.resources, lag)) {
    const path = parseArmPath(current.id);
    const table = tableOf(path);
    if (table !== null) tables.get(table)?.push(guardedResource(current, path, index));
  }
  for (const usage of quotaRows(index.estate)) tables.get('quotaresources')?.push(usage);
  for (const container of containers(index)) tables.get('resourcecontainers')?.push(container);
  return tables;
}

function* withLag(
  resources: readonly ArmResource[],
  lag: ReadonlyMap<string, ArmResource | null>,
): Generator<ArmResource> {
  if (lag.size === 0) return yield* resources;
  const seen = new Set<string>();
  for (const resource of resources) {
    const key = resource.id.toLowerCase();
    const older = lag.get(key);
    seen.add(key);
    if (older === undefined) yield resource;
    else if (older !== null) yield older;
  }
  // A resource that was deleted is gone from ARM and still in Resource Graph.
  for (const [key, older] of lag) if (older !== null && !seen.has(key)) yield older;
}

/** Types below another type that have a place in Resource Graph, and their table. */
const tableOfType: Readonly<Record<string, string>> = {
  'microsoft.compute/virtualmachinescalesets/virtualmachines': 'computeresources',
  'microsoft.compute/virtualmachinescalesets/virtualmachines/networkinterfaces': 'computeresources',
  'microsoft.authorization/roleassignments': 'authorizationresources',
  'microsoft.authorization/roledefinitions': 'authorizationresources',
  'microsoft.advisor/recommendations': 'advisorresources',
};

/** Null for what Resource Graph does not hold: locks, agent pools, maintenance configurations of a cluster. */
function tableOf(path: ArmPath | null): string | null {
  const type = path?.type.toLowerCase() ?? '';
  const named = tableOfType[type];
  if (named !== undefined) return named;
  if (type.startsWith('microsoft.network/networkmanagers/')) return 'networkresources';
  if (type.startsWith('microsoft.authorization/') || type.startsWith('microsoft.resources/')) return null;
  return type.split('/').length === 2 ? 'resources' : null;
}

function guardedResource(resource: ArmResource, path: ArmPath | null, index: EstateIndex): GuardedRow {
  const subscription = index.subscription(path?.subscriptionId ?? '');
  const type = path?.type ?? resource.type;
  return {
    row: graphRow(resource, path, subscription, index.estate),
    id: resource.id,
    action: ruleOf(type)?.action ?? `${type}/read`,
    subscriptionId: path?.subscriptionId?.toLowerCase() ?? '',
    resourceGroup: path?.resourceGroup?.toLowerCase() ?? '',
  };
}

function* containers(index: EstateIndex): Generator<GuardedRow> {
  const { estate } = index;
  for (const subscription of estate.subscriptions) {
    const place = { subscriptionId: subscription.subscriptionId.toLowerCase(), resourceGroup: '' };
    const id = `/subscriptions/${subscription.subscriptionId}`;
    yield {
      ...place,
      row: subscriptionRow(subscription, estate),
      id,
      action: 'Microsoft.Resources/subscriptions/read',
    };
    for (const group of index.resourceGroups(subscription.subscriptionId)) {
      const row = resourceGroupRow(group, subscription, estate);
      const action = 'Microsoft.Resources/subscriptions/resourceGroups/read';
      yield { ...place, row, id: group.id, action, resourceGroup: group.name.toLowerCase() };
    }
  }
  for (const group of estate.managementGroups) {
    const action = 'Microsoft.Management/managementGroups/read';
    const place = { subscriptionId: '', resourceGroup: '', id: managementGroupId(group.name) };
    yield { ...place, row: managementGroupRow(group, estate), action };
  }
}
