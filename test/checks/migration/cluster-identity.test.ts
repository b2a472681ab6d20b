import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/migration/cluster-identity.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import type { FactOverrides } from '../../builders/cluster-facts.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { clusterId, managedRouteTableId, nodeSubnetId } from '../../builders/resource-ids.ts';
import { aRouteTable } from '../../builders/route-table.ts';
import { ask, askCluster, plainCommands } from '../ask.ts';

type Identity = ReturnType<typeof aManagedCluster>['identity'];

const managedPools = [anAgentPool({ vnetSubnetID: undefined })];
const managedTable = aRouteTable({ id: managedRouteTableId });

function onOwnedSubnet(identity: Identity, overrides: FactOverrides = {}) {
  return ask(check, { managedCluster: aManagedCluster({ identity }), ...overrides });
}

function onManagedNetwork(identity: Identity, overrides: FactOverrides = {}) {
  const managedCluster = aManagedCluster({ identity, agentPoolProfiles: managedPools });
  return ask(check, { managedCluster, routeTables: [managedTable], ...overrides });
}

describe('MIG-008', () => {
  it.each(['UserAssigned', 'userassigned'])('passes an identity of type %s', (type) => {
    expect(onOwnedSubnet({ type }).status).toBe('pass');
    expect(onManagedNetwork({ type }).status).toBe('pass');
  });

  it.each([undefined, {}])('is unknown with the identity %j, unless a service principal is stated', (identity) => {
    expect(onOwnedSubnet(identity).status).toBe('unknown');
    const agentPoolProfiles = [anAgentPool()];
    const of = (clientId: string) =>
      askCluster(check, { identity, agentPoolProfiles, servicePrincipalProfile: { clientId } });
    expect(of('msi').status).toBe('unknown');
    expect(of('11111111-2222-4333-8444-555555555555')).toMatchObject({
      status: 'fail',
      severity: 'blocker',
      reason: expect.stringContaining('a service principal'),
    });
  });

  it.each([
    ['SystemAssigned', { type: 'SystemAssigned' }, 'SystemAssigned'],
    ['both at once', { type: 'SystemAssigned, UserAssigned' }, 'SystemAssigned, UserAssigned'],
    ['None', { type: 'None' }, 'None'],
  ])('fails with an identity that is %s', (_, identity, identityType) => {
    const owned = onOwnedSubnet(identity);
    expect(owned).toMatchObject({ status: 'fail', severity: 'blocker' });
    expect(owned.findings).toMatchObject([
      { resourceId: clusterId, confidence: 'measured', evidence: { identityType, network: 'owned' } },
    ]);
    const managed = onManagedNetwork(identity);
    expect(managed).toMatchObject({ status: 'fail', severity: 'high' });
    expect(managed.findings).toMatchObject([
      { resourceId: clusterId, confidence: 'disputed', evidence: { identityType, network: 'managed' } },
    ]);
  });

  it('says why it is disputed for a managed network', () => {
    expect(onManagedNetwork({ type: 'SystemAssigned' }).reason).toContain('disputed');
    expect(check.why).toContain('November 2023');
  });

  it('calls a missing identity a service principal', () => {
    expect(onOwnedSubnet({ type: 'None' }).reason).toContain('service principal');
    expect(onOwnedSubnet(undefined).reason).toContain('service principal');
  });

  it("is a blocker for a table of the owner's in a managed network", () => {
    expect(onManagedNetwork({ type: 'SystemAssigned' }, { routeTables: [aRouteTable()] }).severity).toBe('blocker');
  });

  it('is a blocker for an owned subnet whose table AKS made', () => {
    expect(onOwnedSubnet({ type: 'SystemAssigned' }, { routeTables: [managedTable] }).severity).toBe('blocker');
  });

  it('needs no route tables to judge', () => {
    const routeTables = notKnown('403');
    expect(onOwnedSubnet({ type: 'SystemAssigned' }, { routeTables }).severity).toBe('blocker');
    expect(onManagedNetwork({ type: 'SystemAssigned' }, { routeTables }).severity).toBe('high');
    expect(onOwnedSubnet({ type: 'UserAssigned' }, { routeTables }).status).toBe('pass');
  });

  it('says that it may be a blocker where whose network it is was not read', () => {
    const nodeSubnets = notKnown('The network was not saved.');
    const identity = { type: 'SystemAssigned' };
    const reasons = [
      onManagedNetwork(identity, { nodeSubnets }).reason,
      onManagedNetwork(identity, { managedCluster: aManagedCluster({ identity, agentPoolProfiles: [] }) }).reason,
    ];
    expect(reasons[0]).toMatch(/Not read: .* a blocker, .*The network was not saved\./);
    expect(reasons[1]).toMatch(/Not read: .* a blocker, .*lists no node pool\./);
    expect(onOwnedSubnet(identity, { nodeSubnets }).reason).not.toContain('Not read');
  });

  it('grants on the node subnet where there is one', () => {
    expect(plainCommands(onOwnedSubnet({ type: 'None' }))[1]).toContain(`--scope ${nodeSubnetId}`);
  });

  it('leaves the choice where there are two', () => {
    const agentPoolProfiles = [anAgentPool(), anAgentPool({ name: 'user', vnetSubnetID: `${nodeSubnetId}-2` })];
    const outcome = ask(check, { managedCluster: aManagedCluster({ identity: { type: 'None' }, agentPoolProfiles }) });
    expect(plainCommands(outcome)[1]).toContain(`--scope '<subnetId>'`);
  });
});
