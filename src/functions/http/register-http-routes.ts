import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import type { FunctionsApp } from '../app-services.ts';
import { problem } from './problem.ts';
import type { Route, RouteResponse } from './route.ts';
import { routes } from './routes.ts';

export function registerHttpRoutes(functionsApp: FunctionsApp): void {
  for (const route of routes) {
    app.http(route.name, {
      methods: [route.method],
      route: route.path,
      authLevel: route.authLevel,
      handler: (request, context) => answer(functionsApp, route, request, context),
    });
  }
}

async function answer(
  { services }: FunctionsApp,
  route: Route,
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  try {
    const { url, headers, params } = request;
    const body = route.method === 'GET' ? '' : await request.text();
    return await toFunctionsResponse(await route.handle({ url, headers, params, body }, await services(), context));
  } catch (error) {
    context.error(error);
    const detail = `The log has the reason under invocation ${context.invocationId}.`;
    return toFunctionsResponse(problem(500, 'The app failed.', detail));
  }
}

/** Collected here, so that what fails while it is rendered is still answered as an error. */
async function toFunctionsResponse({ status, headers, body }: RouteResponse): Promise<HttpResponseInit> {
  if (body === undefined) return { status, headers: { ...headers } };
  return { status, headers: { ...headers }, body: typeof body === 'string' ? body : await collect(body) };
}

async function collect(parts: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const part of parts) chunks.push(typeof part === 'string' ? Buffer.from(part) : part);
  return Buffer.concat(chunks);
}
