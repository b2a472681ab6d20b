import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/ingress/gateway-subnet-size.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { ask, failingIds } from '../ask.ts';
import { gatewayId, gatewayIn, gatewaySubnetId, withAddOn } from './gateway.ts';

describe('ING-002', () => {
  it.each([
    ['10.10.8.0/23', 'fail'],
    ['10.10.8.0/24', 'pass'],
    ['10.10.8.0/25', 'pass'],
    ['10.0.0.0/16', 'fail'],
  ])('judges a subnet of %s', (prefix, status) => {
    const outcome = ask(check, gatewayIn([prefix]));
    expect(outcome.status).toBe(status);
    expect(outcome.severity).toBe('blocker');
    expect(failingIds(outcome)).toEqual(status === 'fail' ? [gatewaySubnetId] : []);
  });

  it('looks at every IPv4 prefix, and at no IPv6 one', () => {
    expect(ask(check, gatewayIn(['10.10.8.0/24', '10.10.0.0/22'])).status).toBe('fail');
    expect(ask(check, gatewayIn(['10.10.8.0/24', 'fd00::/64'])).status).toBe('pass');
  });

  it('takes the prefix that the add-on states where the subnet could not be read', () => {
    const gatewaySubnets = notKnown('403 on the network');
    const stated = (subnetCIDR: string) =>
      ask(check, { managedCluster: withAddOn({ applicationGatewayId: gatewayId, subnetCIDR }), gatewaySubnets });
    expect(stated('10.225.0.0/16').status).toBe('fail');
    expect(stated('10.225.0.0/24').status).toBe('pass');
    expect(failingIds(stated('10.225.0.0/16'))).toEqual([gatewayId]);
    expect(ask(check, { managedCluster: withAddOn(), gatewaySubnets })).toMatchObject({
      status: 'unknown',
      reason: '403 on the network',
    });
  });

  it('names the subnet that the add-on states, and what stands in it', () => {
    const managedCluster = withAddOn({ subnetId: gatewaySubnetId, subnetCIDR: '10.225.0.0/16' });
    const outcome = ask(check, { managedCluster, gatewaySubnets: notKnown('403') });
    expect(failingIds(outcome)).toEqual([gatewaySubnetId]);
    expect(outcome.findings[0]?.evidence).toEqual({ addressPrefixes: ['10.225.0.0/16'] });
  });

  it('looks at IPv4 alone, and at every prefix', () => {
    expect(ask(check, gatewayIn(['10.225.0.0/24', 'fd00::/16'])).status).toBe('pass');
    expect(ask(check, gatewayIn(['fd00::/64'])).status).toBe('unknown');
    expect(ask(check, gatewayIn(['10.225.0.0/24', 'a text'])).status).toBe('unknown');
  });

  it.each([[[]], [['a text']]])('is unknown where the subnet states %j', (prefixes) => {
    expect(ask(check, gatewayIn(prefixes)).status).toBe('unknown');
  });

  it('does not apply without the add-on', () => {
    expect(ask(check).status).toBe('notApplicable');
  });
});
