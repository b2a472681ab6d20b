import { z } from 'zod';
import type { AppServices } from '../app-services.ts';
import type { WorkLog } from '../runs/work-services.ts';
import { problem } from './problem.ts';
import { readQuery } from './read-query.ts';
import type { RouteResponse } from './route-response.ts';

/** A request as any HTTP server can give it. */
export interface RawRequest {
  /** Absolute. */
  readonly url: string;
  readonly headers: { get(name: string): string | null };
  /** What the route's path matched: `key` of `clusters/{key}`. */
  readonly params: Readonly<Record<string, string>>;
  /** Empty where there is none. */
  readonly body: string;
}

interface RouteRequest<Params, Query> {
  readonly url: URL;
  readonly headers: RawRequest['headers'];
  readonly params: Params;
  readonly query: Query;
  readonly body: string;
}

/** One answer a route may give, as OpenAPI shows it. */
export interface DocumentedResponse {
  readonly status: number;
  readonly description: string;
  /** Schema by media type; null where the content has none. */
  readonly content?: Readonly<Record<string, z.ZodType | null>>;
}

type RouteHandler<Params, Query> = (
  request: RouteRequest<Params, Query>,
  services: AppServices,
  log: WorkLog,
) => Promise<RouteResponse>;

interface RouteDefinition<Params extends z.ZodObject, Query extends z.ZodObject> {
  /** Of the function. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** After the prefix `api/`. */
  readonly path: string;
  readonly authLevel: 'anonymous' | 'function';
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly responses: readonly DocumentedResponse[];
  readonly handle: RouteHandler<z.output<Params>, z.output<Query>>;
}

/** One HTTP route: registration, validation and OpenAPI come from it. */
export interface Route extends Omit<RouteDefinition<z.ZodObject, z.ZodObject>, 'handle'> {
  handle(request: RawRequest, services: AppServices, log: WorkLog): Promise<RouteResponse>;
}

/** Types `handle` by `params` and `query`; it is called only with what they allow, everything else is answered with 400. */
export function defineRoute<Params extends z.ZodObject, Query extends z.ZodObject>(
  definition: RouteDefinition<Params, Query>,
): Route {
  const { params: paramsSchema, query: querySchema } = definition;
  return {
    ...definition,
    async handle({ url, headers, params, body }, services, log) {
      const target = new URL(url);
      const path = paramsSchema.safeParse(params);
      if (!path.success) return invalid(path.error);
      const query = querySchema.safeParse(readQuery(target.searchParams, querySchema));
      if (!query.success) return invalid(query.error);
      return definition.handle({ url: target, headers, params: path.data, query: query.data, body }, services, log);
    },
  };
}

function invalid(error: z.ZodError): RouteResponse {
  const details = error.issues.map(({ path, message }) =>
    [path.join('.'), message].filter((part) => part !== '').join(': '),
  );
  return problem(400, 'The request is not valid.', details.join('. '));
}

export const noParams = z.strictObject({});
