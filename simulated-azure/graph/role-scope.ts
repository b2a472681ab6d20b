import { parseArmPath } from '../arm/resource-id.ts';
import type { GraphRequest } from './graph-request.ts';
import type { GraphRow } from './run-query-port.ts';

/**
 * Of `authorizationresources` the rows that the request's `authorizationScopeFilter` lets through: by itself what was given in the
 * subscriptions asked for, not what they inherit; `AtScopeAndAbove` leaves out what was given below a subscription.
 * @see https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources#authorizationscopefilter
 */
export function inRoleScope(
  table: string,
  rows: readonly GraphRow[] | undefined,
  { options: { authorizationScopeFilter: filter = 'AtScopeAndBelow' } }: GraphRequest,
): readonly GraphRow[] | undefined {
  if (table.toLowerCase() !== 'authorizationresources') return rows;
  const withAbove = filter === 'AtScopeAndAbove' || filter === 'AtScopeAboveAndBelow';
  const withBelow = filter === 'AtScopeAndBelow' || filter === 'AtScopeAboveAndBelow';
  return rows?.filter(({ id, subscriptionId }) => {
    if (subscriptionId === '') return withAbove;
    return withBelow || /^\/subscriptions\/[^/]+$/i.test(parseArmPath(String(id))?.scope ?? '');
  });
}
