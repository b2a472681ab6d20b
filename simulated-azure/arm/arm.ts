import type { Principal } from '../estate/estate.ts';
import { answerUserCredential } from '../kubernetes/user-credential.ts';
import type { SimulationState } from '../simulation-state.ts';
import type { Answer } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';
import { answerWrite } from '../writes/answer-write.ts';
import { answerOperation, look } from '../writes/operations.ts';
import { authorizationFailed, isAllowed } from './access.ts';
import { answerCollection } from './answer-collection.ts';
import { answerResource } from './answer-resource.ts';
import { checkApiVersion, missingApiVersion } from './check-api-version.ts';
import { invalidType, notFoundPath, resourceGroupNotFound, subscriptionNotFound } from './not-found.ts';
import { type ArmPath, parseArmPath } from './resource-id.ts';
import { ruleOf } from './resource-types.ts';
import { throttleArm } from './throttle-arm.ts';
import { throttleProvider } from './throttle-provider.ts';

/** Resource Manager: the gates in the order in which the real one closes them, then the resource or the list. */
export function answerArm(incoming: Incoming, principal: Principal, state: SimulationState): Answer {
  const path = parseArmPath(decodedPath(incoming.url));
  if (path === null) return notFoundPath(incoming);
  const version = incoming.url.searchParams.get('api-version');
  if (version === null || version === '') return missingApiVersion();
  const unknownSubscription = subscriptionNotFound(path, state.index);
  if (unknownSubscription !== null) return unknownSubscription;

  const arm = throttleArm(path.subscriptionId, principal, state);
  if (arm.refused !== null) return arm.refused;
  return withHeaders(behindThrottle({ path, version, incoming, principal, state }), arm.headers);
}

/** A path with a broken escape stays as it is, and then names nothing. */
function decodedPath({ pathname }: URL): string {
  return /%(?![0-9a-f]{2})/i.test(pathname) ? pathname : decodeURIComponent(pathname);
}

interface Call {
  readonly path: ArmPath;
  readonly version: string;
  readonly incoming: Incoming;
  readonly principal: Principal;
  readonly state: SimulationState;
}

function behindThrottle({ path, version, incoming, principal, state }: Call): Answer {
  const credential = answerUserCredential(incoming.method, path, principal, state);
  if (credential !== undefined) return credential;
  const operation = answerOperation(incoming.method, path, state);
  if (operation !== undefined) return operation;
  if (incoming.method !== 'GET' && incoming.method !== 'HEAD') return answerWrite(incoming, path, principal, state);
  const rule = ruleOf(path.type);
  if (rule === undefined) return invalidType(path, version);
  const wrongVersion = checkApiVersion(rule, version, state.index.get(path.path)?.location);
  if (wrongVersion !== null) return wrongVersion;

  const scope = path.kind === 'resource' ? path.path : path.parent;
  // Whoever is signed in may read what the tenant lists, and which providers there are.
  const isOpen =
    rule.listedAt === 'tenant' && (path.kind === 'collection' || rule.type === 'Microsoft.Resources/providers');
  if (!isOpen && !isAllowed(principal, rule.action, scope, state.estate)) {
    return authorizationFailed(principal, rule.action, scope);
  }
  const missingGroup = resourceGroupNotFound(path, state.index);
  if (missingGroup !== null) return missingGroup;

  const provider = throttleProvider(path, rule, state);
  if (provider.refused !== null) return provider.refused;
  const read = { path, rule, principal, incoming, state };
  if (path.kind === 'resource') look(path.path, state);
  const answer = path.kind === 'resource' ? answerResource(read) : answerCollection(read);
  return withHeaders(answer, provider.headers);
}

function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...answer, headers: { ...headers, ...answer.headers } };
}
