import { type Answer, armError } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';
import type { EstateIndex } from './estate-index.ts';
import type { ArmPath } from './resource-id.ts';
import { isKnownNamespace, resourceTypes } from './resource-types.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A path that Resource Manager has no route for. */
export function notFoundPath(incoming: Incoming): Answer {
  return armError(404, 'NotFound', `The requested path '${incoming.url.pathname}' was not found.`);
}

/** Null when the path names no subscription, or one of this tenant. */
export function subscriptionNotFound({ subscriptionId }: ArmPath, index: EstateIndex): Answer | null {
  if (subscriptionId === null || index.subscription(subscriptionId) !== undefined) return null;
  if (!guid.test(subscriptionId)) {
    const message = `The provided subscription identifier '${subscriptionId}' is malformed or invalid.`;
    return armError(400, 'InvalidSubscriptionId', message);
  }
  return armError(404, 'SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`);
}

/** Null when the path names no resource group, or one that is there. */
export function resourceGroupNotFound({ subscriptionId, resourceGroup }: ArmPath, index: EstateIndex): Answer | null {
  if (subscriptionId === null || resourceGroup === null) return null;
  if (index.resourceGroup(subscriptionId, resourceGroup) !== undefined) return null;
  return armError(404, 'ResourceGroupNotFound', `Resource group '${resourceGroup}' could not be found.`);
}

/** A namespace or a type that no provider has registered. */
export function invalidType({ type }: ArmPath, version: string): Answer {
  const [namespace = '', ...typeSegments] = type.split('/');
  if (!isKnownNamespace(namespace)) {
    return armError(404, 'InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`);
  }
  const prefix = `${namespace.toLowerCase()}/`;
  const versions = resourceTypes.find((rule) => rule.type.toLowerCase().startsWith(prefix))?.versions ?? [];
  return armError(
    404,
    'InvalidResourceType',
    `The resource type '${typeSegments.join('/')}' could not be found in the namespace '${namespace}' for api version ` +
      `'${version}'. The supported api-versions are '${versions.join(',')}'.`,
  );
}

/** Resource Manager's 404 for a top-level resource; a provider's own, shorter one for what lies inside another. */
export function resourceNotFound(path: ArmPath): Answer {
  const [namespace = '', ...typeSegments] = path.type.split('/');
  if (typeSegments.length > 1 && namespace.toLowerCase() === 'microsoft.network') {
    const message = `Resource ${path.path} not found.`;
    return { status: 404, json: { error: { code: 'NotFound', message, details: [] } } };
  }
  const fullName = typeSegments.flatMap((segment, index) => [segment, path.names[index] ?? '']).join('/');
  return armError(
    404,
    'ResourceNotFound',
    `The Resource '${namespace}/${fullName}' under resource group '${path.resourceGroup ?? '<null>'}' was not found. ` +
      'For more details please go to https://aka.ms/ARMResourceNotFoundFix',
  );
}

/** The list of something whose parent is not there. */
export function parentNotFound(path: ArmPath): Answer {
  const [, ...typeSegments] = path.type.split('/');
  return armError(
    404,
    'ParentResourceNotFound',
    `Failed to perform 'read' on resource(s) of type '${typeSegments.join('/')}', because the parent resource ` +
      `'${path.parent}' could not be found.`,
  );
}
