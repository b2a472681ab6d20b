import { isWithin } from '../arm/access.ts';
import type { ArmPath } from '../arm/resource-id.ts';
import type { ArmResource } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import type { Answer } from '../wire/answer.ts';
import { changeEstate } from './change-estate.ts';
import { nodeGroupId } from './migrate-cluster.ts';

/** `DELETE` of a cluster: it goes, and with it what lies in its node resource group. The owner's network stays as it is. */
export function deleteCluster(path: ArmPath, state: SimulationState): Answer {
  const cluster = state.index.get(path.path);
  if (cluster === undefined) return { status: 204 };
  const gone = state.estate.resources.filter(
    ({ id }) => isWithin(id, cluster.id) || isWithin(id, nodeGroupId(cluster)),
  );
  changeEstate(state, new Map(gone.map(({ id }) => [id, null] as readonly [string, ArmResource | null])));
  return { status: 204 };
}
