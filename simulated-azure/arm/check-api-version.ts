import { type Answer, armError } from '../wire/answer.ts';
import type { ResourceTypeRule } from './resource-types.ts';

/** ARM's 400 for a request without `api-version`. */
export function missingApiVersion(): Answer {
  const message = 'The api-version query parameter (?api-version=) is required for all requests.';
  return armError(400, 'MissingApiVersionParameter', message);
}

/** Null when the type is served in that version. Resource Manager's own types answer otherwise than a provider's. */
export function checkApiVersion(rule: ResourceTypeRule, version: string, location = 'westeurope'): Answer | null {
  if (rule.versions.includes(version)) return null;
  const supported = rule.versions.join(', ');
  const isWellFormed = /^\d{4}-\d\d-\d\d(-[a-z]+)?$/i.test(version);
  if (!isWellFormed || rule.type.startsWith('Microsoft.Resources/')) return invalidApiVersion(version, rule.versions);
  const [, ...typeSegments] = rule.type.split('/');
  return armError(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for location '${location}' and API version '${version}' for type ` +
      `'${typeSegments.join('/')}'. The supported api-versions are '${supported}'. The supported locations are '${location}'.`,
  );
}

/** ARM's 400 for a version that it does not know itself. */
export function invalidApiVersion(version: string, versions: readonly string[]): Answer {
  const message = `The api-version '${version}' is invalid. The supported versions are '${versions.join(',')}'.`;
  return armError(400, 'InvalidApiVersionParameter', message);
}
