import { type ArmClient, type ArmClientOptions, createArmClient } from '../arm/arm-client.ts';
import { cloudEndpoints } from '../arm/clouds.ts';
import { createClusterSignIn } from '../arm/cluster-sign-in.ts';
import { createCredential } from '../arm/credential.ts';
import { ownObjectId } from '../arm/own-object-id.ts';
import { paceRequests, unpaced } from '../arm/policies/pacing.ts';
import { countRequests } from '../arm/request-counter.ts';
import { createResourceGraph } from '../arm/resource-graph.ts';
import { createArmSource } from '../gather/arm/arm-source.ts';
import { readsAtOnce } from '../gather/arm/remembered-reads.ts';
import { createGraphSource } from '../gather/graph/graph-source.ts';
import { createProvedRights } from '../gather/graph/own-rights.ts';
import { readShownSubscriptions } from '../gather/graph/shown-subscriptions.ts';
import { createFolderClient } from '../gather/input/folder-client.ts';
import { readFolder, type UnusedFile } from '../gather/input/read-folder.ts';
import { readSavedKubernetes } from '../gather/input/saved-kubernetes.ts';
import { createInClusterReader } from '../gather/kubernetes/in-cluster.ts';
import { readNoKubernetes } from '../gather/kubernetes/kubernetes-facts.ts';
import type { AuditSettings } from '../model/audit-engine.ts';
import type { AuditSources } from './audit-clusters.ts';

/** How this process reaches Azure: one sign-in and one pace for everything it reads. */
export interface AzureConnection extends Omit<ArmClientOptions, 'counter'> {
  /** Waits for the turn to ask Resource Graph, where other processes share the identity and so its quota. */
  readonly graphTurn?: (() => Promise<void>) | undefined;
}

export type ConnectionSettings = Pick<
  AuditSettings,
  'cloud' | 'armEndpoint' | 'authorityHost' | 'armAudience' | 'maxRps'
>;

export function connectToAzure(
  settings: ConnectionSettings,
  graphTurn?: AzureConnection['graphTurn'],
): AzureConnection {
  const cloud = cloudEndpoints[settings.cloud];
  return {
    endpoint: settings.armEndpoint ?? cloud.armEndpoint,
    audience: settings.armAudience ?? cloud.armAudience,
    credential: createCredential(settings.authorityHost ?? cloud.authorityHost),
    graphTurn,
    pace: settings.maxRps === undefined ? unpaced : paceRequests(settings.maxRps),
  };
}

export interface SourceOptions {
  /** Reads each kubenet cluster's own API too, with the credential that Azure gives its user: more than Reader may. */
  readonly inCluster?: boolean;
}

/** Sources that remember what they read and count what they ask: make them anew for each piece of work. */
export function openAzure(
  connection: AzureConnection,
  kind: 'graph' | 'arm',
  { inCluster = false }: SourceOptions = {},
): AuditSources {
  const counter = countRequests();
  const client: ArmClient = createArmClient({ ...connection, counter });
  const kubernetes = inCluster
    ? createInClusterReader(createClusterSignIn({ ...connection, counter }))
    : readNoKubernetes;
  const arm = createArmSource(client, counter, { kubernetes, atOnce: readsAtOnce[kind] });
  if (kind === 'arm') return { source: arm, fresh: undefined };
  const graph = createResourceGraph(client, connection.graphTurn === undefined ? {} : { turn: connection.graphTurn });
  const shown = readShownSubscriptions(graph);
  const mayRead = createProvedRights(graph, () => ownObjectId(connection.credential, connection.audience), shown);
  return { source: createGraphSource(graph, client, arm, mayRead, shown), fresh: arm };
}

/** A folder of saved JSON as a source. */
export async function openFolder(
  directory: string,
): Promise<AuditSources & { readonly unusedFiles: readonly UnusedFile[] }> {
  const { resources, kubernetes, unusedFiles } = await readFolder(directory);
  return {
    source: createArmSource(createFolderClient(resources), countRequests(), {
      kind: 'input',
      kubernetes: readSavedKubernetes(kubernetes),
    }),
    fresh: undefined,
    unusedFiles,
  };
}
