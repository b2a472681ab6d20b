/** `/subscriptions/{subscription}/resourceGroups/{group}`. */
export function resourceGroupId(subscriptionId: string, resourceGroup: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
}

/** Id of a resource of `type` (`Microsoft.Network/routeTables`) in a resource group. */
export function resourceId(subscriptionId: string, resourceGroup: string, type: string, name: string): string {
  return `${resourceGroupId(subscriptionId, resourceGroup)}/providers/${type}/${name}`;
}

/** The subscription that an id belongs to, or '' for an id of tenant level. */
export function subscriptionIdOf(id: string): string {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? '';
}

export function resourceGroupOf(id: string): string {
  return /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? '';
}

export function lastSegment(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
