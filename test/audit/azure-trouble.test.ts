import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ArmResource, Estate } from '../../simulated-azure/estate/estate.ts';
import type { FaultRule } from '../../simulated-azure/faults/fault-rule.ts';
import { SignInError } from '../../src/arm/errors.ts';
import { chooseSource } from '../../src/audit/audit-engine.ts';
import { openAzure } from '../../src/audit/sources.ts';
import type { AuditScope } from '../../src/model/audit.ts';
import type { Report } from '../../src/model/report.ts';
import { holdTimers } from '../held-timers.ts';
import { patienceMs } from '../patience.ts';
import {
  audited,
  bytesApartFromRun,
  checkOf,
  clusterOf,
  firstDifference,
  sampleEstate,
  useTestAzure,
} from './audit-azure.ts';

const azure = useTestAzure();
const payments =
  sampleEstate.subscriptions.find(({ displayName }) => displayName === 'contoso-payments')?.subscriptionId ?? '';
const scope = { subscriptionIds: [payments] };
/** On a managed network; and one on a network of its owner's. */
const managed = 'aks-payments-prod';
const owned = 'aks-ledger-prod';

let calm: Report;
beforeAll(async () => {
  calm = await azure().audit('arm', scope);
});

function audit(kind: 'arm' | 'graph', faults: readonly FaultRule[], only: Partial<AuditScope> = scope) {
  for (const fault of faults) azure().azure.addFault(fault);
  return azure().audit(kind, only);
}

const sameAsCalm = (report: Report) => firstDifference(bytesApartFromRun(report), bytesApartFromRun(calm));
const status = (code: number, more: object = {}): FaultRule['effect'] => ({ kind: 'status', status: code, ...more });

describe('trouble that passes is not noticed in the report', () => {
  it.each<[string, readonly FaultRule[]]>([
    ['429 with Retry-After', [{ match: { service: 'arm' }, nth: [2, 5, 9], effect: status(429, { retryAfter: 0 }) }]],
    ['429 without Retry-After', [{ match: { service: 'arm' }, nth: [1, 4, 8], effect: status(429) }]],
    ['500s', [{ match: { service: 'arm' }, nth: [3, 6, 7], effect: status(500) }]],
    [
      'connections cut in the middle of the body',
      [{ match: { service: 'arm' }, nth: [2, 10], effect: { kind: 'cut' } }],
    ],
    [
      'tokens that Azure calls expired',
      [
        {
          match: { service: 'arm' },
          nth: [4, 20],
          effect: status(401, {
            code: 'ExpiredAuthenticationToken',
            headers: { 'www-authenticate': 'Bearer error="invalid_token", error_description="The token expired."' },
          }),
        },
      ],
    ],
  ])('%s', async (_, faults) => {
    const report = await audit('arm', faults);

    expect(sameAsCalm(report)).toBeUndefined();
    expect(report.run.status).toBe('complete');
    expect(report.run.requests.retried).toBeGreaterThan(0);
    expect(report.run.requests.failed).toBe(calm.run.requests.failed);
  });

  it.each<[string, readonly FaultRule[]]>([
    ['an expired skip token', [{ match: { service: 'graph' }, nth: 3, effect: { kind: 'expiredSkipToken' } }]],
    [
      'results that were cut',
      [{ match: { service: 'graph', table: 'computeresources' }, effect: { kind: 'resultTruncated' } }],
    ],
    ['a table that is refused', [{ match: { service: 'graph', table: 'managedclusters' }, effect: status(403) }]],
    [
      'a subscription that Resource Graph loses',
      [
        {
          match: { service: 'graph', table: 'managedclusters' },
          effect: { kind: 'dropSubscription', subscriptionId: payments },
        },
      ],
    ],
  ])('%s, because what Resource Graph does not answer is asked of ARM', async (_, faults) => {
    const report = await audit('graph', faults);

    expect(sameAsCalm(report)).toBeUndefined();
    expect(report.run.status).toBe('complete');
  });

  it('a token that lives for less time than the audit takes', async () => {
    azure().azure.control.changeSettings({ tokenLifetimeSeconds: 60 });
    // Everybody's clock, and only that: each request takes a second of it, however slow the machine is.
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const pace = async () => void vi.setSystemTime(Date.now() + 1_000);

    const report = await audited(openAzure({ ...azure().connection(), pace }, 'arm'), scope);

    expect(sameAsCalm(report)).toBeUndefined();
    const tokens = azure()
      .azure.requests()
      .filter(({ service, path }) => service === 'entra' && /token/.test(path));
    expect(tokens.length).toBeGreaterThan(1);
  });

  it("Azure's own throttling", async () => {
    azure().azure.control.changeSettings({ throttling: 0.3 });
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const connection = {
      ...azure().connection(),
      // Moves everybody's clock instead of taking time: nothing then hangs on how slow the machine is.
      sleep: async (ms: number) => void vi.setSystemTime(Date.now() + ms),
      retryLimits: { maxRetries: 8, baseDelayMs: 1, maxDelayMs: 2, longestRetryAfterMs: 10_000 },
    };

    const report = await audited(openAzure(connection, 'arm'), scope);

    expect(sameAsCalm(report)).toBeUndefined();
    expect(report.run.requests.throttled).toBeGreaterThan(0);
  });
});

describe('a read that fails leaves unknown what rests on it, and nothing else', () => {
  const tables = `${payments}/providers/Microsoft.Network/routeTables`;

  it.each<[string, FaultRule['effect'], RegExp]>([
    ['is throttled for minutes', status(429, { retryAfter: 600 }), /429/],
    ['fails for good', status(500), /500/],
    ['is answered by a proxy', { kind: 'html' }, /not JSON/],
    ['is cut short', { kind: 'truncatedJson' }, /not JSON/],
    ['leads to another host', { kind: 'foreignNextLink', host: 'evil.example' }, /another host, evil\.example/],
    ['leads in a circle', { kind: 'repeatedNextLink' }, /already sent/],
    ['has a skip token that expired', { kind: 'expiredSkipToken' }, /400 InvalidSkipToken/],
  ])('where a list of nodes %s', async (_, effect, reason) => {
    const report = await audit('arm', [{ match: { path: `_${managed}_.*/virtualMachines\\?` }, effect }]);

    expect(checkOf(clusterOf(report, managed), 'RT-004')).toMatchObject({
      status: 'unknown',
      reason: expect.stringMatching(reason),
    });
    expect(checkOf(clusterOf(report, owned), 'RT-004').status).toBe('pass');
    expect(report.run.scopes).toMatchObject([{ status: 'partial', reason: expect.stringMatching(reason) }]);
  });

  it('where an answer never comes', async () => {
    azure().azure.addFault({ match: { path: `_${managed}_.*/virtualMachines\\?` }, effect: { kind: 'hang' } });
    const connection = { ...azure().connection(), timeoutMs: 1_500 };
    const timers = holdTimers(1_500);
    const hangs = () =>
      azure()
        .azure.requests()
        .filter(({ fault }) => fault === 'hang').length;

    const reporting = audited(openAzure(connection, 'arm'), scope);
    // The nodes of two pools.
    for (const asked of [2, 4, 6]) {
      // Once what hangs is all that is waited for.
      await vi.waitFor(() => expect([hangs(), timers.waiting()]).toEqual([asked, 2]), patienceMs);
      timers.fire();
    }
    const report = await reporting;

    expect(checkOf(clusterOf(report, managed), 'RT-004')).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('nothing came within 1500 ms'),
    });
    expect(report.run.status).toBe('partial');
  });

  it('where one resource group is closed', async () => {
    const report = await audit('arm', [
      { match: { path: `resourceGroups/MC_[^/]*_${managed}_` }, effect: status(403) },
    ]);

    expect(clusterOf(report, managed).verdict).toBe('unverified');
    expect(checkOf(clusterOf(report, managed), 'RT-004').reason).toContain('403');
    expect(clusterOf(report, owned)).toEqual(clusterOf(calm, owned));
    expect(report.run.scopes).toMatchObject([{ status: 'partial' }]);
  });

  it('where the list of a whole subscription is closed, each thing is asked for by itself', async () => {
    const report = await audit('arm', [{ match: { path: `^/subscriptions/${tables}\\?` }, effect: status(403) }]);

    expect(report.clusters).toEqual(calm.clusters);
    expect(report.estate.checks).toMatchObject([{ code: 'RT-015', status: 'unknown' }, { code: 'MIG-021' }]);
  });

  it('where the virtual network is gone', async () => {
    const isGone = ({ id, type }: ArmResource) =>
      type === 'Microsoft.Network/virtualNetworks' && clusterOf(calm, owned).network.nodeSubnetIds?.[0]?.startsWith(id);
    azure().azure.replaceEstate({ ...sampleEstate, resources: sampleEstate.resources.filter((each) => !isGone(each)) });

    const report = await audit('arm', []);

    expect(checkOf(clusterOf(report, owned), 'RT-001')).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('404'),
    });
    expect(clusterOf(report, managed)).toEqual(clusterOf(calm, managed));
  });

  it('where the nodes have a shape nobody knows', async () => {
    const changed = sampleEstate.resources.map((resource) =>
      resource.id.includes(`_${managed}_`) && resource.type.endsWith('virtualMachineScaleSets/virtualMachines')
        ? { ...resource, properties: { osProfile: 'see elsewhere' } }
        : resource,
    );
    azure().azure.replaceEstate({ ...sampleEstate, resources: changed });

    for (const kind of ['arm', 'graph'] as const) {
      const check = checkOf(clusterOf(await audit(kind, []), managed), 'RT-004');
      expect(check).toMatchObject({ status: 'unknown', reason: expect.stringContaining('unexpected form') });
    }
  });
});

describe('a subscription', () => {
  it('that was named and cannot be seen is unreadable, not ignored', async () => {
    const stranger = '99999999-9999-9999-9999-999999999999';

    for (const kind of ['arm', 'graph'] as const) {
      const report = await audit(kind, [], { subscriptionIds: [payments.toUpperCase(), stranger] });
      expect(report.run.scopes.map(({ subscriptionId, status: read }) => [subscriptionId, read])).toEqual(
        expect.arrayContaining([
          [payments, 'read'],
          [stranger, 'unreadable'],
        ]),
      );
      expect(report.run.status).toBe('partial');
    }
  });

  it('that is disabled is unreadable, and says so', async () => {
    const subscriptions = sampleEstate.subscriptions.map((each) =>
      each.subscriptionId === payments ? { ...each, state: 'Disabled' as const } : each,
    );
    azure().azure.replaceEstate({ ...sampleEstate, subscriptions } satisfies Estate);

    const report = await audit('arm', []);

    expect(report.run).toMatchObject({
      status: 'failed',
      scopes: [{ status: 'unreadable', reason: expect.stringContaining('Disabled') }],
    });
  });

  it("of a management group is found by the group's name", async () => {
    const [group] = sampleEstate.managementGroups.toSorted(
      (a, b) => a.subscriptionIds.length - b.subscriptionIds.length,
    );
    const principal = {
      clientId: 'cccccccc-0000-4000-8000-000000000001',
      objectId: 'cccccccc-0000-4000-8000-000000000002',
      clientSecret: 'a-secret',
      grants: [{ scope: '/', actions: ['*/read'] }],
    };
    const empty = { name: 'nothing-here', displayName: 'Nothing here', subscriptionIds: [] };
    azure().azure.replaceEstate({
      ...sampleEstate,
      principals: [...sampleEstate.principals, principal],
      managementGroups: [...sampleEstate.managementGroups, empty],
    });

    const report = await azure().audit('arm', { managementGroups: [group?.name ?? ''] }, principal);
    const nothing = await azure().audit('arm', { managementGroups: [empty.name] }, principal);

    expect(group?.subscriptionIds.length).toBeGreaterThan(1);
    expect(report.run.scopes.map(({ subscriptionId }) => subscriptionId)).toEqual(
      [...(group?.subscriptionIds ?? [])].sort(),
    );
    expect(nothing.run).toMatchObject({ status: 'failed', scopes: [] });
  });
});

describe('what ends an audit', () => {
  it('is a sign-in that is refused, told in one line without the secret', async () => {
    const connection = azure().connection({
      clientId: sampleEstate.principals[0]?.clientId ?? '',
      clientSecret: 'not-this-one',
    });

    const failure = await audited(openAzure(connection, 'arm'), scope).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(SignInError);
    expect(String(failure)).toContain('AADSTS7000215');
    expect(String(failure)).not.toMatch(/\n|not-this-one/);
  });

  it('is a sign-in that never answers', async () => {
    azure().azure.addFault({ match: { service: 'entra', path: 'token' }, effect: { kind: 'hang' } });
    const connection = { ...azure().connection(), timeoutMs: 20 };

    const failure = await audited(openAzure(connection, 'arm'), scope).catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'ETIMEDOUT', path: '/subscriptions' });
  });

  it('is a list of subscriptions that is refused', async () => {
    azure().azure.addFault({ match: { path: '^/subscriptions\\?' }, effect: status(403) });

    await expect(azure().audit('arm', scope)).rejects.toMatchObject({ status: 403, path: '/subscriptions' });
  });
});

describe('the source that is chosen by itself', () => {
  it.each<[string, readonly FaultRule[], string]>([
    ['Resource Graph, where it answers', [], 'graph'],
    ['ARM, where Resource Graph is refused', [{ match: { service: 'graph' }, effect: status(403) }], 'arm'],
    ['ARM, where a proxy answers for it', [{ match: { service: 'graph' }, effect: { kind: 'html' } }], 'arm'],
  ])('is %s', async (_, faults, expected) => {
    for (const fault of faults) azure().azure.addFault(fault);

    expect(await chooseSource('auto', azure().connection())).toBe(expected);
  });
});
