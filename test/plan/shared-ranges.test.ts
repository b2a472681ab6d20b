import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps, parseCidrs } from '../../src/network/cidr.ts';
import { sharedRanges } from '../../src/plan/shared-ranges.ts';

const user = (key: string, podCidrs: string[], routeTableIds: string[] | null = []) => ({
  key,
  podCidrs,
  routeTableIds,
});

describe('sharedRanges', () => {
  it('groups clusters whose pod CIDRs overlap, and says nothing of those that stand alone', () => {
    const groups = sharedRanges([
      user('c', ['10.244.128.0/17']),
      user('a', ['10.244.0.0/16']),
      user('b', ['10.245.0.0/16']),
      user('d', ['not a range']),
    ]);
    expect(groups).toEqual([{ podCidrs: ['10.244.0.0/16', '10.244.128.0/17'], clusters: ['c', 'a'], onOneTable: [] }]);
  });

  it('names the route tables that several of a group use, in any letter case', () => {
    const pods = ['10.244.0.0/16'];
    const [group] = sharedRanges([
      user('a', pods, ['/x/routeTables/RT-one']),
      user('b', pods, ['/X/routetables/rt-ONE', '/x/routeTables/two']),
      user('c', pods, null),
    ]);
    expect(group?.onOneTable).toEqual([{ routeTableId: '/x/routetables/rt-one', clusters: ['a', 'b'] }]);
  });

  it('counts a dual-stack cluster once in a group, and keeps the families apart', () => {
    const dual = ['10.244.0.0/16', 'fd12:3456:789a::/64'];
    const groups = sharedRanges([user('a', dual), user('b', dual), user('c', ['::/1'])]);
    expect(groups.map(({ clusters }) => clusters)).toEqual(
      [
        ['a', 'b'],
        ['a', 'b'],
      ].slice(0, 2),
    );
  });

  it('puts two clusters into one group exactly where a chain of overlaps joins them', () => {
    const cidrs = fc
      .tuple(fc.nat({ max: 7 }), fc.integer({ min: 13, max: 17 }))
      .map(([second, length]) => `10.${second * 8}.0.0/${length}`);
    fc.assert(
      fc.property(fc.array(cidrs, { maxLength: 12 }), (texts) => {
        const groups = sharedRanges(texts.map((text, index) => user(`k${index}`, [text])));
        const parsed = parseCidrs(texts).cidrs;
        for (const [i, a] of parsed.entries()) {
          const isAlone = parsed.every((b, j) => i === j || !overlaps(a, b));
          expect(groups.some(({ clusters }) => clusters.includes(`k${i}`))).toBe(!isAlone);
        }
        expect(groups.flatMap(({ clusters }) => clusters)).toHaveLength(
          new Set(groups.flatMap((g) => g.clusters)).size,
        );
      }),
    );
  });
});
