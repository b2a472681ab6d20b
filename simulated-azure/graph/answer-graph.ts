import { apiVersions } from '../arm/api-versions.ts';
import { invalidApiVersion, missingApiVersion } from '../arm/check-api-version.ts';
import { throttleArm } from '../arm/throttle-arm.ts';
import type { Principal } from '../estate/estate.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, ok } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';
import { graphError } from './graph-error.ts';
import { type GraphPage, graphPage } from './graph-page.ts';
import type { QuotaUse } from './graph-quota.ts';
import { type GraphRequest, graphRequest } from './graph-request.ts';
import { queryScope } from './query-scope.ts';
import { inRoleScope } from './role-scope.ts';
import { type QueryErrorDetail, type QueryResult, refusalDetails } from './run-query-port.ts';
import { type SubscriptionScope, type Viewer, visibleRows } from './visible-rows.ts';

/** The path of the one operation. */
export const graphPath = '/providers/microsoft.resourcegraph/resources';

/** What a caller of Resource Graph is, and which subscriptions a fault makes the service lose. */
interface GraphCaller {
  readonly principal: Principal;
  readonly dropped: readonly string[];
}

/** `POST /providers/Microsoft.ResourceGraph/resources`. */
export function answerGraph(incoming: Incoming, caller: GraphCaller, state: SimulationState): Answer {
  const version = incoming.url.searchParams.get('api-version');
  if (version === null || version === '') return missingApiVersion();
  if (!apiVersions.resourceGraph.some((each) => each === version)) {
    return invalidApiVersion(version, apiVersions.resourceGraph);
  }
  const arm = throttleArm(null, caller.principal, state);
  if (arm.refused !== null) return arm.refused;
  const quota = state.graphQuota.use(caller.principal.objectId);
  const answer = quota.isRefused ? rateLimited(quota, state) : answerRequest(incoming, caller, state);
  return { ...answer, headers: { ...arm.headers, ...quotaHeaders(quota), ...answer.headers } };
}

function answerRequest(incoming: Incoming, caller: GraphCaller, state: SimulationState): Answer {
  const request = readRequest(incoming.body);
  if ('code' in request) return badRequest([request], state);
  const viewer = { tables: state.graphTables(), principal: caller.principal, estate: state.estate };
  const scope = queryScope(request, viewer);
  if ('code' in scope) return badRequest([scope], state);

  const result = runQuery(request, withoutDropped(scope, caller.dropped), viewer, state);
  if (Array.isArray(result)) return badRequest(result, state);
  const page = graphPage(result, request, state);
  if (page === null) {
    return badRequest([{ code: 'InvalidSkipToken', message: 'The skip token is invalid or has expired.' }], state);
  }
  return withinPayloadLimit(body(result, page, request), state);
}

function readRequest(body: string): GraphRequest | QueryErrorDetail {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { code: 'InvalidRequestContent', message: 'The request content was invalid and could not be deserialized.' };
  }
  const parsed = graphRequest.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return { code: 'InvalidRequestContent', message: `${issue?.path.join('.')}: ${issue?.message}` };
}

function runQuery(
  request: GraphRequest,
  scope: SubscriptionScope,
  viewer: Viewer,
  state: SimulationState,
): QueryResult | QueryErrorDetail[] {
  const table = (name: string) => inRoleScope(name, visibleRows(viewer, name, scope), request);
  try {
    return state.runQuery(request.query, table, state.now());
  } catch (error) {
    const details = refusalDetails(error);
    if (details === null) throw error;
    return [...details];
  }
}

function withoutDropped(scope: SubscriptionScope, dropped: readonly string[]): SubscriptionScope {
  if (dropped.length === 0) return scope;
  const lost = new Set(dropped.map((id) => id.toLowerCase()));
  return new Set([...scope].filter((id) => !lost.has(id)));
}

function body(result: QueryResult, page: GraphPage, request: GraphRequest): Record<string, unknown> {
  const names = result.columns.map(({ name }) => name);
  const isTable = request.options.resultFormat === 'table';
  const data = isTable
    ? { columns: result.columns, rows: page.rows.map((row) => names.map((name) => row[name] ?? null)) }
    : page.rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null])));
  return {
    totalRecords: result.rows.length,
    count: page.rows.length,
    data,
    facets: [],
    resultTruncated: page.isTruncated ? 'true' : 'false',
    ...(page.skipToken === null ? {} : { $skipToken: page.skipToken }),
  };
}

function withinPayloadLimit(json: Record<string, unknown>, state: SimulationState): Answer {
  const limit = state.settings.graphMaximumPayloadBytes;
  const size = Buffer.byteLength(JSON.stringify(json['data']));
  if (size <= limit) return ok(json, { 'x-ms-resource-graph-request-duration': '0:00:00:00.0138132' });
  const message =
    `Response payload size is ${size}, and has exceeded the limit of ${limit}. ` +
    'Please consider querying less data at a time and make paginated call if needed.';
  return badRequest([{ code: 'ResponsePayloadTooLarge', message }], state);
}

function badRequest(details: readonly QueryErrorDetail[], state: SimulationState): Answer {
  return graphError(400, 'BadRequest', details, state.now());
}

function rateLimited(quota: QuotaUse, state: SimulationState): Answer {
  const message =
    'Client application has been throttled and should not attempt to repeat the request until an amount of time has ' +
    'elapsed. Please see https://aka.ms/resourcegraph-throttling for help.';
  const headers = {
    'retry-after': String(quota.resetsAfterSeconds),
    'x-ms-ratelimit-remaining-tenant-resource-requests': '0',
  };
  return graphError(429, 'RateLimiting', [{ code: 'RateLimiting', message }], state.now(), headers);
}

function quotaHeaders({ remaining, resetsAfterSeconds }: QuotaUse): Record<string, string> {
  return {
    'x-ms-user-quota-remaining': String(remaining),
    'x-ms-user-quota-resets-after': `00:00:${String(resetsAfterSeconds).padStart(2, '0')}`,
  };
}
