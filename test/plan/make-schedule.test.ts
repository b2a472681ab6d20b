import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPlanSettings, type PlanSettings, planSettingsSchema } from '../../src/model/plan-settings.ts';
import type { Schedule } from '../../src/model/schedule.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { mondayOf } from '../../src/plan/calendar.ts';
import { makeSchedule } from '../../src/plan/make-schedule.ts';
import type { PlanCluster } from '../../src/plan/plan-cluster.ts';
import { aPlanCluster, planClusters } from './a-plan-cluster.ts';

/** A Sunday. */
const asOf = '2026-11-22T06:00:00Z';

interface Given {
  readonly settings?: Partial<PlanSettings>;
  readonly asOf?: string;
  readonly previous?: Schedule;
  readonly left?: { readonly id: string; readonly name: string }[];
}

function schedule(clusters: readonly PlanCluster[], given: Given = {}): Schedule {
  const settings = { ...defaultPlanSettings, ...given.settings };
  return makeSchedule({
    clusters,
    left: given.left ?? [],
    asOf: given.asOf ?? asOf,
    settings,
    previous: given.previous,
  });
}

/** By cluster name, the day. */
function days({ waves }: Schedule): Record<string, string> {
  return Object.fromEntries(
    waves.flatMap(({ clusters }) => clusters.map(({ key, date }) => [key.replace('key-', ''), date])),
  );
}

function weeks(plan: Schedule): Record<string, string> {
  return Object.fromEntries(Object.entries(days(plan)).map(([name, day]) => [name, mondayOf(day)]));
}

/** Clusters of the first schedule that the second has in another week, or not at all. */
function moved(before: Schedule, after: Schedule): string[] {
  const now = weeks(after);
  return Object.entries(weeks(before)).flatMap(([name, week]) => (now[name] === week ? [] : [name]));
}

describe('when a cluster migrates', () => {
  it('is a Tuesday, Wednesday or Thursday of the weeks after the audit', () => {
    expect(days(schedule(planClusters(4), { settings: { clustersPerWeek: 3 } }))).toEqual({
      'aks-0000': '2026-11-24',
      'aks-0001': '2026-11-25',
      'aks-0002': '2026-11-26',
      'aks-0003': '2026-12-01',
    });
  });

  it('leaves the time its verdict asks for', () => {
    const found = weeks(
      schedule([
        aPlanCluster('ready'),
        aPlanCluster('unverified', { verdict: 'unverified' }),
        aPlanCluster('work', { verdict: 'needsWork' }),
        aPlanCluster('blocked', { verdict: 'blocked' }),
      ]),
    );
    expect(found).toEqual({ ready: '2026-11-23', unverified: '2026-12-07', work: '2026-12-21', blocked: '2027-01-18' });
  });

  it('is never in a freeze, never before the start or the earliest day of the cluster, never after the end', () => {
    const settings = planSettingsSchema.parse({
      start: '2027-01-04',
      finishBy: '2027-03-31',
      freezes: [{ from: '2027-01-11', to: '2027-01-20' }],
      earliest: [{ clusters: ['AKS-0001'], date: '2027-03-03' }],
      clustersPerWeek: 1,
    });
    const found = days(schedule(planClusters(4), { settings }));
    expect(found).toEqual({
      'aks-0000': '2027-01-05',
      'aks-0001': '2027-03-03',
      'aks-0002': '2027-01-21',
      'aks-0003': '2027-01-26',
    });
  });

  it('is on a day of its maintenance window where it has one', () => {
    const sunday = {
      text: '',
      every: 'week',
      interval: 1,
      dayOfWeek: 'Sunday',
      dayOfMonth: null,
      weekIndex: null,
    } as const;
    const first = { ...sunday, every: 'month', dayOfWeek: 'Saturday', weekIndex: 'First' } as const;
    const found = days(
      schedule(
        [
          aPlanCluster('weekly', { maintenanceWindows: [sunday] }),
          aPlanCluster('monthly', { maintenanceWindows: [first] }),
          aPlanCluster('none'),
        ],
        { settings: { clustersPerWeek: 5 } },
      ),
    );
    expect(found).toEqual({ weekly: '2026-11-29', monthly: '2026-12-05', none: '2026-11-24' });
  });

  it('comes in the order of the environments, which begin one after the other', () => {
    const found = weeks(
      schedule(
        [
          aPlanCluster('other', { environment: undefined }),
          aPlanCluster('prod'),
          aPlanCluster('dev', { environment: 'DEV', verdict: 'needsWork' }),
          aPlanCluster('test', { environment: 'test' }),
        ],
        { settings: { clustersPerWeek: 9 } },
      ),
    );
    expect(found).toEqual({ dev: '2026-12-21', test: '2026-12-28', prod: '2027-01-04', other: '2027-01-11' });
  });

  it('puts clusters with the same causes beside each other, and small ones first', () => {
    const found = schedule(
      [
        aPlanCluster('a', { verdict: 'blocked', stops: ['NP-001'], nodes: 300 }),
        aPlanCluster('b', { verdict: 'blocked', stops: ['MIG-010'] }),
        aPlanCluster('c', { verdict: 'blocked', stops: ['NP-001'], nodes: 3 }),
      ],
      { settings: { clustersPerWeek: 1 } },
    );
    expect(Object.keys(days(found))).toEqual(['b', 'c', 'a']);
  });
});

describe('what is tied together', () => {
  it('takes the clusters of a shared table, subnet or gateway in one week, one after the other', () => {
    const found = days(
      schedule(
        [
          aPlanCluster('a', { shares: ['/table'] }),
          aPlanCluster('b'),
          aPlanCluster('c', { shares: ['/table', '/gateway'] }),
          aPlanCluster('d', { shares: ['/gateway'], verdict: 'needsWork' }),
        ],
        { settings: { clustersPerWeek: 3 } },
      ),
    );
    expect(found).toMatchObject({ b: '2026-11-24', a: '2026-12-22', c: '2026-12-23', d: '2026-12-24' });
  });

  it('takes them in order over several weeks where no week takes them all', () => {
    const found = weeks(
      schedule(
        planClusters(5, () => ({ shares: ['/table'] })),
        { settings: { clustersPerWeek: 2 } },
      ),
    );
    expect(Object.values(found)).toEqual(['2026-11-23', '2026-11-23', '2026-11-30', '2026-11-30', '2026-12-07']);
  });

  it('never puts both of a pair into one week, even on one table', () => {
    const found = weeks(
      schedule(
        planClusters(2, () => ({ shares: ['/table'] })),
        {
          settings: { pairs: [['aks-0000', 'aks-0001']], clustersPerWeek: 5 },
        },
      ),
    );
    expect(found).toEqual({ 'aks-0000': '2026-11-23', 'aks-0001': '2026-11-30' });
  });

  it('has a group wait for a week that takes all of it', () => {
    const found = weeks(
      schedule(planClusters(5), { settings: { groups: [['aks-0001', 'aks-0004']], clustersPerWeek: 2 } }),
    );
    expect(found['aks-0001']).toBe(found['aks-0004']);
    expect(Object.values(found).filter((week) => week === found['aks-0004'])).toHaveLength(2);
  });
});

describe('clusters that cannot make it', () => {
  const short = { finishBy: '2026-12-10', clustersPerWeek: 1 };

  it('are named with the reason, and no week is overfilled for them', () => {
    const found = schedule(
      [
        ...planClusters(4),
        aPlanCluster('blocked', { verdict: 'blocked' }),
        aPlanCluster('yearly', {
          maintenanceWindows: [
            { text: '', every: 'month', interval: 12, dayOfWeek: null, dayOfMonth: 20, weekIndex: null },
          ],
        }),
      ],
      { settings: short },
    );
    expect(found.waves.map(({ clusters }) => clusters.length)).toEqual([1, 1, 1]);
    expect(found.misfits).toEqual([
      { key: 'key-aks-0003', reason: 'room', earliest: '2026-11-23' },
      { key: 'key-blocked', reason: 'late', earliest: '2027-01-17' },
      { key: 'key-yearly', reason: 'days', earliest: '2026-11-23' },
    ]);
  });

  it('say that only weeks of their pair are left, or that no week takes their group', () => {
    const pair = schedule(planClusters(2), {
      settings: { finishBy: '2026-11-26', pairs: [['aks-0000', 'aks-0001']], clustersPerWeek: 5 },
    });
    expect(pair.misfits).toEqual([{ key: 'key-aks-0001', reason: 'pair', earliest: '2026-11-23' }]);
    const group = schedule(planClusters(4), {
      settings: { finishBy: '2026-12-03', groups: [['aks-0002', 'aks-0003', 'aks-0001']], clustersPerWeek: 2 },
    });
    expect(group.misfits.map(({ reason }) => reason)).toEqual(['group', 'group', 'group']);
    expect(group.problems).toEqual(['groups[0] has 3 clusters, and clustersPerWeek allows 2.']);
  });

  it('are all of them once the deadline has passed', () => {
    const found = schedule(planClusters(2), { asOf: '2028-04-01T00:00:00Z' });
    expect(found.waves).toEqual([]);
    expect(found.misfits.map(({ reason }) => reason)).toEqual(['late', 'late']);
  });
});

describe('the capacity nobody set', () => {
  it('leaves a quarter of the weeks in reserve', () => {
    const found = schedule(planClusters(100));
    expect(found.clustersPerWeek).toBe(2);
    expect(found.waves.at(-1)?.week).toBe('2027-11-01');
  });

  it('is raised to what lets every cluster in that can still make it', () => {
    const clusters = planClusters(60, () => ({ verdict: 'blocked' }));
    const found = schedule(clusters, { settings: { finishBy: '2027-02-26' } });
    expect(found).toMatchObject({ clustersPerWeek: 10, misfits: [] });
    const one = schedule(clusters, { settings: { finishBy: '2027-02-26', clustersPerWeek: 9 } });
    expect(one.misfits.map(({ reason }) => reason)).toEqual(Array(6).fill('room'));
  });

  it('is enough for the largest group', () => {
    const groups = [planClusters(7).map(({ name }) => name)];
    expect(schedule(planClusters(8), { settings: { groups } }).clustersPerWeek).toBe(7);
  });
});

describe('settings that cannot be followed', () => {
  it.each<[string, unknown, string]>([
    ['a pair of nobody', { pairs: [['aks-0000', 'aks-9']] }, 'pairs[0] names no cluster: aks-9.'],
    ['a pair of one', { pairs: [['aks-0000', 'AKS-0000']] }, 'pairs[0] names one cluster twice: aks-0000.'],
    ['a group of nobody', { groups: [['x', 'aks-0000']] }, 'groups[0] names no cluster: x.'],
    [
      'a pair in a group',
      { pairs: [['aks-0000', 'aks-0001']], groups: [['aks-0001', 'aks-0000']] },
      'groups[0] holds both',
    ],
    ['freezes over all weeks', { freezes: [{ from: '2026-01-01', to: '2030-01-01' }] }, 'freezes leave no day'],
    [
      'freezes over all Tuesdays',
      {
        days: ['Tuesday'],
        finishBy: '2026-12-06',
        freezes: [
          { from: '2026-11-24', to: '2026-11-24' },
          { from: '2026-12-01', to: '2026-12-01' },
        ],
      },
      'freezes leave no day',
    ],
    ['an end in the past', { finishBy: '2026-11-21' }, 'finishBy 2026-11-21 was before'],
    ['an end after the deadline', { finishBy: '2028-04-01' }, 'finishBy 2028-04-01 is after 2028-03-31'],
    ['a start after the end', { start: '2027-02-01', finishBy: '2027-01-31' }, 'start 2027-02-01 is after'],
  ])('are named: %s', (_what, settings, problem) => {
    expect(schedule(planClusters(2), { settings: planSettingsSchema.parse(settings) }).problems[0]).toContain(problem);
  });

  it.each([
    ['2028-03-29T06:00:00Z', 'the last day for migrations is 2028-03-31, and the week'],
    ['2028-03-31T06:00:00Z', 'the last day for migrations is 2028-03-31, and the week'],
    ['2028-04-01T06:00:00Z', 'the last day for migrations was 2028-03-31: no cluster can be planned'],
  ])('are not blamed where there are none and no day is left: on %s', (today, problem) => {
    expect(schedule(planClusters(2), { asOf: today }).problems).toEqual([expect.stringContaining(problem)]);
  });

  it('are named where a name is of several clusters, and an id is not', () => {
    const twins = [aPlanCluster('twin'), aPlanCluster('twin', { key: 'key-2', id: '/Other/Twin' }), aPlanCluster('x')];
    expect(schedule(twins, { settings: { pairs: [['twin', 'x']] } }).problems).toEqual([
      'pairs[0] names 2 clusters that are called twin: give the resource id of one.',
    ]);
    expect(schedule(twins, { settings: { pairs: [['/other/twin', 'key-x']] } }).problems).toEqual([]);
  });

  it('may name a cluster that has left kubenet', () => {
    const left = [{ id: '/gone', name: 'aks-gone' }];
    expect(schedule(planClusters(1), { left, settings: { pairs: [['AKS-gone', 'aks-0000']] } }).problems).toEqual([]);
  });
});

const kinds: readonly Partial<PlanCluster>[] = [
  { verdict: 'ready' },
  { verdict: 'needsWork', stops: ['MIG-008'] },
  { verdict: 'blocked', stops: ['NP-001'] },
  { verdict: 'unverified' },
];

describe('the plan after the next audit', () => {
  const clusters = planClusters(200, (index) => ({
    environment: ['dev', 'test', 'prod'][index % 3],
    ...kinds[index % 4],
    shares: index % 10 < 2 ? [`/table-${Math.floor(index / 10)}`] : [],
  }));
  const settings = planSettingsSchema.parse({ clustersPerWeek: 5, pairs: [['aks-0005', 'aks-0008']] });
  const first = schedule(clusters, { settings });
  const later = '2026-12-14T06:00:00Z';
  const gone = (day: string) =>
    new Set(
      first.waves
        .filter(({ week }) => week < mondayOf(day.slice(0, 10)))
        .flatMap((wave) => wave.clusters.map(({ key }) => key)),
    );
  const remaining = clusters.filter(({ key }) => !gone(later).has(key));

  it('moves nothing where nothing changed', () => {
    expect(first.misfits).toEqual([]);
    expect(schedule(clusters, { settings, previous: first }).waves).toEqual(first.waves);
  });

  it('moves nothing where those whose weeks have passed are gone', () => {
    const next = schedule(remaining, { settings, previous: first, asOf: later });
    expect(gone(later).size).toBeGreaterThan(5);
    expect(moved(first, next)).toHaveLength(gone(later).size);
  });

  it('moves only the one that missed its week', () => {
    const [missed] = first.waves[0]?.clusters ?? [];
    const still = clusters.filter(({ key }) => !gone(later).has(key) || key === missed?.key);
    const next = schedule(still, { settings, previous: first, asOf: later });
    expect(moved(first, next)).toHaveLength(gone(later).size);
    expect(weeks(next)[missed?.key.replace('key-', '') ?? ''] ?? '').toMatch(/^202[67]-/);
  });

  it('moves nobody for a cluster that is new, or better than before', () => {
    const next = schedule([...clusters.map((each) => ({ ...each, verdict: 'ready' as const })), aPlanCluster('new')], {
      settings,
      previous: first,
    });
    expect(moved(first, next)).toEqual([]);
    expect(days(next)['new']).toBeDefined();
  });

  it('moves only the cluster that became worse, and it only where its week comes too soon', () => {
    const soon = first.waves[0]?.clusters[0]?.key;
    const far = first.waves.at(-1)?.clusters[0]?.key;
    const worse = clusters.map((each) =>
      each.key === soon || each.key === far ? { ...each, verdict: 'blocked' as const } : each,
    );
    expect(moved(first, schedule(worse, { settings, previous: first })).map((name) => `key-${name}`)).toEqual([soon]);
  });

  it('moves only the clusters of the weeks that a new freeze takes', () => {
    const week = first.waves[3]?.week ?? '';
    const frozen = {
      ...settings,
      freezes: [
        { from: week, to: week.replace(/\d\d$/, (day) => String(Number(day) + 4).padStart(2, '0')), reason: '' },
      ],
    };
    const next = schedule(clusters, { settings: frozen, previous: first });
    expect(
      moved(first, next)
        .map((name) => `key-${name}`)
        .sort(),
    ).toEqual((first.waves[3]?.clusters ?? []).map(({ key }) => key).sort());
  });

  it('moves one of two that are declared a pair in the same week', () => {
    const [one, other] = first.waves[5]?.clusters.map(({ key }) => key) ?? [];
    const pairs: [string, string][] = [[one ?? '', other ?? '']];
    expect(moved(first, schedule(clusters, { settings: { ...settings, pairs }, previous: first }))).toHaveLength(1);
  });

  it('moves as many as a smaller capacity turns out of each week', () => {
    const next = schedule(clusters, { settings: { ...settings, clustersPerWeek: 4 }, previous: first });
    expect(moved(first, next)).toHaveLength(first.waves.filter((wave) => wave.clusters.length === 5).length);
  });

  it('keeps a capacity it promised before', () => {
    const free = schedule(clusters);
    const fewer = clusters.slice(0, 40);
    expect(schedule(fewer, { previous: free }).clustersPerWeek).toBe(free.clustersPerWeek);
  });
});

describe('every schedule', () => {
  const names = planClusters(24).map(({ name }) => name);
  const pick = fc.constantFrom(...names);
  const input = fc.record({
    verdicts: fc.array(fc.constantFrom<Verdict>('ready', 'needsWork', 'blocked', 'unverified'), {
      minLength: 24,
      maxLength: 24,
    }),
    environments: fc.array(fc.constantFrom('dev', 'test', 'prod', undefined), { minLength: 24, maxLength: 24 }),
    tables: fc.array(fc.option(fc.nat({ max: 4 }), { nil: undefined }), { minLength: 24, maxLength: 24 }),
    pairs: fc.array(
      fc.tuple(pick, pick).filter(([a, b]) => a !== b),
      { maxLength: 6 },
    ),
    clustersPerWeek: fc.integer({ min: 1, max: 6 }),
    finishBy: fc.constantFrom('2027-01-31', '2027-06-30', '2028-03-31'),
    freeze: fc.integer({ min: 0, max: 60 }),
  });
  type Input = typeof input extends fc.Arbitrary<infer Value> ? Value : never;
  const build = ({ verdicts, environments, tables, pairs, clustersPerWeek, finishBy, freeze }: Input) => {
    const from = new Date(Date.UTC(2026, 10, 22 + freeze)).toISOString().slice(0, 10);
    const to = new Date(Date.UTC(2026, 10, 36 + freeze)).toISOString().slice(0, 10);
    const clusters = planClusters(24, (index) => ({
      verdict: verdicts[index] ?? 'ready',
      environment: environments[index],
      shares: tables[index] === undefined ? [] : [`/table-${tables[index]}`],
    }));
    const settings: PlanSettings = {
      ...defaultPlanSettings,
      pairs,
      clustersPerWeek,
      finishBy,
      freezes: [{ from, to, reason: '' }],
    };
    return { clusters, settings };
  };

  it('holds each cluster once, in time, outside freezes, within the capacity, pairs apart, and is the same again', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { clusters, settings } = build(given);
        const found = schedule(clusters, { settings });
        const places = found.waves.flatMap((wave) => wave.clusters);
        const all = [...places.map(({ key }) => key), ...found.misfits.map(({ key }) => key)];
        expect(all.sort()).toEqual(clusters.map(({ key }) => key).sort());
        for (const { clusters: inWave } of found.waves)
          expect(inWave.length).toBeLessThanOrEqual(given.clustersPerWeek);
        const [freeze] = settings.freezes;
        for (const { date, verdict } of places) {
          expect(date <= given.finishBy && !((freeze?.from ?? '') <= date && date <= (freeze?.to ?? ''))).toBe(true);
          const lead = (Date.parse(date) - Date.parse('2026-11-22')) / (7 * 24 * 60 * 60 * 1000);
          expect(lead).toBeGreaterThanOrEqual(settings.leadWeeks[verdict]);
        }
        const at = weeks(found);
        for (const [a, b] of given.pairs) expect(at[a] === undefined || at[a] !== at[b]).toBe(true);
        expect(schedule(clusters.toReversed(), { settings })).toEqual(found);
      }),
      { numRuns: 60 },
    );
  });

  it('is its own successor', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { clusters, settings } = build(given);
        const found = schedule(clusters, { settings });
        const again = schedule(clusters, { settings, previous: found });
        expect(moved(found, again)).toEqual([]);
        expect(again.misfits.map(({ key }) => key)).toEqual(found.misfits.map(({ key }) => key));
      }),
      { numRuns: 60 },
    );
  });

  it('never moves more clusters than those that changed, once some have left', () => {
    fc.assert(
      fc.property(input, fc.subarray(names), (given, leaving) => {
        const { clusters, settings } = build(given);
        const withoutPairs = { ...settings, pairs: [] };
        const found = schedule(clusters, { settings: withoutPairs });
        const rest = clusters.filter(({ name }) => !leaving.includes(name));
        const stayed = moved(found, schedule(rest, { settings: withoutPairs, previous: found })).filter(
          (name) => !leaving.includes(name),
        );
        expect(stayed).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
