import {
  app,
  type HttpMethod,
  type HttpRequest,
  type HttpResponseInit,
  type InvocationContext,
} from '@azure/functions';
import type { FunctionsApp } from '../app-services.ts';
import { refusal } from './authorise.ts';
import { type Clients, watchClients } from './clients.ts';
import { toFunctionsResponse } from './functions-response.ts';
import { homePage } from './home-page.ts';
import { problem } from './problem.ts';
import type { Route } from './route.ts';
import { methodsOf } from './route-methods.ts';
import { withoutBody } from './route-response.ts';
import { routes } from './routes.ts';
import { unknownPath } from './unknown-path.ts';

/** `host.json` has an empty prefix, so that the app answers at its root too; the contract's paths are below this one. */
const prefix = 'api';
const everyMethod: HttpMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

const homeMethods = methodsOf({ method: 'GET' }).map(String);

export function registerHttpRoutes(functionsApp: FunctionsApp): void {
  // Reports of thousands of clusters are too much to hold as a whole.
  app.setup({ enableHttpStream: true });
  const clients = watchClients();
  for (const route of routes) {
    app.http(route.name, {
      methods: methodsOf(route),
      route: `${prefix}/${route.path}`,
      // With Entra sign-in the platform has let the caller in already, and a person has no key.
      authLevel: functionsApp.settings.signIn.kind === 'entra' ? 'anonymous' : route.authLevel,
      handler: (request, context) => answer(functionsApp, route, request, context, clients),
    });
  }
  // Matches the empty path alone, which a template cannot say otherwise.
  for (const [name, path] of [
    ['http-root', '{nothing:maxlength(0)?}'],
    ['http-home', prefix],
  ] as const) {
    app.http(name, {
      methods: everyMethod,
      route: path,
      authLevel: 'anonymous',
      handler: ({ method, query }) =>
        toFunctionsResponse(
          homeMethods.includes(method)
            ? homePage(routes, functionsApp.settings, query.get('code'))
            : unknownPath(routes, ''),
        ),
    });
  }
  app.http('http-unknown', {
    methods: everyMethod,
    route: `${prefix}/{*path}`,
    authLevel: 'anonymous',
    handler: ({ params }) => toFunctionsResponse(unknownPath(routes, params['path'] ?? '')),
  });
}

async function answer(
  { settings, services, servicesForAnybody }: FunctionsApp,
  route: Route,
  request: HttpRequest,
  context: InvocationContext,
  clients: Clients,
): Promise<HttpResponseInit> {
  try {
    const { url, headers, params } = request;
    const { signIn } = settings;
    const isForAnybody = route.authLevel === 'anonymous';
    if (signIn.kind === 'entra' && !isForAnybody) {
      const refused = refusal(signIn, route.method === 'POST' ? 'start' : 'read', headers, context);
      if (refused !== undefined) return await toFunctionsResponse(refused);
    }
    const body = route.method === 'GET' ? '' : await request.text();
    const ready = await (isForAnybody ? servicesForAnybody() : services());
    const handled = await route.handle({ url, headers, params, body }, ready, context);
    // A stream would be read to its end for nobody.
    const wanted = request.method === 'HEAD' ? withoutBody(handled) : handled;
    const response = await toFunctionsResponse(wanted, clients(context.invocationId));
    await ready.catchUp?.(context).catch((error: unknown) => context.error(error));
    return response;
  } catch (error) {
    context.error(error);
    const detail = `The log has the reason under invocation ${context.invocationId}.`;
    return toFunctionsResponse(problem(500, 'The app failed.', detail));
  }
}
