import type { HttpMethod } from '@azure/functions';
import type { Route } from './route.ts';

/** What can be read can be asked about by HEAD too: the platform leaves the body out. */
export function methodsOf({ method }: Pick<Route, 'method'>): HttpMethod[] {
  return method === 'GET' ? ['GET', 'HEAD'] : [method];
}
