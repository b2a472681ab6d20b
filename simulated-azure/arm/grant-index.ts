import type { Grant, Principal } from '../estate/estate.ts';

/** A principal's grants by where they hold, so that thousands of them need not be looked through for each resource. */
export interface GrantIndex {
  /** Given at the scope or at a place above it; not those of management groups, which no scope names. */
  above(scope: string): readonly Grant[];
  /** Whether one is given at the scope or below it. */
  hasWithin(scope: string): boolean;
  /** By the group's name in lower case. */
  readonly ofGroups: ReadonlyMap<string, readonly Grant[]>;
}

const known = new WeakMap<Principal, GrantIndex>();

/** Made once for a principal, which is replaced and never changed. */
export function indexGrants(principal: Principal): GrantIndex {
  const index = known.get(principal) ?? makeIndex(principal);
  known.set(principal, index);
  return index;
}

function makeIndex({ grants }: Principal): GrantIndex {
  const byPlace = Map.groupBy(grants, ({ scope }) => placeKey(scope));
  const places = new Set(grants.flatMap(({ scope }) => placesAbove(scope)));
  const ofGroups = Map.groupBy(grants, ({ scope }) => groupOf(scope) ?? '');
  ofGroups.delete('');
  return {
    above: (scope) => placesAbove(scope).flatMap((place) => byPlace.get(place) ?? []),
    hasWithin: (scope) => places.has(placeKey(scope)),
    ofGroups,
  };
}

/** Scopes compare without regard to case and to a closing slash; '' and '/' are the root, above everything. */
function placeKey(scope: string): string {
  return scope.toLowerCase().replace(/\/$/, '');
}

/** The place itself and every one above it, the root included. */
function placesAbove(scope: string): readonly string[] {
  const place = placeKey(scope);
  const places = [place];
  for (let end = place.indexOf('/'); end >= 0; end = place.indexOf('/', end + 1)) places.push(place.slice(0, end));
  return places;
}

function groupOf(scope: string): string | undefined {
  return /^\/providers\/microsoft\.management\/managementgroups\/([^/]+)$/i.exec(scope)?.[1]?.toLowerCase();
}
