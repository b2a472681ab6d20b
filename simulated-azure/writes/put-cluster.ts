import type { ArmPath } from '../arm/resource-id.ts';
import type { ArmResource } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, armError } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';
import { asRecord, changeEstate, type Properties, propertiesOf, sameText, textOf } from './change-estate.ts';
import { lateError } from './late-errors.ts';
import { afterMigration, startsMigration } from './migrate-cluster.ts';
import { withProperties } from './network-writes.ts';
import type { LateError } from './operation.ts';
import { beginOperation, operationHeaders } from './operations.ts';
import { networkProfileOf, refusal } from './overlay-refusals.ts';
import { withPoolResources, withPools } from './pools.ts';

/** `PUT` of a managed cluster that is there: refused as AKS refuses, else begun. */
export function putCluster(path: ArmPath, body: Properties, state: SimulationState, { url }: Incoming): Answer {
  const before = state.index.get(path.path);
  if (before === undefined) return armError(404, 'ResourceNotFound', `The Resource '${path.path}' was not found.`);
  const busy = busyAnswer(before);
  if (busy !== undefined) return busy;
  const after: ArmResource = withIdentityIds(
    {
      ...before,
      ...body,
      ...{ id: before.id, name: before.name, type: before.type },
      properties: { ...propertiesOf(before), ...asRecord(body['properties']) },
    },
    state,
  );
  const refused = refusal(before, after, state);
  if (refused !== undefined) return refused;
  return updateCluster(before, withVersions(after), state, url.origin);
}

/** AKS takes one operation at a time. */
export function busyAnswer(cluster: ArmResource): Answer | undefined {
  const state = textOf(propertiesOf(cluster)['provisioningState']);
  return sameText(state, 'Succeeded') || sameText(state, 'Failed')
    ? undefined
    : armError(409, 'OperationNotAllowed', 'Operation is not allowed: another operation is in progress.', {});
}

/** Shows the goal at once, reimages pool after pool where that is asked for, and ends whole or, with a late error, mixed. */
function updateCluster(before: ArmResource, after: ArmResource, state: SimulationState, origin: string): Answer {
  const [was, is] = [networkProfileOf(before), networkProfileOf(after)];
  const isResumed =
    sameText(propertiesOf(before)['provisioningState'], 'Failed') && sameText(is['networkPluginMode'], 'overlay');
  const isMove = startsMigration(was, is) || isResumed;
  const isReimage = isMove || textOf(was['networkPolicy']) !== textOf(is['networkPolicy']);
  let now = withPools(
    withProperties(isMove ? withDataplane(after) : after, { provisioningState: 'Updating' }),
    (pool) => ({ ...pool, provisioningState: isReimage ? 'Upgrading' : 'Updating' }),
  );
  const show = (cluster: ArmResource, more: ReadonlyMap<string, ArmResource | null> = new Map()) => {
    now = cluster;
    changeEstate(state, new Map([...withPoolResources(cluster, state), ...more]));
  };
  show(now);
  const operation = beginOperation(
    before.id,
    {
      step: () =>
        show(withPools(now, (pool, index) => (index === 0 ? { ...pool, provisioningState: 'Succeeded' } : pool))),
      finish: () => {
        const error = isReimage ? lateError(now, state) : undefined;
        if (error === undefined) show(ended(now), isMove ? afterMigration(now, state) : undefined);
        else show(failed(now, error));
        return error;
      },
    },
    state,
  );
  return { status: 200, headers: operationHeaders(operation, origin, subscriptionOf(before)), json: now };
}

function ended(cluster: ArmResource): ArmResource {
  const { status: _, ...properties } = propertiesOf(cluster);
  const done = { ...cluster, properties: { ...properties, provisioningState: 'Succeeded' } };
  return withPools(done, (pool) => ({ ...pool, provisioningState: 'Succeeded' }));
}

/** Some pools are done, and the last one is not. */
function failed(cluster: ArmResource, { code, message }: LateError): ArmResource {
  const marked = withProperties(cluster, {
    provisioningState: 'Failed',
    status: { provisioningError: { code, message } },
  });
  return withPools(marked, (pool, index) => ({ ...pool, provisioningState: index === 0 ? 'Succeeded' : 'Failed' }));
}

export function subscriptionOf({ id }: ArmResource): string {
  return id.split('/')[2] ?? '';
}

function withDataplane(cluster: ArmResource): ArmResource {
  return withProperties(cluster, {
    networkProfile: { ...networkProfileOf(cluster), networkDataplane: 'azure', networkPolicy: 'none' },
  });
}

/** What was asked for is what runs, to the patch, when the operation has ended. */
export function withVersions(cluster: ArmResource): ArmResource {
  const { kubernetesVersion } = propertiesOf(cluster);
  return withPools(
    withProperties(
      cluster,
      kubernetesVersion === undefined ? {} : { currentKubernetesVersion: patch(kubernetesVersion) },
    ),
    (pool) =>
      pool['orchestratorVersion'] === undefined
        ? pool
        : { ...pool, currentOrchestratorVersion: patch(pool['orchestratorVersion']) },
  );
}

function patch(version: unknown): string {
  return /^\d+\.\d+$/.test(String(version)) ? `${version}.0` : String(version);
}

/** An identity that a cluster is given by its id answers with what it is. */
function withIdentityIds(cluster: ArmResource, state: SimulationState): ArmResource {
  const identity = asRecord(cluster['identity']);
  const given = Object.keys(asRecord(identity['userAssignedIdentities']));
  if (given.length === 0) return cluster;
  const known = given.map((id) => {
    const { principalId, clientId } = propertiesOf(state.index.get(id));
    return [id, { principalId, clientId }];
  });
  return { ...cluster, identity: { ...identity, userAssignedIdentities: Object.fromEntries(known) } };
}
