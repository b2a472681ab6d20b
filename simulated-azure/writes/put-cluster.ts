import type { ArmPath } from '../arm/resource-id.ts';
import type { ArmResource } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, armError } from '../wire/answer.ts';
import { asRecord, asRecords, changeEstate, type Properties, propertiesOf, sameText } from './change-estate.ts';
import { afterMigration, refusal, startsMigration } from './migrate-cluster.ts';
import { withProperties } from './network-writes.ts';

/** How often a GET still shows `Updating` before an operation has ended. */
const looksUntilDone = 2;

/** `PUT` of a managed cluster that is there: refused as AKS refuses, else begun; every GET of it brings the end nearer. */
export function putCluster(path: ArmPath, body: Properties, state: SimulationState): Answer {
  const before = state.index.get(path.path);
  if (before === undefined) return armError(404, 'ResourceNotFound', `The Resource '${path.path}' was not found.`);
  if (
    !sameText(propertiesOf(before)['provisioningState'], 'Succeeded') &&
    !sameText(propertiesOf(before)['provisioningState'], 'Failed')
  ) {
    return armError(409, 'OperationNotAllowed', 'Operation is not allowed: another operation is in progress.', {});
  }
  const after: ArmResource = {
    ...before,
    ...body,
    ...{ id: before.id, name: before.name, type: before.type },
    properties: { ...propertiesOf(before), ...asRecord(body['properties']) },
  };
  const refused = refusal(before, after, state) ?? refusedEngine(before, after);
  if (refused !== undefined) return refused;
  const versioned = withVersions(after);
  const isMove = startsMigration(profile(before), profile(after));
  const begun = inState(isMove ? withDataplane(versioned) : versioned, 'Updating');
  changeEstate(state, new Map([[before.id, begun]]));
  state.operations.set(before.id.toLowerCase(), {
    looks: looksUntilDone,
    finish: () => {
      const changes = new Map<string, ArmResource | null>(isMove ? afterMigration(begun, state) : []);
      changeEstate(state, changes.set(before.id, inState(begun, 'Succeeded')));
    },
  });
  return { status: 200, headers: { 'retry-after': '0' }, json: begun };
}

/** Uninstalling an engine is refused below Kubernetes 1.30. */
function refusedEngine(before: ArmResource, after: ArmResource): Answer | undefined {
  const engine = (resource: ArmResource) => String(profile(resource)['networkPolicy'] ?? 'none');
  const minor = Number(/^1\.(\d+)/.exec(String(propertiesOf(before)['currentKubernetesVersion'] ?? ''))?.[1] ?? 99);
  return sameText(engine(before), 'calico') && sameText(engine(after), 'none') && minor < 30
    ? armError(400, 'BadRequest', 'Uninstalling network policy requires Kubernetes version 1.30 or higher.', {})
    : undefined;
}

function profile(resource: ArmResource): Properties {
  return asRecord(propertiesOf(resource)['networkProfile']);
}

function withDataplane(cluster: ArmResource): ArmResource {
  return withProperties(cluster, {
    networkProfile: { ...profile(cluster), networkDataplane: 'azure', networkPolicy: 'none' },
  });
}

/** What was asked for is what runs, to the patch, when the operation has ended. */
function withVersions(cluster: ArmResource): ArmResource {
  const patch = (version: unknown) => (/^\d+\.\d+$/.test(String(version)) ? `${version}.0` : String(version));
  const { kubernetesVersion, agentPoolProfiles } = propertiesOf(cluster);
  const pools = asRecords(agentPoolProfiles).map((pool) =>
    pool['orchestratorVersion'] === undefined
      ? pool
      : { ...pool, currentOrchestratorVersion: patch(pool['orchestratorVersion']) },
  );
  return withProperties(cluster, {
    ...(kubernetesVersion === undefined ? {} : { currentKubernetesVersion: patch(kubernetesVersion) }),
    agentPoolProfiles: pools,
  });
}

function inState(cluster: ArmResource, provisioningState: string): ArmResource {
  const pools = asRecords(propertiesOf(cluster)['agentPoolProfiles']).map((pool) => ({ ...pool, provisioningState }));
  return withProperties(cluster, { provisioningState, agentPoolProfiles: pools });
}

/** A GET of a resource under an operation: after the last one that shows it under way, it has ended. */
export function look(id: string, state: SimulationState): void {
  const operation = state.operations.get(id.toLowerCase());
  if (operation === undefined) return;
  operation.looks -= 1;
  if (operation.looks > 0) return;
  state.operations.delete(id.toLowerCase());
  operation.finish();
}
