import type { KubernetesCluster, KubernetesObject } from '../estate/kubernetes-cluster.ts';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, ok } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';
import type { ApiResource } from './api-resources.ts';
import { failure } from './status.ts';

interface ListRequest {
  readonly incoming: Incoming;
  readonly cluster: KubernetesCluster;
  readonly resource: ApiResource;
  readonly namespace: string | null;
  readonly state: SimulationState;
}

/** The API keeps the state that a token continues for as long as etcd keeps it: five minutes. */
const tokenLifeMs = 5 * 60 * 1000;

/** `limit` and `continue`, as the API pages; without a limit everything at once. */
export function listPage({ incoming, cluster, resource, namespace, state }: ListRequest): Answer {
  const { searchParams } = incoming.url;
  const all = cluster.objects
    .filter(({ apiVersion, kind }) => kind === resource.kind && groupOf(apiVersion) === resource.group)
    .filter(({ metadata }) => namespace === null || metadata.namespace === namespace);
  const now = state.now().getTime();
  const from = startOf(searchParams.get('continue'), now);
  if (from === 'expired') {
    const message = 'The provided continue parameter is too old to display a consistent list result.';
    return failure(410, 'Expired', message);
  }
  if (from === 'malformed') return failure(400, 'BadRequest', 'continue key is not valid');
  const limit = Number(searchParams.get('limit') ?? 0);
  const until = limit > 0 ? from + limit : all.length;
  const left = all.length - until;
  const metadata = {
    resourceVersion: '10542',
    ...(left > 0 ? { continue: tokenFor(until, now), remainingItemCount: left } : {}),
  };
  const items = all.slice(from, until);
  return asksForMetadata(incoming) ? metadataOnly(items, metadata) : whole(items, metadata, resource);
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}

function tokenFor(start: number, now: number): string {
  return Buffer.from(JSON.stringify({ start, at: now })).toString('base64url');
}

function startOf(token: string | null, now: number): number | 'expired' | 'malformed' {
  if (token === null || token === '') return 0;
  try {
    const { start, at } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (typeof start !== 'number' || typeof at !== 'number') return 'malformed';
    return now - at > tokenLifeMs ? 'expired' : start;
  } catch {
    return 'malformed';
  }
}

function asksForMetadata({ headers }: Incoming): boolean {
  return /as=PartialObjectMetadataList/.test(headers['accept'] ?? '');
}

function whole(items: readonly KubernetesObject[], metadata: object, { group, version, kind }: ApiResource): Answer {
  const apiVersion = group === '' ? version : `${group}/${version}`;
  // Items of a typed list do not repeat their kind.
  const bare = items.map(({ apiVersion: _version, kind: _kind, ...rest }) => rest);
  return ok({ kind: `${kind}List`, apiVersion, metadata, items: bare });
}

function metadataOnly(items: readonly KubernetesObject[], metadata: object): Answer {
  const rows = items.map((item) => ({ metadata: item.metadata }));
  return ok({ kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items: rows });
}
