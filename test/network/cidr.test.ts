import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cidr,
  contains,
  nodeBlocks,
  overlaps,
  parseCidr,
  parseCidrs,
  touchesWithAnEnd,
  usableAddresses,
} from '../../src/network/cidr.ts';

function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(`${text} is not a CIDR`);
  return parsed;
}

const ipv4 = fc
  .tuple(fc.nat({ max: 255 }), fc.nat({ max: 255 }), fc.nat({ max: 255 }), fc.nat({ max: 255 }), fc.nat({ max: 32 }))
  .map(([a, b, c, d, length]) => `${a}.${b}.${c}.${d}/${length}`);

const ipv6 = fc
  .tuple(fc.array(fc.nat({ max: 0xffff }), { minLength: 8, maxLength: 8 }), fc.nat({ max: 128 }))
  .map(([groups, length]) => `${groups.map((group) => group.toString(16)).join(':')}/${length}`);

const anyCidr = fc.oneof(ipv4, ipv6).map(cidr);

/** Two ranges of one family that are close enough to meet often. */
const neighbours = fc
  .array(
    fc.tuple(fc.nat({ max: 7 }), fc.integer({ min: 26, max: 32 })).map(([at, length]) => `10.0.0.${at * 32}/${length}`),
    { minLength: 2, maxLength: 2 },
  )
  .map((texts) => texts.map(cidr) as [Cidr, Cidr]);

function addresses({ first, last }: Cidr): bigint[] {
  return Array.from({ length: Number(last - first) + 1 }, (_, index) => first + BigInt(index));
}

describe('parseCidr', () => {
  it('reads family, length and both ends of an IPv4 range', () => {
    expect(parseCidr('10.244.0.0/16')).toEqual({
      text: '10.244.0.0/16',
      family: 4,
      prefixLength: 16,
      first: 0x0af40000n,
      last: 0x0af4ffffn,
    });
  });

  it('reads an IPv6 range, compressed or written out', () => {
    const compressed = cidr('fd12:3456:789a::/64');
    const full = cidr('FD12:3456:789A:0000:0000:0000:0000:0000/64');
    expect(compressed.family).toBe(6);
    expect(compressed.last - compressed.first).toBe(2n ** 64n - 1n);
    expect([full.first, full.last]).toEqual([compressed.first, compressed.last]);
  });

  it('ignores host bits, as Azure does', () => {
    expect(cidr('10.244.7.9/16').first).toBe(cidr('10.244.0.0/16').first);
  });

  it('ignores space around the text', () => {
    expect(parseCidr(' 10.244.0.0/16 ')).toEqual(parseCidr('10.244.0.0/16'));
  });

  it.each([
    '',
    'AzureCloud',
    'Storage.WestEurope',
    '10.244.0.0',
    '10.244.0.0/',
    '10.244.0.0/33',
    '10.244.0.0/-1',
    '10.244.0.0/16/24',
    '10.244.0/16',
    '10.244.0.256/16',
    '10.244.0.0/sixteen',
    '10.244.0.0 /16',
    'fd12::/129',
    'fd12:::/64',
    'fd12::1',
    'null',
  ])('reads no range in %j', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it('spans two to the power of what the prefix leaves, starting on a multiple of it', () => {
    fc.assert(
      fc.property(anyCidr, ({ family, prefixLength, first, last }) => {
        const size = 2n ** BigInt((family === 4 ? 32 : 128) - prefixLength);
        return last - first + 1n === size && first % size === 0n;
      }),
    );
  });

  it('separates what it can read from what it cannot', () => {
    const { cidrs, malformed } = parseCidrs(['10.0.0.0/8', 'Internet', 'fd00::/8', '10.0.0.0/99']);
    expect(cidrs.map(({ text }) => text)).toEqual(['10.0.0.0/8', 'fd00::/8']);
    expect(malformed).toEqual(['Internet', '10.0.0.0/99']);
  });
});

describe('contains and overlaps', () => {
  it('agree with counting addresses one by one', () => {
    fc.assert(
      fc.property(neighbours, ([a, b]) => {
        const common = addresses(a).filter((address) => addresses(b).includes(address)).length;
        expect(overlaps(a, b)).toBe(common > 0);
        expect(contains(a, b)).toBe(common === addresses(b).length);
      }),
    );
  });

  it('are reflexive, and overlap is symmetric', () => {
    fc.assert(
      fc.property(anyCidr, anyCidr, (a, b) => {
        expect(contains(a, a)).toBe(true);
        expect(overlaps(a, a)).toBe(true);
        expect(overlaps(a, b)).toBe(overlaps(b, a));
        if (contains(a, b)) expect(overlaps(a, b)).toBe(true);
      }),
    );
  });

  it('never relate ranges of different families', () => {
    fc.assert(
      fc.property(ipv4.map(cidr), ipv6.map(cidr), (a, b) => {
        expect(overlaps(a, b) || contains(a, b) || contains(b, a) || touchesWithAnEnd(a, b)).toBe(false);
      }),
    );
  });

  it('tells neighbours apart at the very address', () => {
    expect(overlaps(cidr('10.0.0.0/24'), cidr('10.0.1.0/24'))).toBe(false);
    expect(overlaps(cidr('10.0.0.0/23'), cidr('10.0.1.255/32'))).toBe(true);
    expect(contains(cidr('10.0.0.0/24'), cidr('10.0.0.0/23'))).toBe(false);
  });
});

describe('touchesWithAnEnd', () => {
  const podCidr = cidr('10.244.0.0/16');

  it.each([
    ['10.244.3.0/24', true],
    ['10.244.0.0/15', true],
    ['10.244.0.0/16', true],
    ['10.0.0.0/8', false],
    ['0.0.0.0/0', false],
    ['10.245.0.0/16', false],
    ['10.243.255.0/24', false],
  ])("takes %s for the controller's: %s", (prefix, expected) => {
    expect(touchesWithAnEnd(podCidr, cidr(prefix))).toBe(expected);
  });

  it('sees the last address as well as the first', () => {
    expect(touchesWithAnEnd(cidr('10.245.0.0/16'), cidr('10.244.0.0/15'))).toBe(true);
  });
});

describe('nodeBlocks', () => {
  it.each([
    [8, 65_536],
    [14, 1024],
    [15, 512],
    [16, 256],
    [17, 128],
    [18, 64],
    [19, 32],
    [20, 16],
    [21, 8],
    [22, 4],
    [23, 2],
    [24, 1],
    [25, 0],
    [32, 0],
  ])('finds in a /%i %i blocks', (length, blocks) => {
    expect(nodeBlocks(cidr(`10.0.0.0/${length}`))).toBe(blocks);
  });

  it('counts as many /24 as lie inside, one by one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 32 }), (length) => {
        const range = cidr(`10.244.0.0/${length}`);
        const blocks = Array.from({ length: 256 }, (_, third) => cidr(`10.244.${third}.0/24`));
        expect(nodeBlocks(range)).toBe(blocks.filter((block) => contains(range, block)).length);
      }),
    );
  });

  it('does not count IPv6', () => {
    expect(nodeBlocks(cidr('fd12:3456:789a::/64'))).toBeUndefined();
  });
});

describe('usableAddresses', () => {
  it.each([
    [24, 251],
    [25, 123],
    [26, 59],
    [27, 27],
    [28, 11],
    [29, 3],
    [30, 0],
    [31, 0],
    [32, 0],
  ])('leaves of a /%i %i addresses', (length, addressCount) => {
    expect(usableAddresses(cidr(`10.0.0.0/${length}`))).toBe(addressCount);
  });

  it('counts no addresses of an IPv6 prefix', () => {
    expect(usableAddresses(cidr('fd00::/64'))).toBe(0);
  });
});
