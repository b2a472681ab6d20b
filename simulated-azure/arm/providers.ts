import { regionNames } from './locations.ts';
import { type ResourceTypeRule, resourceTypes } from './resource-types.ts';

/** The providers whose types are served, as a subscription that is registered with all of them sees them. */
export function providerBodies(scope: string): readonly Record<string, unknown>[] {
  const byNamespace = Map.groupBy(resourceTypes, ({ type }) => namespaceOf(type));
  return [...byNamespace].map(([namespace, rules]) => ({
    id: `${scope}/providers/${namespace}`,
    namespace,
    registrationPolicy: 'RegistrationRequired',
    registrationState: 'Registered',
    resourceTypes: rules.map(resourceTypeBody),
  }));
}

/** One of them, in whatever case its name comes; undefined for a namespace that nobody serves. */
export function providerBody(scope: string, namespace: string): Record<string, unknown> | undefined {
  return providerBodies(scope).find((each) => String(each['namespace']).toLowerCase() === namespace.toLowerCase());
}

function namespaceOf(type: string): string {
  return type.split('/', 1).join();
}

function resourceTypeBody({ type, versions }: ResourceTypeRule): Record<string, unknown> {
  return {
    resourceType: type.slice(namespaceOf(type).length + 1),
    locations: regionNames,
    apiVersions: versions,
    capabilities: 'None',
  };
}
