import { describe, expect, it } from 'vitest';
import ipBlocksBeforeCilium from '../../../src/checks/network-policy/ip-blocks-before-cilium.ts';
import { aNetworkPolicy, anEgressPolicy } from '../../builders/kubernetes-facts.ts';
import { aManagedCluster } from '../../builders/managed-cluster.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { aNodeSubnet } from '../../builders/virtual-network.ts';
import { ask, failing, failingIds } from '../ask.ts';

// Pods are in 10.244.0.0/16, nodes in 10.10.1.0/24.
const askWith = (...policies: Parameters<typeof anEgressPolicy>[]) =>
  ask(ipBlocksBeforeCilium, { networkPolicies: policies.map((each) => anEgressPolicy(...each)) });

describe('NP-007', () => {
  it('fails for a policy that allows the whole world, and says what it holds', () => {
    const outcome = askWith(['0.0.0.0/0']);

    expect(outcome).toMatchObject({ status: 'fail', severity: 'medium' });
    expect(failingIds(outcome)).toEqual([`${clusterId}/namespaces/shop/networkpolicies/egress`]);
    expect(failing(outcome)[0]?.evidence).toEqual({
      networkPolicy: 'shop/egress',
      ipBlocks: [{ ipBlock: '0.0.0.0/0', except: [], reaches: ['10.244.0.0/16', '10.10.1.0/24'] }],
    });
  });

  it.each([
    ['the last address of the pods', '10.244.255.255/32'],
    ['the first address of the nodes', '10.10.1.0/32'],
    ['a range around the nodes', '10.10.0.0/23'],
  ])('fails for %s', (_, cidr) => {
    expect(askWith([cidr]).status).toBe('fail');
  });

  it.each([
    ['the address after the pods', '10.245.0.0/32'],
    ['the address before the pods', '10.243.255.255/32'],
    ['the address after the nodes', '10.10.2.0/32'],
    ['another family', '::/0'],
  ])('passes for %s', (_, cidr) => {
    expect(askWith([cidr]).status).toBe('pass');
  });

  it('leaves out what except takes out, also in pieces', () => {
    expect(askWith(['0.0.0.0/0', '10.0.0.0/8']).status).toBe('pass');
    expect(askWith(['0.0.0.0/0', '10.244.0.0/17', '10.244.128.0/17', '10.10.1.0/24']).status).toBe('pass');
    expect(askWith(['0.0.0.0/0', '10.244.0.0/17', '10.10.1.0/24']).status).toBe('fail');
    expect(askWith(['0.0.0.0/0', '10.244.0.0/16']).status).toBe('fail');
  });

  it('passes without egress rules, without policies, and for what AKS made', () => {
    expect(ask(ipBlocksBeforeCilium, { networkPolicies: [aNetworkPolicy()] }).status).toBe('pass');
    expect(ask(ipBlocksBeforeCilium, { networkPolicies: [] }).status).toBe('pass');
    const own = { ...anEgressPolicy('0.0.0.0/0'), managedByAks: true };
    expect(ask(ipBlocksBeforeCilium, { networkPolicies: [own] }).status).toBe('pass');
  });

  it.each([
    ['calico', 'notApplicable'],
    ['none', 'notApplicable'],
    ['Cilium', 'fail'],
  ])('with the target engine %s is %s', (target, status) => {
    const managedCluster = aManagedCluster({ tags: { 'kubenet-audit-target-policy': target } });

    expect(ask(ipBlocksBeforeCilium, { managedCluster, networkPolicies: [anEgressPolicy('0.0.0.0/0')] }).status).toBe(
      status,
    );
  });

  it('cannot tell where a range cannot be read, unless another policy fails', () => {
    expect(askWith(['world'])).toMatchObject({ status: 'unknown' });
    expect(askWith(['world'], ['0.0.0.0/0']).status).toBe('fail');
  });

  it('is unknown where a subnet has no range, or one that is none', () => {
    const networkPolicies = [anEgressPolicy('192.0.2.0/24')];
    const bare = aNodeSubnet({ addressPrefixes: [] });
    expect(ask(ipBlocksBeforeCilium, { networkPolicies, nodeSubnets: [bare] })).toMatchObject({
      status: 'unknown',
      reason: 'Subnet snet-nodes states no range.',
    });
    const odd = aNodeSubnet({ addressPrefixes: ['nonsense'] });
    expect(ask(ipBlocksBeforeCilium, { networkPolicies, nodeSubnets: [odd] })).toMatchObject({
      status: 'unknown',
      reason: 'The subnet prefix "nonsense" is not a valid CIDR.',
    });
  });

  it('names both ranges, the exceptions, and the policy in its command', () => {
    const outcome = askWith(['0.0.0.0/0', '10.244.0.0/17', '10.10.1.0/24']);

    expect(outcome.reason).toBe('NetworkPolicy shop/egress allows egress to 0.0.0.0/0, which holds 10.244.0.0/16.');
    expect(failing(outcome)[0]?.evidence).toMatchObject({
      ipBlocks: [{ except: ['10.244.0.0/17', '10.10.1.0/24'], reaches: ['10.244.0.0/16'] }],
    });
    expect(askWith(['0.0.0.0/0']).reason).toContain('which holds 10.244.0.0/16 and 10.10.1.0/24.');
    expect(outcome.fix.commands.join()).toContain('egress');
    expect(outcome.fix.commands.join()).not.toContain('<');
  });
});
