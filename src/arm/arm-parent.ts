import { AzureAnswerError } from './errors.ts';

/** What a read is below of, as Azure's clients want it: in names. */
export interface ArmParent {
  readonly subscriptionId: string;
  /** Undefined where the parent is a whole subscription. */
  readonly resourceGroup: string | undefined;
  /** Names of the resource and of what it is inside of, outermost first; empty for a subscription or a group. */
  readonly names: readonly string[];
  readonly id: string;
}

const subscriptionOrGroup = /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?/i;

/**
 * @param id of a subscription, a resource group, a resource, or a region's entry of a provider
 * @throws {AzureAnswerError} for anything else: ids come from Azure
 */
export function armParent(id: string): ArmParent {
  const [whole, subscriptionId, resourceGroup] = subscriptionOrGroup.exec(id) ?? [];
  if (whole === undefined || subscriptionId === undefined) {
    throw new AzureAnswerError('Azure answered with an id that is of no subscription.', id);
  }
  const [, provider, ...typesAndNames] = id.slice(whole.length).split('/').filter(Boolean);
  const names = provider === undefined ? [] : typesAndNames.filter((_, index) => index % 2 === 1);
  return { subscriptionId, resourceGroup, names, id };
}

/** @throws {AzureAnswerError} when the id is of no resource group, nor of anything in one */
export function groupOf({ resourceGroup, id }: ArmParent): string {
  if (resourceGroup === undefined) throw new AzureAnswerError('Azure answered with an id outside resource groups.', id);
  return resourceGroup;
}

/**
 * @param depth 0 for the resource, 1 for the one inside of it
 * @throws {AzureAnswerError} when the id ends before
 */
export function nameOf({ names, id }: ArmParent, depth = 0): string {
  const name = names[depth];
  if (name === undefined) throw new AzureAnswerError('Azure answered with an id that is of another type.', id);
  return name;
}
