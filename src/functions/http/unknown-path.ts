import { problem } from './problem.ts';
import type { Route } from './route.ts';
import { methodsOf } from './route-methods.ts';
import { type RouteResponse, withHeaders } from './route-response.ts';

/** The answer to what no route takes: 405 where the path is one of a route with another method, else 404. `path` is below `api/`. */
export function unknownPath(routes: readonly Pick<Route, 'path' | 'method'>[], path: string): RouteResponse {
  const allowed =
    path === '' ? ['GET', 'HEAD'] : routes.filter((route) => matches(route.path, path)).flatMap(methodsOf);
  if (allowed.length === 0) {
    return problem(404, 'There is nothing here.', 'The address /api lists what there is.');
  }
  const allow = [...new Set(allowed)].join(', ');
  const response = problem(405, 'The method is not allowed.', `This address takes ${allow}.`);
  return withHeaders(response, { allow });
}

/** Segment by segment, as the platform matches: literally without regard to case, a parameter anything but nothing. */
function matches(template: string, path: string): boolean {
  const parts = path.replace(/\/$/, '').split('/');
  const wanted = template.split('/');
  return wanted.length === parts.length && wanted.every((part, at) => isSame(part, parts[at] ?? ''));
}

function isSame(template: string, part: string): boolean {
  return template.startsWith('{') ? part !== '' : template.toLowerCase() === part.toLowerCase();
}
