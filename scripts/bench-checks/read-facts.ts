import { ClientSecretCredential } from '@azure/identity';
import type { Estate } from '../../simulated-azure/estate/estate.ts';
import { signIns } from '../../simulated-azure/estate/principals.ts';
import { startSimulatedAzure } from '../../simulated-azure/start.ts';
import { unpaced } from '../../src/arm/policies/pacing.ts';
import { planAudit } from '../../src/audit/plan-audit.ts';
import { openAzure } from '../../src/audit/sources.ts';
import { indexClusters } from '../../src/gather/cluster-index.ts';
import { gatherClusters } from '../../src/gather/gather-clusters.ts';
import { type AllFacts, deriveFacts } from '../../src/network/derived-facts.ts';

/** The facts of every kubenet cluster of an estate that can be read, as an audit through ARM's lists has them before it judges. */
export async function readFacts(estate: Estate): Promise<AllFacts[]> {
  const azure = await startSimulatedAzure({ estate, options: { throttling: 'off' } });
  try {
    const tlsOptions = { ca: azure.caPem };
    const { clientId, clientSecret = '' } = signIns.auditor;
    const credential = new ClientSecretCredential(estate.tenantId, clientId, clientSecret, {
      authorityHost: azure.authorityHost,
      disableInstanceDiscovery: true,
      tlsOptions,
    });
    const { source } = openAzure(
      {
        endpoint: azure.armEndpoint,
        audience: 'https://management.azure.com',
        credential,
        pace: unpaced,
        tlsOptions,
      },
      'arm',
    );
    const plan = await planAudit(source, { managementGroups: [], subscriptionIds: [], clusters: [], tags: {} });
    const ids = plan.units.flatMap(({ clusterIds }) => clusterIds);
    const gathered = await gatherClusters(source, ids, { index: indexClusters(plan.index), previousAudits: new Map() });
    return [...gathered.values()].filter(({ managedCluster }) => managedCluster.known).map(deriveFacts);
  } finally {
    await azure.stop();
  }
}
