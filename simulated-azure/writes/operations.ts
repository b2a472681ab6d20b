import { randomUUID } from 'node:crypto';
import type { ArmPath } from '../arm/resource-id.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, armError, ok } from '../wire/answer.ts';
import type { Operation } from './operation.ts';

/** How often a GET still shows an operation under way. */
const looksUntilDone = 2;

/** Begins an operation; every look at it, or at the resource, brings the end nearer. */
export function beginOperation(
  resourceId: string,
  work: Pick<Operation, 'step' | 'finish'>,
  state: SimulationState,
): Operation {
  const operation = { ...work, name: randomUUID(), looks: looksUntilDone };
  state.operations.set(resourceId.toLowerCase(), operation);
  return operation;
}

/** Where an accepted write can be followed, as AKS says it. */
export function operationHeaders({ name }: Operation, origin: string, subscriptionId: string): Record<string, string> {
  const place = `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerService/locations/westeurope/operations/${name}`;
  return { 'azure-asyncoperation': `${origin}${place}?api-version=2016-03-30`, 'retry-after': '0' };
}

/** A GET of a resource under an operation: after the last one that shows it under way, it has ended. */
export function look(id: string, state: SimulationState): void {
  const key = id.toLowerCase();
  const operation = state.operations.get(key);
  if (operation === undefined) return;
  operation.looks -= 1;
  if (operation.looks > 0) {
    operation.step();
    return;
  }
  state.operations.delete(key);
  state.endedOperations.set(operation.name, operation.finish() ?? null);
}

const type = 'microsoft.containerservice/locations/operations';

/**
 * `GET` of an operation; undefined for every other path. While it is under way the answer holds an error object, as one that was
 * recorded did: its status decides.
 * @see https://github.com/Azure/azure-cli-extensions/tree/main/src/aks-preview test_aks_azure_cni_overlay_migration_from_kubenet
 */
export function answerOperation(method: string, path: ArmPath, state: SimulationState): Answer | undefined {
  if (method !== 'GET' || path.type.toLowerCase() !== type || path.kind !== 'resource') return undefined;
  const name = path.names.at(-1) ?? '';
  for (const [id, operation] of state.operations) if (operation.name === name) look(id, state);
  const body = { name, startTime: state.now().toISOString() };
  if ([...state.operations.values()].some((each) => each.name === name)) {
    const error = { code: 'NotLatestOperation', message: 'The operation was preempted by another one.' };
    return ok({ ...body, status: 'InProgress', error }, { 'retry-after': '0' });
  }
  const ended = state.endedOperations.get(name);
  if (ended === undefined) return armError(404, 'NotFound', `The operation ${name} was not found.`, {});
  return ok(ended === null ? { ...body, status: 'Succeeded' } : { ...body, status: 'Failed', error: ended });
}
