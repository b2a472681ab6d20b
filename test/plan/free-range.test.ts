import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, nodeBlocks, overlaps, parseCidr, parseCidrs } from '../../src/network/cidr.ts';
import { privateRanges, reservedRanges } from '../../src/network/well-known-ranges.ts';
import { firstFreeRange, prefixLengthFor, smallestSuperset } from '../../src/plan/free-range.ts';

function range(text: string) {
  const cidr = parseCidr(text);
  if (cidr === undefined) throw new Error(`${text} is no range.`);
  return cidr;
}

/** IPv4 ranges that begin where their length says. */
const ranges = (least: number, most: number) =>
  fc.tuple(fc.nat({ max: 2 ** 32 - 1 }), fc.integer({ min: least, max: most })).map(([address, length]) => {
    const start = length === 0 ? 0 : Math.floor(address / 2 ** (32 - length)) * 2 ** (32 - length);
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
    return range(`${octets.join('.')}/${length}`);
  });
const takenLists = fc.array(fc.oneof(ranges(6, 28), ranges(16, 24)), { maxLength: 12 });
const podRanges = ranges(12, 24);

describe('prefixLengthFor', () => {
  it.each([
    [0, 24],
    [1, 24],
    [2, 23],
    [256, 16],
    [257, 15],
    [512, 15],
    [5000, 11],
    [5001, undefined],
  ])('%i nodes need /%s', (nodes, length) => expect(prefixLengthFor(nodes)).toBe(length));

  it('gives the fewest blocks that are enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (nodes) => {
        const blocks = 2 ** (24 - (prefixLengthFor(nodes) ?? Number.NaN));
        expect(blocks).toBeGreaterThanOrEqual(nodes);
        expect(blocks / 2).toBeLessThan(nodes === 1 ? 1.1 : nodes);
      }),
    );
  });
});

describe('smallestSuperset', () => {
  it('grows 10.244.0.0/16 to 10.244.0.0/15 for 257 nodes, and 10.245.0.0/16 to the same', () => {
    expect(smallestSuperset(range('10.244.0.0/16'), 257, [])?.text).toBe('10.244.0.0/15');
    expect(smallestSuperset(range('10.245.0.0/16'), 257, [])?.text).toBe('10.244.0.0/15');
  });

  it('is the range itself where that is enough, whatever it meets', () => {
    expect(smallestSuperset(range('10.244.0.0/16'), 256, [range('10.244.3.0/24')])?.text).toBe('10.244.0.0/16');
  });

  it('is not there where a neighbour begins at its last address, and is where one begins just after it', () => {
    const pods = range('10.244.0.0/16');
    expect(smallestSuperset(pods, 300, [range('10.245.255.255/32')])).toBeUndefined();
    expect(smallestSuperset(pods, 300, [range('10.246.0.0/32'), range('10.243.255.255/32')])?.text).toBe(
      '10.244.0.0/15',
    );
  });

  it('contains the old range, meets nothing it was told of, and no smaller one would do', () => {
    fc.assert(
      fc.property(podRanges, fc.integer({ min: 1, max: 5000 }), takenLists, (pods, nodes, taken) => {
        const found = smallestSuperset(pods, nodes, taken);
        const isEnough = (nodeBlocks(pods) ?? 0) >= nodes;
        if (found === undefined) {
          const smallest = smallestSuperset(pods, nodes, []);
          expect(smallest !== undefined && taken.some((each) => overlaps(each, smallest))).toBe(true);
          return;
        }
        expect(contains(found, pods)).toBe(true);
        expect(nodeBlocks(found)).toBeGreaterThanOrEqual(nodes);
        if (isEnough) {
          expect(found).toEqual(pods);
          return;
        }
        expect(taken.filter((each) => overlaps(each, found))).toEqual([]);
        expect(2 ** (24 - found.prefixLength - 1)).toBeLessThan(nodes);
      }),
    );
  });
});

describe('firstFreeRange', () => {
  it('proposes carrier-grade NAT first, then the other private ranges, and nothing once all are taken', () => {
    expect(firstFreeRange(16, [])?.text).toBe('100.64.0.0/16');
    expect(firstFreeRange(16, [range('100.64.0.0/10')])?.text).toBe('10.0.0.0/16');
    expect(firstFreeRange(16, parseCidrs(['100.64.0.0/10', '10.0.0.0/8']).cidrs)?.text).toBe('172.16.0.0/16');
    const last = parseCidrs(['100.64.0.0/10', '10.0.0.0/8', '172.16.0.0/12']).cidrs;
    expect(firstFreeRange(16, last)?.text).toBe('192.168.0.0/16');
    expect(firstFreeRange(15, last)).toBeUndefined();
    expect(firstFreeRange(16, [...last, range('192.168.4.0/24')])).toBeUndefined();
    expect(firstFreeRange(17, [...last, range('192.168.4.0/24')])?.text).toBe('192.168.128.0/17');
  });

  it('leaves out what AKS reserves', () => {
    const rest = parseCidrs(['100.64.0.0/10', '10.0.0.0/8', '192.168.0.0/16', '172.16.0.0/13', '172.24.0.0/14']).cidrs;
    expect(firstFreeRange(16, rest)?.text).toBe('172.28.0.0/16');
    expect(firstFreeRange(16, [...rest, range('172.28.0.0/15')])).toBeUndefined();
  });

  it('does not mind IPv6 ranges', () => {
    expect(firstFreeRange(16, [range('::/0')])?.text).toBe('100.64.0.0/16');
  });

  it('is private, of the length asked for, and meets nothing it was told of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 24 }), takenLists, (length, taken) => {
        const found = firstFreeRange(length, taken);
        if (found === undefined) return;
        expect(found.prefixLength).toBe(length);
        expect(privateRanges.some((each) => contains(each, found))).toBe(true);
        expect([...taken, ...reservedRanges].filter((each) => overlaps(each, found))).toEqual([]);
      }),
    );
  });

  it('gives up only where no aligned range of that length is free', () => {
    fc.assert(
      fc.property(fc.array(ranges(9, 12), { maxLength: 30 }), (taken) => {
        const inTheWay = [...taken, ...parseCidrs(['100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16']).cidrs];
        const all = Array.from({ length: 16 }, (_, index) => range(`10.${index * 16}.0.0/12`));
        const free = all.find((each) => !inTheWay.some((other) => overlaps(other, each)));
        expect(firstFreeRange(12, inTheWay)?.text).toBe(free?.text);
      }),
    );
  });
});
