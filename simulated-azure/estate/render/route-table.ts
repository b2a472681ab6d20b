import { lastSegment } from '../arm-ids.ts';
import type { RouteTableDraft } from '../build/network-draft.ts';
import type { ArmResource } from '../estate.ts';

/** The table with its routes inside and, as Azure adds them, the subnets it is attached to. */
export function routeTable(draft: RouteTableDraft, subnetIds: readonly string[]): ArmResource {
  return {
    id: draft.id,
    name: lastSegment(draft.id),
    type: 'Microsoft.Network/routeTables',
    location: draft.location,
    tags: {},
    properties: {
      provisioningState: 'Succeeded',
      disableBgpRoutePropagation: false,
      routes: draft.routes.map(({ name, ...properties }) => ({
        id: `${draft.id}/routes/${name}`,
        name,
        type: 'Microsoft.Network/routeTables/routes',
        properties: { provisioningState: 'Succeeded', ...properties, hasBgpOverride: false },
      })),
      ...(subnetIds.length > 0 && { subnets: subnetIds.map((id) => ({ id })) }),
    },
  };
}
