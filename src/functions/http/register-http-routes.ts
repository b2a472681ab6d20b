import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import type { FunctionsApp } from '../app-services.ts';
import { problem } from './problem.ts';
import type { Route } from './route.ts';
import type { RouteResponse } from './route-response.ts';
import { routes } from './routes.ts';

export function registerHttpRoutes(functionsApp: FunctionsApp): void {
  for (const route of routes) {
    app.http(route.name, {
      methods: [route.method],
      route: route.path,
      // With Entra sign-in the platform has let the caller in already, and a person has no key.
      authLevel: functionsApp.settings.signIn === 'entra' ? 'anonymous' : route.authLevel,
      handler: (request, context) => answer(functionsApp, route, request, context),
    });
  }
}

async function answer(
  { settings, services }: FunctionsApp,
  route: Route,
  request: HttpRequest,
  context: InvocationContext,
): Promise<HttpResponseInit> {
  try {
    const { url, headers, params } = request;
    if (settings.signIn === 'entra' && route.authLevel !== 'anonymous' && !isSignedIn(headers))
      return toFunctionsResponse(notSignedIn);
    const body = route.method === 'GET' ? '' : await request.text();
    return await toFunctionsResponse(await route.handle({ url, headers, params, body }, await services(), context));
  } catch (error) {
    context.error(error);
    const detail = `The log has the reason under invocation ${context.invocationId}.`;
    return toFunctionsResponse(problem(500, 'The app failed.', detail));
  }
}

/**
 * Whether the platform's sign-in vouches for the caller. Asked only where the settings say that it stands in front: elsewhere anybody can
 * send this header.
 * @see https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
 */
function isSignedIn(headers: HttpRequest['headers']): boolean {
  return Boolean(headers.get('x-ms-client-principal-id'));
}

const notSignedIn = problem(401, 'Nobody is signed in.', 'Sign in with Microsoft Entra, then open the address again.');

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
