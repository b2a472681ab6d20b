import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { indexEstate } from '../../simulated-azure/arm/estate-index.ts';
import { buildLargeEstate, materialise } from '../../simulated-azure/estate/large.ts';
import { signIns } from '../../simulated-azure/estate/principals.ts';
import { graphTablesOf } from '../../simulated-azure/graph/graph-tables.ts';
import { readableSubscriptions } from '../../simulated-azure/graph/visible-rows.ts';
import { loadParser } from '../../simulated-azure/kusto/load-parser.ts';
import { startSimulatedAzure } from '../../simulated-azure/start.ts';

/**
 * A large simulated Azure in a process of its own, so that its work is not counted as the product's: `large-azure.ts CA-FILE
 * SUBSCRIPTIONS CLUSTERS NODES`. Prints one line of JSON, and ends with its standard input.
 */
const [caFile = '', subscriptions = '1', clusters = '1', nodes = '4'] = process.argv.slice(2);
const latencyMs = 60;
const estate = materialise(
  buildLargeEstate({
    seed: 'bench',
    asOf: '2026-11-22T06:00:00.000Z',
    subscriptions: Number(subscriptions),
    clusters: Number(clusters),
    nodesPerCluster: Number(nodes),
  }),
);
// Made beforehand: the first query would wait for it, with 20,000 clusters on a busy machine longer than the command does.
loadParser();
const tables = graphTablesOf(indexEstate(estate), new Map())();
for (const principal of estate.principals) readableSubscriptions({ tables, principal, estate });
// As Azure pages them (azure-powershell issue 3181, AzureResourceExplorer issue 208); the simulation's own pages are small on purpose.
const azure = await startSimulatedAzure({
  estate,
  options: { pageSizes: { 'Microsoft.Resources/subscriptions': 50 } },
});
azure.addFault({ effect: { kind: 'slow', delayMs: latencyMs } });
writeFileSync(caFile, azure.caPem);
const { armEndpoint, authorityHost } = azure;
console.log(JSON.stringify({ armEndpoint, authorityHost, tenantId: estate.tenantId, ...signIns.auditor }));
// Each line that comes in is answered with what was asked since the last.
for await (const _ of createInterface({ input: process.stdin })) {
  const requests = azure.requests().filter(({ service }) => service === 'arm' || service === 'graph');
  const count = (service: string) => requests.filter((each) => each.service === service).length;
  const refused = requests.filter(({ status }) => status === 429).length;
  azure.control.clearRequests();
  console.log(JSON.stringify({ arm: count('arm'), graph: count('graph'), refused }));
}
await azure.stop();
