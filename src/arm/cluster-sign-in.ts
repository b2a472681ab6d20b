import { z } from 'zod';
import { armActions } from './arm-actions.ts';
import type { ArmClientOptions } from './arm-client.ts';
import { createArmClients } from './arm-clients.ts';
import { armParent } from './arm-parent.ts';
import { createArmWire } from './arm-pipeline.ts';
import { AzureAnswerError, ClusterTokenError } from './errors.ts';
import { answerOf } from './raw-answers.ts';

/** How a process gets into the API of clusters: what it answers is secret, lives in memory, and is never told to anybody else. */
export interface ClusterSignIn {
  /**
   * The kubeconfig of the cluster's user.
   * @throws {AzureRequestError} when Azure refused it
   * @throws {AzureAnswerError} when the answer holds none
   */
  kubeconfig(clusterId: string): Promise<string>;
  /**
   * A token of Microsoft Entra for the application that clusters trust, of the identity that also reads Azure.
   * @throws {ClusterTokenError}
   */
  token(applicationId: string): Promise<string>;
}

/** @see https://learn.microsoft.com/rest/api/aks/managed-clusters/list-cluster-user-credentials */
const credentialSchema = z.object({ kubeconfigs: z.array(z.object({ value: z.string().min(1) })).min(1) });

const onlyUserCredential = /\/managedClusters\/[^/]+\/listClusterUserCredential$/i;

export function createClusterSignIn(options: ArmClientOptions): ClusterSignIn {
  const { endpoint, credential } = options;
  const clientsFor = createArmClients({ endpoint, credential, ...createArmWire(options, onlyUserCredential) });
  return {
    kubeconfig: async (clusterId) => {
      const cluster = armParent(clusterId);
      const { body } = await answerOf(() =>
        armActions.clusterUserCredential.get(clientsFor(cluster.subscriptionId), cluster),
      );
      const answer = credentialSchema.safeParse(body);
      // Neither the text nor what is wrong with it is passed on: it may hold a key.
      if (!answer.success) throw new AzureAnswerError('Azure answered without a kubeconfig.', clusterId);
      return Buffer.from(answer.data.kubeconfigs[0]?.value ?? '', 'base64').toString('utf8');
    },
    token: async (applicationId) => {
      try {
        const token = await credential.getToken(`${applicationId}/.default`);
        if (token !== null) return token.token;
      } catch (cause) {
        const [line] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
        throw new ClusterTokenError(`Microsoft Entra gave no token for the cluster: ${line}`, { cause });
      }
      throw new ClusterTokenError('Microsoft Entra gave no token for the cluster.');
    },
  };
}
