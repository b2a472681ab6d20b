import { describe, expect, it } from 'vitest';
import { sameIpAddress } from '../../src/network/ip-address.ts';

describe('sameIpAddress', () => {
  it.each([
    ['10.0.0.4', '10.0.0.4'],
    [' 10.0.0.4 ', '10.0.0.4'],
    ['FD00::A', 'fd00:0:0:0:0:0:0:a'],
    ['::1', '0:0:0:0:0:0:0:1'],
  ])('takes %s for %s', (a, b) => {
    expect(sameIpAddress(a, b)).toBe(true);
  });

  it.each([
    ['10.0.0.4', '10.0.0.40'],
    ['fd00::a', 'fd00::b'],
    ['0.0.0.1', '::1'],
    ['', ''],
    ['node', 'node'],
    ['10.0.0.0/24', '10.0.0.0/24'],
    ['10.0.0.256', '10.0.0.256'],
  ])('does not take %s for %s', (a, b) => {
    expect(sameIpAddress(a, b)).toBe(false);
  });
});
