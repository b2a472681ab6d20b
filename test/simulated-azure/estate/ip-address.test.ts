import { describe, expect, it } from 'vitest';
import { addressAt, nodePodCidr, usableAddresses } from '../../../simulated-azure/estate/ip-address.ts';

describe('addresses of the simulated networks', () => {
  it('carry from one octet into the next', () => {
    expect(addressAt('10.30.0.0/21', 4)).toBe('10.30.0.4');
    expect(addressAt('10.30.0.0/21', 300)).toBe('10.30.1.44');
    expect(addressAt('255.255.0.0/16', 65_535)).toBe('255.255.255.255');
  });

  it('leave out the five that Azure keeps', () => {
    expect(['/24', '/25', '/26', '/27'].map((length) => usableAddresses(`10.0.0.0${length}`))).toEqual([
      251, 123, 59, 27,
    ]);
  });

  it('give each node a /24 of IPv4 and a /80 of IPv6', () => {
    expect(nodePodCidr('10.246.0.0/15', 300)).toBe('10.247.44.0/24');
    expect(nodePodCidr('fd12:3456:789a::/64', 0)).toBe('fd12:3456:789a::/80');
    expect(nodePodCidr('fd12:3456:789a::/64', 10)).toBe('fd12:3456:789a:0:a::/80');
  });
});
