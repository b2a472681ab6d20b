import { ComputeManagementClient } from '@azure/arm-compute';
import { ContainerServiceClient } from '@azure/arm-containerservice';
import { NetworkManagementClient } from '@azure/arm-network';
import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient, Pipeline } from '@azure/core-rest-pipeline';

/** Azure's own clients, for one subscription, over the product's own pipeline. */
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

/** Clients are bound to a subscription; a network client holds some 100 KiB. */
const rememberedSubscriptions = 32;

/** The clients of a subscription, each made when it is first asked for; those of the last few subscriptions are remembered. */
export function createArmClients({ credential, ...options }: Wire): (subscriptionId: string) => ArmClients {
  const remembered = new Map<string, ArmClients>();
  return (subscriptionId) => {
    const clients = remembered.get(subscriptionId) ?? clientsOf(subscriptionId);
    remembered.delete(subscriptionId);
    remembered.set(subscriptionId, clients);
    const [oldest] = remembered.keys();
    if (remembered.size > rememberedSubscriptions && oldest !== undefined) remembered.delete(oldest);
    return clients;
  };

  function clientsOf(subscriptionId: string): ArmClients {
    const containerService = once(() => new ContainerServiceClient(credential, subscriptionId, options));
    const network = once(() => new NetworkManagementClient(credential, subscriptionId, options));
    const compute = once(() => new ComputeManagementClient(credential, subscriptionId, options));
    return {
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
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
