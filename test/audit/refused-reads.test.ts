import { beforeAll, describe, expect, it } from 'vitest';
import { armReads } from '../../src/arm/arm-reads.ts';
import type { Report } from '../../src/model/report.ts';
import {
  anotherAuditor,
  checkOf,
  clusterOf,
  onlyClusters,
  sampleEstate,
  statusesOf,
  useTestAzure,
} from './audit-azure.ts';

/** Between them they need every read that the surroundings of a cluster take. */
const clusters = ['aks-ledger-prod', 'aks-webshop-prod', 'aks-analytics-shared', 'aks-payments-prod'];

const scope = onlyClusters(...clusters);

/** By cluster, the codes that must become unknown where a read is refused; no other check may answer otherwise. */
const effects = [
  ['locks', { 'aks-ledger-prod': ['MIG-012'], 'aks-payments-prod': ['MIG-012'] }],
  ['roleAssignments', { 'aks-ledger-prod': ['MIG-009'], 'aks-payments-prod': [] }],
  ['networkSecurityGroups', { 'aks-ledger-prod': ['EGR-002'] }],
  ['applicationGateways', { 'aks-webshop-prod': ['ING-002', 'ING-004', 'ING-005'], 'aks-ledger-prod': [] }],
  ['localNetworkGateways', { 'aks-ledger-prod': ['IP-005'], 'aks-payments-prod': [] }],
  ['maintenanceConfigurations', { 'aks-analytics-shared': ['MIG-019'], 'aks-ledger-prod': [] }],
  ['advisorRecommendations', { 'aks-ledger-prod': ['DL-002'] }],
] as const;

/** The sample's auditor once more for each read, lacking the right to it. */
const lacking = new Map(
  effects.map(([read], index) => [
    read,
    anotherAuditor(index, (grant) => ({ ...grant, notActions: [armReads[read].action] })),
  ]),
);
// One estate for all of them: putting another in its place makes all tables anew.
const azure = useTestAzure({ ...sampleEstate, principals: [...sampleEstate.principals, ...lacking.values()] });

/** The checks of a cluster that answer otherwise than before, with what they answer. */
function changed(before: Report, after: Report, name: string): Record<string, string> {
  const was = statusesOf(clusterOf(before, name));
  return Object.fromEntries(
    [...statusesOf(clusterOf(after, name))].filter(([code, status]) => was.get(code) !== status),
  );
}

describe.each(['arm', 'graph'] as const)('through %s, a refused read', (kind) => {
  let before: Report;
  beforeAll(async () => {
    before = await azure().audit(kind, scope);
  });

  const unknown = (codes: readonly string[]) => Object.fromEntries(codes.map((code) => [code, 'unknown']));

  it.each(effects)(
    'of %s makes its own checks unknown, or told with what was not read, and no other',
    async (read, byCluster) => {
      const { action } = armReads[read];
      const after = await azure().audit(kind, scope, lacking.get(read));

      for (const [name, codes] of Object.entries<readonly string[]>(byCluster)) {
        const failing = codes.filter((code) => checkOf(clusterOf(after, name), code).status === 'fail');
        expect(changed(before, after, name)).toEqual(unknown(codes.filter((code) => !failing.includes(code))));
        for (const code of codes) expect(checkOf(clusterOf(after, name), code).reason).toContain(action);
      }
    },
  );
});

describe('what lies around clusters', () => {
  it('is read once for all clusters of a subscription, and for kubenet clusters only', async () => {
    const { control } = azure().azure;
    control.clearRequests();
    await azure().audit('arm');
    const paths = control
      .requests()
      .filter(({ method }) => method === 'GET')
      .map(({ path, query }) => `${path}?${query}`.toLowerCase());
    const asked = (part: string) => paths.filter((path) => path.includes(part));
    const firstPages = (part: string) => asked(part).filter((path) => !path.includes('skiptoken'));

    for (const part of ['/microsoft.authorization/locks', '/microsoft.advisor/recommendations']) {
      // One for each subscription with kubenet clusters that can be read.
      expect(new Set(firstPages(part)).size, part).toBe(firstPages(part).length);
      expect(firstPages(part), part).toHaveLength(6);
    }
    // The one kubenet cluster that upgrades by itself.
    expect(asked('/maintenanceconfigurations')).toHaveLength(1);
  });
});
