import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cidr, parseCidr } from '../../src/network/cidr.ts';
import { isCovered, sharedRange } from '../../src/network/covered-range.ts';

const span = (first: number, last: number) => ({ first: BigInt(first), last: BigInt(last) });

function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(`${text} is no CIDR.`);
  return parsed;
}

describe('isCovered', () => {
  it.each([
    [[[0, 9]], true],
    [
      [
        [5, 9],
        [0, 4],
      ],
      true,
    ],
    [
      [
        [0, 5],
        [4, 20],
      ],
      true,
    ],
    [
      [
        [0, 4],
        [6, 9],
      ],
      false,
    ],
    [[[1, 9]], false],
    [[[0, 8]], false],
    [[], false],
    [
      [
        [0, 2],
        [6, 9],
        [3, 5],
      ],
      true,
    ],
    [
      [
        [3, 5],
        [6, 9],
        [0, 2],
      ],
      true,
    ],
    [
      [
        [6, 9],
        [3, 5],
        [0, 2],
      ],
      true,
    ],
    [
      [
        [0, 1],
        [0, 9],
      ],
      true,
    ],
  ])('tells whether %j cover 0 to 9', (by, expected) => {
    const spans = by.map(([first = 0, last = 0]) => span(first, last));
    expect(isCovered(span(0, 9), spans)).toBe(expected);
  });

  it('agrees with looking at every number', () => {
    const small = fc.tuple(fc.nat(12), fc.nat(12)).map(([a, b]) => span(Math.min(a, b), Math.max(a, b)));
    fc.assert(
      fc.property(small, fc.array(small, { maxLength: 5 }), (whole, parts) => {
        const numbers = Array.from({ length: 13 }, (_, at) => BigInt(at));
        const slow = numbers
          .filter((each) => whole.first <= each && each <= whole.last)
          .every((each) => parts.some(({ first, last }) => first <= each && each <= last));
        expect(isCovered(whole, parts)).toBe(slow);
      }),
      { numRuns: 200 },
    );
  });
});

describe('sharedRange', () => {
  it.each([
    ['10.0.0.0/8', '10.1.0.0/16', '10.1.0.0/16'],
    ['10.1.0.0/16', '10.0.0.0/8', '10.1.0.0/16'],
    ['10.0.0.0/16', '10.0.0.0/16', '10.0.0.0/16'],
    ['10.0.0.0/16', '10.1.0.0/16', undefined],
    ['10.0.0.0/8', 'fd00::/8', undefined],
    ['10.1.0.0/16', '10.0.0.0/16', undefined],
    ['0.0.0.0/0', '::/96', undefined],
    ['10.0.0.255/32', '10.0.0.0/24', '10.0.0.255/32'],
    ['10.0.0.0/24', '10.0.0.255/32', '10.0.0.255/32'],
    ['10.0.0.0/32', '10.0.0.0/24', '10.0.0.0/32'],
    ['10.0.0.0/24', '10.0.0.0/32', '10.0.0.0/32'],
  ])('finds what %s and %s share', (a, b, shared) => {
    expect(sharedRange(cidr(a), cidr(b))?.text).toBe(shared);
  });
});
