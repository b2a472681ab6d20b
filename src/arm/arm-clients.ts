import { ComputeManagementClient } from '@azure/arm-compute';
import { ContainerServiceClient } from '@azure/arm-containerservice';
import { NetworkManagementClient } from '@azure/arm-network';
import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient, Pipeline } from '@azure/core-rest-pipeline';
import { noSubscription } from './policies/call-subscription.ts';
import { callInProgress } from './raw-answers.ts';

/** Azure's own clients, over the product's own pipeline. */
export interface ArmClients {
  readonly containerService: ContainerServiceClient;
  readonly network: NetworkManagementClient;
  readonly compute: ComputeManagementClient;
}

interface Wire {
  readonly endpoint: string;
  readonly credential: TokenCredential;
  readonly pipeline: Pipeline;
  readonly httpClient: HttpClient;
}

/**
 * The clients for a subscription, to be used in the call that asked for them. They are bound to one when they are made, and have some
 * hundred objects each: so each is made once, for none, and the pipeline puts in the call's.
 */
export function createArmClients({ credential, ...options }: Wire): (subscriptionId: string) => ArmClients {
  const containerService = once(() => new ContainerServiceClient(credential, noSubscription, options));
  const network = once(() => new NetworkManagementClient(credential, noSubscription, options));
  const compute = once(() => new ComputeManagementClient(credential, noSubscription, options));
  const clients = {
    get containerService() {
      return containerService();
    },
    get network() {
      return network();
    },
    get compute() {
      return compute();
    },
  };
  return (subscriptionId) => {
    callInProgress().subscriptionId = subscriptionId;
    return clients;
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
