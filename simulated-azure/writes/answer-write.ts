import { authorizationFailed, isAllowed } from '../arm/access.ts';
import type { ArmPath } from '../arm/resource-id.ts';
import type { Principal } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, armError } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';
import { patchTags, putIdentity, putRoleAssignment } from './access-writes.ts';
import { asRecord, changeEstate, type Properties } from './change-estate.ts';
import { deleteCluster } from './delete-cluster.ts';
import { deleteRoute, deleteRouteTable, putRoute, putRouteTable, putSubnet } from './network-writes.ts';
import { putPool, upgradeNodeImage } from './pool-writes.ts';
import { putCluster } from './put-cluster.ts';

type Write = (path: ArmPath, body: Properties, state: SimulationState, incoming: Incoming) => Answer;

/** The writes that a migration makes, by method and type; every other is refused. */
const writes: Readonly<Record<string, Write>> = {
  'PUT microsoft.containerservice/managedclusters': putCluster,
  'DELETE microsoft.containerservice/managedclusters': (path, _body, state) => deleteCluster(path, state),
  'PUT microsoft.containerservice/managedclusters/agentpools': putPool,
  'POST microsoft.containerservice/managedclusters/agentpools/upgradenodeimageversion': (
    path,
    _body,
    state,
    incoming,
  ) => upgradeNodeImage(path, state, incoming),
  'PUT microsoft.managedidentity/userassignedidentities': putIdentity,
  'PUT microsoft.authorization/roleassignments': putRoleAssignment,
  'PATCH microsoft.resources/tags': patchTags,
  'PUT microsoft.network/virtualnetworks/subnets': putSubnet,
  'PUT microsoft.network/routetables': putRouteTable,
  'PUT microsoft.network/routetables/routes': putRoute,
  'DELETE microsoft.network/routetables/routes': (path, _body, state) => deleteRoute(path, state),
  'DELETE microsoft.network/routetables': (path, _body, state) => deleteRouteTable(path, state),
  'PUT microsoft.authorization/locks': (path, body, state) => {
    const name = path.names.at(-1) ?? '';
    const lock = { ...body, id: path.path, name, type: 'Microsoft.Authorization/locks' };
    changeEstate(state, new Map([[path.path, lock]]));
    return { status: 201, json: lock };
  },
  'DELETE microsoft.authorization/locks': (path, _body, state) => {
    if (state.index.get(path.path) === undefined) return { status: 204 };
    changeEstate(state, new Map([[path.path, null]]));
    return { status: 200 };
  },
};

const verbs: Readonly<Record<string, string>> = { PUT: 'write', PATCH: 'write', DELETE: 'delete' };

/** A write: refused without the right, and where the simulation does not know it. */
export function answerWrite(incoming: Incoming, path: ArmPath, principal: Principal, state: SimulationState): Answer {
  const action = `${path.type}/${verbs[incoming.method] ?? 'action'}`;
  const scope = path.kind === 'resource' ? path.path : path.parent;
  if (!isAllowed(principal, action, scope, state.estate)) return authorizationFailed(principal, action, scope);
  const isWhole = path.kind === (incoming.method === 'POST' ? 'collection' : 'resource');
  const write = isWhole ? writes[`${incoming.method} ${path.type.toLowerCase()}`] : undefined;
  if (write === undefined) {
    return armError(405, 'MethodNotAllowed', `The simulated Azure does not take ${incoming.method} of ${path.type}.`);
  }
  const body = bodyOf(incoming.body);
  return body === undefined
    ? armError(400, 'InvalidRequestContent', 'The request content was invalid and could not be deserialized.')
    : write(path, body, state, incoming);
}

function bodyOf(text: string): Properties | undefined {
  if (text === '') return {};
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return undefined;
  }
}
