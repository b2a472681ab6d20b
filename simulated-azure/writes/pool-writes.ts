import type { ArmPath } from '../arm/resource-id.ts';
import type { ArmResource } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, armError, ok } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';
import { asRecord, changeEstate, type Properties, propertiesOf, sameText } from './change-estate.ts';
import { beginOperation, operationHeaders } from './operations.ts';
import { refusal } from './overlay-refusals.ts';
import { poolsOf, withPoolResources, withPools } from './pools.ts';
import { busyAnswer, subscriptionOf, withVersions } from './put-cluster.ts';

/** `PUT` of a node pool that is there: its size, its surge, its version. */
export function putPool(path: ArmPath, body: Properties, state: SimulationState, { url }: Incoming): Answer {
  return changePool(path, (pool) => ({ ...pool, ...asRecord(body['properties']) }), state, url.origin);
}

/** `POST …/upgradeNodeImageVersion`: the image of today on every node. */
export function upgradeNodeImage(path: ArmPath, state: SimulationState, { url }: Incoming): Answer {
  const image = state.estate.resources.flatMap((each) => poolsOf(each).map((pool) => pool['nodeImageVersion']));
  const newest = image.map(String).toSorted().at(-1);
  const pool = { ...path, path: path.path.replace(/\/upgradeNodeImageVersion$/i, '') };
  const name = pool.path.split('/').at(-1) ?? '';
  const parent = pool.path.split('/').slice(0, -2).join('/');
  return changePool(
    { ...pool, parent, names: [...path.names.slice(0, 1), name] },
    (each) => ({ ...each, nodeImageVersion: newest, osSKU: 'Ubuntu2404' }),
    state,
    url.origin,
  );
}

function changePool(
  path: ArmPath,
  change: (pool: Properties) => Properties,
  state: SimulationState,
  origin: string,
): Answer {
  const before = state.index.get(path.parent);
  const name = path.names.at(-1) ?? '';
  if (before === undefined || !poolsOf(before).some((pool) => sameText(pool['name'], name))) {
    return armError(404, 'ResourceNotFound', `The Resource '${path.path}' was not found.`);
  }
  const busy = busyAnswer(before);
  if (busy !== undefined) return busy;
  const ofPool = (cluster: ArmResource, changed: (pool: Properties) => Properties) =>
    withPools(cluster, (pool) => (sameText(pool['name'], name) ? { ...changed(pool), name: pool['name'] } : pool));
  const after = withVersions(ofPool(before, change));
  const refused = refusal(before, after, state);
  if (refused !== undefined) return refused;
  const show = (provisioningState: string) =>
    changeEstate(
      state,
      withPoolResources(
        ofPool(after, (pool) => ({ ...pool, provisioningState })),
        state,
      ),
    );
  show('Updating');
  const operation = beginOperation(
    path.path,
    {
      step: () => undefined,
      finish: () => {
        show('Succeeded');
        return undefined;
      },
    },
    state,
  );
  const shown = state.index.get(path.path);
  return ok({ ...shown, properties: propertiesOf(shown) }, operationHeaders(operation, origin, subscriptionOf(before)));
}
