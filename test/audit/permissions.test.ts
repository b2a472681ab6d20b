import { beforeAll, describe, expect, it } from 'vitest';
import type { Estate, Principal } from '../../simulated-azure/estate/estate.ts';
import { armReads } from '../../src/arm/arm-reads.ts';
import { checks } from '../../src/checks/index.ts';
import type { Report } from '../../src/model/report.ts';
import type { FactName } from '../../src/network/derived-facts.ts';
import {
  anotherAuditor,
  bytesApartFromRun,
  clusterOf,
  firstDifference,
  sampleEstate,
  useTestAzure,
} from './audit-azure.ts';

const actions = [...new Set<string>(Object.values(armReads).map(({ action }) => action))];

/** A sign-in that holds these actions wherever the sample's auditor reads, and nothing else. */
function holding(held: readonly string[], index: number): Principal {
  return anotherAuditor(index, ({ scope, actions: granted }) => ({
    scope,
    actions: granted.includes('*/read') ? held : [],
  }));
}

const leastRole = holding(actions, 0);
const without = new Map(
  actions.map((action, index) => [
    action,
    holding(
      actions.filter((each) => each !== action),
      index + 1,
    ),
  ]),
);
const estate: Estate = { ...sampleEstate, principals: [...sampleEstate.principals, leastRole, ...without.values()] };
const azure = useTestAzure(estate);

/** Two subscriptions that have every kind of node and of subnet between them. */
const subscriptions = {
  subscriptionIds: sampleEstate.subscriptions
    .filter(({ displayName }) => ['contoso-corporate', 'contoso-data-platform'].includes(displayName))
    .map(({ subscriptionId }) => subscriptionId),
};
/** Those of their clusters that between them lose every check which any of them loses without an action. */
const scope = {
  ...subscriptions,
  clusters: ['aks-iot-dualstack-prod', 'aks-search-prod', 'aks-intranet-legacy', 'aks-hr-prod', 'aks-analytics-shared'],
};

/** What each action is needed for, by every cluster. */
const factsBehind: Readonly<Record<string, readonly FactName[]>> = {
  'Microsoft.Network/virtualNetworks/read': [
    'virtualNetworks',
    'nodeSubnets',
    'routeTables',
    'classifiedTables',
    'tableNeighbours',
  ],
  'Microsoft.Network/routeTables/read': ['routeTables', 'classifiedTables', 'tableNeighbours'],
  'Microsoft.Compute/locations/usages/read': ['computeUsages'],
  'Microsoft.Network/networkManagers/read': ['routingConfigurations'],
};
/** And by those with such nodes, or such a subnet. */
const neededBySome = [
  'Microsoft.Compute/virtualMachineScaleSets/read',
  'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read',
  'Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read',
  'Microsoft.Network/networkInterfaces/read',
  'Microsoft.Network/virtualNetworks/usages/read',
];

let whole: Report;
beforeAll(async () => {
  whole = await azure().audit('arm', scope, leastRole);
});

/** By the action that is missing: the same audit for all that is asked of it. */
const reports = new Map<string, Promise<Report>>();
function auditWithout(action: string): Promise<Report> {
  const report = reports.get(action) ?? azure().audit('arm', scope, without.get(action));
  reports.set(action, report);
  return report;
}

describe('the actions an audit lists', () => {
  it('are all that an audit needs', async () => {
    const [least, report] = [
      await azure().audit('arm', subscriptions, leastRole),
      await azure().audit('arm', subscriptions),
    ];

    expect(firstDifference(bytesApartFromRun(least), bytesApartFromRun(report))).toBeUndefined();
    expect(least.run.scopes.map(({ status }) => status)).toEqual(report.run.scopes.map(({ status }) => status));
  });

  it('only read', () => {
    expect(actions.filter((action) => !action.endsWith('/read'))).toEqual([]);
  });
});

const ofWholeSubscriptions: readonly string[] = [armReads.managedClusters.action, armReads.subscriptions.action];

describe.each(actions.filter((action) => !ofWholeSubscriptions.includes(action)))('without %s', (action) => {
  let report: Report;
  let lost: ReturnType<typeof differences>;
  beforeAll(async () => {
    report = await auditWithout(action);
    lost = differences(report);
  });

  it('nothing changes but to unknown, and says which action is missing', () => {
    const wrong = lost.filter(({ code, status, reason }) => {
      // IP-002 says in its own words that it does not know how many addresses are taken.
      return status !== 'unknown' || !(reason.includes(action) || code === 'IP-002');
    });

    expect(wrong.map(({ name, code, status }) => `${name} ${code} ${status}`)).toEqual([]);
  });

  it('every check that needs it is unknown, or fails on what was read and says what was not', () => {
    const facts = factsBehind[action] ?? [];
    const needing = checks.filter(({ needs }) => needs.some((fact) => facts.includes(fact)));

    for (const cluster of report.clusters) {
      const open = cluster.checks
        .filter(({ status, reason }) => ['unknown', 'notRun'].includes(status) || saysWhatWasNotRead(status, reason))
        .map(({ code }) => code);
      expect(open).toEqual(expect.arrayContaining(needing.map(({ code }) => code)));
    }
    if (neededBySome.includes(action)) expect(lost).not.toEqual([]);
  });

  it('the subscriptions that miss an answer are partial, with the action as the reason', () => {
    const hit = new Set(lost.map(({ name }) => clusterOf(report, name).subscriptionId));
    const scopes = report.run.scopes.filter(({ subscriptionId }) => hit.has(subscriptionId));

    expect(scopes.map(({ status }) => status)).toEqual(scopes.map(() => 'partial'));
    for (const { reason } of scopes) expect(reason).toContain(action);
  });
});

it('no subscription counts as read without the right to read clusters', async () => {
  const { action } = armReads.managedClusters;
  const report = await auditWithout(action);

  expect(report.clusters).toEqual([]);
  expect(report.run.status).toBe('failed');
  expect(report.run.scopes.map(({ status }) => status)).toEqual(report.run.scopes.map(() => 'unreadable'));
  for (const { reason } of report.run.scopes) expect(reason).toContain(action);
});

it('the route tables that lost their cluster are unknown without the right to read route tables', async () => {
  const report = await auditWithout(armReads.routeTables.action);

  expect(report.estate.checks).toMatchObject([{ code: 'RT-015', status: 'unknown' }, { code: 'MIG-021' }]);
  expect(report.estate.checks[0]?.reason).toContain(armReads.routeTables.action);
});

it('Resource Graph hides clusters that may not be read, and the report does not take that for none', async () => {
  const report = await azure().audit('graph', scope, without.get(armReads.managedClusters.action));

  expect(report.run.status).toBe('failed');
  expect(report.run.scopes.every(({ status }) => status === 'unreadable')).toBe(true);
});

it.each([
  armReads.routeTables.action,
  armReads.scaleSetInstances.action,
  armReads.networkInterfaces.action,
  armReads.virtualNetworks.action,
])('Resource Graph hides what %s would show, and the report is the one that ARM gives', async (action) => {
  const principal = without.get(action);
  const [graph, arm] = [await azure().audit('graph', scope, principal), await auditWithout(action)];

  expect(firstDifference(bytesApartFromRun(graph), bytesApartFromRun(arm))).toBeUndefined();
});

function differences(report: Report) {
  return report.clusters.flatMap(({ name, checks: outcomes }) => {
    const before = new Map(clusterOf(whole, name).checks.map((check) => [check.code, check]));
    return outcomes
      .filter(({ code, status }) => status !== before.get(code)?.status)
      .map(({ code, status, reason }) => ({ name, code, status, reason }));
  });
}

function saysWhatWasNotRead(status: string, reason: string | undefined): boolean {
  return status === 'fail' && reason?.includes(' Not read: ') === true;
}
