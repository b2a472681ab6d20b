import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClusterReport, Surroundings } from '../../src/model/report.ts';
import { overlaps, parseCidr, parseCidrs } from '../../src/network/cidr.ts';
import { reservedRanges } from '../../src/network/well-known-ranges.ts';
import { addressPlan } from '../../src/plan/address-plan.ts';
import { aCluster } from '../report/a-cluster.ts';

type Range = Surroundings['ranges'][number];

interface Situation {
  readonly pods?: string;
  readonly services?: string;
  readonly max?: number | null;
  readonly surge?: number;
  readonly around?: readonly (readonly [Range['kind'], string])[];
  readonly unknown?: readonly string[];
}

function plan({ pods = '10.244.0.0/16', services = '10.0.0.0/16', ...rest }: Situation, onPremises: string[] = []) {
  const {
    max = 20,
    surge = 2,
    around = [
      ['network', '10.10.0.0/16'],
      ['subnet', '10.10.1.0/24'],
    ],
    unknown = [],
  } = rest;
  const cluster: ClusterReport = aCluster();
  const ranges = around.map(([kind, prefix]) => ({ kind, prefix, resourceId: `/subscriptions/s/${kind}` }));
  return addressPlan(
    {
      network: {
        ...cluster.network,
        podCidrs: [pods],
        serviceCidrs: [services],
        surroundings: { ranges, unknown: [...unknown] },
      },
      headroom: { ...cluster.headroom, nodesAtMax: max, surge },
    },
    onPremises,
  );
}

describe('addressPlan', () => {
  it('keeps a pod CIDR that holds every node with its surge and meets nothing', () => {
    expect(plan({ max: 232, surge: 24 })).toEqual({
      way: 'keep',
      blocks: 256,
      nodesAtMax: 232,
      needed: 256,
      conflicts: [],
      superset: null,
      newPodCidr: null,
      newServiceCidr: null,
      lowerMaximaTo: null,
      unknown: [],
    });
  });

  it('expands it after the migration where only the surge lacks room, without lowering the maxima', () => {
    expect(plan({ max: 232, surge: 25 })).toMatchObject({
      way: 'expand',
      superset: '10.244.0.0/15',
      lowerMaximaTo: null,
    });
    expect(plan({ max: 256, surge: 0 })).toMatchObject({ way: 'keep' });
  });

  it("has the maxima lowered to what today's range holds where they alone exceed it", () => {
    expect(plan({ max: 303, surge: 31 })).toMatchObject({
      way: 'expand',
      superset: '10.244.0.0/15',
      lowerMaximaTo: 256,
    });
  });

  it.each([
    ['subnet', 'refused'],
    ['peered', 'unreachable'],
    ['onPremises', 'unreachable'],
  ] as const)("takes another range where a %s meets today's", (kind, effect) => {
    const found = plan({ around: [[kind, '10.244.8.0/24']] });
    expect(found).toMatchObject({ way: 'newRange', newPodCidr: '100.64.0.0/16', superset: null });
    expect(found.conflicts).toEqual([
      {
        of: 'pods',
        range: '10.244.0.0/16',
        kind,
        prefix: '10.244.8.0/24',
        resourceId: `/subscriptions/s/${kind}`,
        effect,
      },
    ]);
  });

  it('counts a range that the settings name', () => {
    expect(plan({}, ['10.128.0.0/9']).conflicts).toMatchObject([
      { kind: 'given', resourceId: null, effect: 'unreachable' },
    ]);
    expect(plan({}, ['10.128.0.0/10']).conflicts).toEqual([]);
  });

  it('takes a route inside the pod CIDR, or equal to it, for a conflict, and no wider one', () => {
    expect(plan({ around: [['route', '10.244.9.0/24']] }).way).toBe('newRange');
    expect(plan({ around: [['route', '10.244.0.0/16']] }).way).toBe('newRange');
    expect(plan({ around: [['route', '10.0.0.0/8']] }).way).toBe('keep');
  });

  it("grows inside a wider route, but not over a narrower one beside today's range", () => {
    expect(plan({ max: 300, around: [['route', '10.0.0.0/8']] }).superset).toBe('10.244.0.0/15');
    const blocked = plan({ max: 300, around: [['route', '10.245.7.0/24']] });
    expect(blocked).toMatchObject({ way: 'newRange', superset: null, newPodCidr: '100.64.0.0/15', lowerMaximaTo: 256 });
  });

  it('says that an address space without a subnet there is disputed, and keeps the range', () => {
    const found = plan({
      around: [
        ['network', '10.0.0.0/8'],
        ['subnet', '10.10.1.0/24'],
      ],
    });
    expect(found.way).toBe('keep');
    expect(found.conflicts).toMatchObject([{ kind: 'network', effect: 'disputed' }]);
  });

  it('names the subnet alone where the address space holds one that is met', () => {
    const found = plan({
      around: [
        ['network', '10.0.0.0/8'],
        ['subnet', '10.244.1.0/24'],
      ],
    });
    expect(found.conflicts.map(({ kind }) => kind)).toEqual(['subnet']);
  });

  it("takes another range where today's meets one that AKS reserves, which no proposal does", () => {
    const found = plan({
      pods: '172.28.0.0/14',
      around: [
        ['network', '100.64.0.0/10'],
        ['network', '10.0.0.0/8'],
      ],
    });
    expect(found.conflicts.map(({ prefix }) => prefix)).toEqual(['172.30.0.0/16', '172.31.0.0/16']);
    expect(found).toMatchObject({ way: 'newRange', newPodCidr: '172.16.0.0/14' });
  });

  it('needs a new cluster with another service CIDR where a subnet meets that', () => {
    const found = plan({ services: '10.10.0.0/16' });
    expect(found).toMatchObject({ way: 'newCluster', newServiceCidr: '100.64.0.0/16', newPodCidr: '100.65.0.0/16' });
    expect(found.conflicts).toMatchObject([{ of: 'services', kind: 'subnet', effect: 'refused' }]);
  });

  it('needs other pods where the service CIDR lies in theirs', () => {
    const found = plan({ services: '10.244.0.0/20' });
    expect(found).toMatchObject({ way: 'newRange' });
    expect(found.conflicts).toMatchObject([{ of: 'pods', kind: 'services' }]);
  });

  it("proposes a smaller range than today's where as much is not free", () => {
    const around = ['100.64.0.0/10', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/17'];
    const found = plan({ services: '10.0.0.0/16', around: around.map((prefix) => ['peered', prefix] as const) });
    expect(found).toMatchObject({ way: 'newRange', newPodCidr: '192.168.128.0/19' });
  });

  it('says so where nothing is free', () => {
    const around = ['100.64.0.0/10', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
    expect(plan({ around: around.map((prefix) => ['peered', prefix] as const) }).way).toBe('none');
    expect(plan({ max: 5001, surge: 0 }).way).toBe('none');
  });

  it('decides nothing without a pod CIDR or the number of nodes, and hands on what was not read', () => {
    expect(plan({ pods: 'nonsense' })).toMatchObject({ way: 'unknown', blocks: null });
    expect(plan({ max: null })).toMatchObject({ way: 'unknown', needed: null });
    expect(plan({ unknown: ['403'] })).toMatchObject({ way: 'keep', unknown: ['403'] });
    const { surroundings: _none, ...network } = aCluster().network;
    expect(addressPlan({ network, headroom: aCluster().headroom }, []).unknown).toHaveLength(1);
  });

  it("never proposes what meets anything it was told of, beyond what today's range meets", () => {
    const prefixes = fc
      .tuple(
        fc.constantFrom(10, 100, 172, 192),
        fc.nat({ max: 255 }),
        fc.nat({ max: 255 }),
        fc.integer({ min: 8, max: 28 }),
      )
      .map(([a, b, c, length]) => `${a}.${b}.${c}.0/${length}`);
    const kinds = fc.constantFrom<Range['kind']>('subnet', 'network', 'peered', 'onPremises', 'route');
    const arounds = fc.array(fc.tuple(kinds, prefixes), { maxLength: 10 });
    fc.assert(
      fc.property(arounds, fc.array(prefixes, { maxLength: 3 }), fc.nat({ max: 900 }), (around, given, max) => {
        const found = plan({ around, max }, given);
        const told = [...around.map(([, prefix]) => prefix), ...given];
        expect(metBy(found.newServiceCidr, told)).toEqual([]);
        expect(metBy(found.newPodCidr, [...told, '10.0.0.0/16'])).toEqual([]);
        expect(
          metBy(
            found.superset,
            told.filter((text) => metBy('10.244.0.0/16', [text]).length === 0),
          ),
        ).toEqual([]);
        if (found.superset === null) return;
        expect(found.conflicts.filter(({ effect }) => effect !== 'disputed')).toEqual([]);
        expect(metBy(found.superset, ['10.244.0.0/32', '10.244.255.255/32'])).toHaveLength(2);
      }),
    );
  });
});

/** What of it, and of AKS's own ranges, a proposal meets. */
function metBy(proposal: string | null, told: readonly string[]): readonly string[] {
  const range = proposal === null ? undefined : parseCidr(proposal);
  if (range === undefined) return [];
  return [...parseCidrs(told).cidrs, ...reservedRanges].filter((each) => overlaps(each, range)).map(({ text }) => text);
}
