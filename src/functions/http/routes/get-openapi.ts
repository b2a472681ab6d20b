import { z } from 'zod';
import { jsonResponse } from '../json-response.ts';
import { openApiDocument } from '../open-api.ts';
import { publicAddress } from '../public-address.ts';
import { defineRoute, noParams, type Route } from '../route.ts';

/** `routes`: read when it is asked for, since this route is one of them. */
export function getOpenApi(routes: () => readonly Route[]): Route {
  return defineRoute({
    name: 'http-openapi',
    method: 'GET',
    path: 'openapi.json',
    authLevel: 'function',
    summary: 'This list of routes, as OpenAPI 3.1.',
    params: noParams,
    query: z.strictObject({}),
    responses: [{ status: 200, description: 'The document.', content: { 'application/json': null } }],
    handle: async ({ url }, services) =>
      jsonResponse(200, openApiDocument(routes(), publicAddress(services, new URL('.', url)))),
  });
}
