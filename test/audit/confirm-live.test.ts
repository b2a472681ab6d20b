import { describe, expect, it } from 'vitest';
import type { ArmResource } from '../../simulated-azure/estate/estate.ts';
import { checkOf, clusterOf, sampleEstate, useTestAzure } from './audit-azure.ts';

const azure = useTestAzure();
/** One subscription is enough: that of aks-orders-prod, where a node has no route, and of aks-storefront-prod, where all is well. */
const retail =
  sampleEstate.subscriptions.find(({ displayName }) => displayName === 'contoso-retail')?.subscriptionId ?? '';
const scope = { subscriptionIds: [retail] };

const tableOf = (cluster: string): ArmResource => {
  const found = sampleEstate.resources.find(
    ({ id, type }) => type === 'Microsoft.Network/routeTables' && id.includes(`_${cluster}_`),
  );
  if (found === undefined) throw new Error(`${cluster} has no managed table.`);
  return found;
};
const healthy = 'aks-storefront-prod';
const routesOf = ({ properties }: ArmResource) => properties?.['routes'] as readonly unknown[];
/** The table as it was before its last route was written. */
const olderTable = {
  ...tableOf(healthy),
  properties: { ...tableOf(healthy).properties, routes: routesOf(tableOf(healthy)).slice(0, -1) },
};

const failing = (report: Parameters<typeof clusterOf>[0], name: string) =>
  checkOf(clusterOf(report, name), 'RT-004').findings.filter(({ status }) => status === 'fail');

describe('a live problem that Resource Graph shows', () => {
  it('is said as measured when ARM shows it too', async () => {
    const report = await azure().audit('graph', scope);

    expect(clusterOf(report, 'aks-orders-prod').live).toEqual(['RT-004']);
    expect(failing(report, 'aks-orders-prod')).toMatchObject([{ confidence: 'measured' }]);
  });

  it('is not said when ARM no longer has it', async () => {
    azure().azure.control.setGraphLag(olderTable.id, olderTable);

    const report = await azure().audit('graph', scope);

    expect(clusterOf(report, healthy).live).toEqual([]);
    expect(checkOf(clusterOf(report, healthy), 'RT-004').status).toBe('pass');
    expect(report.run.status).toBe('complete');
  });

  it('stays as a suspicion when ARM refuses to show it, and the subscription is partial', async () => {
    const { control } = azure().azure;
    control.setGraphLag(olderTable.id, olderTable);
    control.addFault({ match: { service: 'arm', path: 'routeTables' }, effect: { kind: 'status', status: 403 } });

    const report = await azure().audit('graph', scope);

    for (const name of [healthy, 'aks-orders-prod']) {
      expect(clusterOf(report, name).live).toEqual(['RT-004']);
      expect(failing(report, name)).toMatchObject([{ confidence: 'suspected' }]);
    }
    expect(report.run.scopes).toMatchObject([
      { status: 'partial', reason: expect.stringContaining('Microsoft.Network/routeTables/read') },
    ]);
  });

  it('is looked for again in one read of each table, and of each scale set with such a node', async () => {
    azure().azure.control.clearRequests();

    const report = await azure().audit('graph', scope);

    const paths = azure()
      .azure.requests()
      .filter(({ service }) => service === 'arm')
      .map(({ path }) => path.toLowerCase().replace(/\?.*/, ''));
    const tables = paths.filter((path) => /\/routetables\/[^/]+$/.test(path));
    const scaleSets = paths.filter((path) => path.endsWith('/virtualmachines'));
    const named = report.clusters
      .filter(({ live }) => live.length > 0)
      .flatMap(({ network }) => network.routeTableIds ?? [])
      .map((id) => id.toLowerCase());
    expect(tables.length).toBe(new Set(tables).size);
    expect(tables).toEqual(expect.arrayContaining(named));
    expect(new Set(scaleSets.map((path) => /_(aks-.*?)_/.exec(path)?.[1]))).toEqual(
      new Set(['aks-orders-prod', 'aks-shipping-prod', 'aks-tracking-prod']),
    );
    expect(paths.filter((path) => path.endsWith('/routetables'))).toEqual([]);
    expect(paths.filter((path) => path.endsWith('/networkinterfaces')).length).toBeLessThan(scaleSets.length);
  });
});
