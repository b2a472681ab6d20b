import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditStore } from '../../src/store/audit-store.ts';
import { slimCluster } from '../../src/store/cluster-summary.ts';
import { runIdAt } from '../../src/store/keys.ts';
import type { RunStatus } from '../../src/store/run-record.ts';
import type { AuditTables } from '../../src/store/tables.ts';
import { type Azurite, emptyStore, startAzurite } from './azurite-store.ts';
import { audited, clusterId, oneRequest } from './reports.ts';

const now = new Date('2026-11-30T06:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3_600_000);
const id = (days: number, suffix?: string) => runIdAt(daysAgo(days), suffix);

let azurite: Azurite;
let store: AuditStore;
let tables: AuditTables;
beforeAll(async () => {
  azurite = await startAzurite();
});
beforeEach(async () => {
  ({ store, tables } = await emptyStore(azurite));
});
afterAll(() => azurite.stop());

/** A run with rows in every table. */
async function seed(days: number, status: RunStatus = 'complete', suffix?: string, hasReport = true) {
  const run = {
    id: id(days, suffix),
    trigger: suffix === undefined ? 'schedule' : 'manual',
    createdAt: daysAgo(days).toISOString(),
  } as const;
  await store.createRun(run);
  await store.writeResult(
    'p',
    { runId: run.id, unit: 0, attempt: 'x' },
    {
      clusters: [],
      outcome: () => ({ troubles: [], requests: oneRequest, checks: [] }),
    },
  );
  const record = await store.changeRun(run.id, ['planning'], {
    ...{ status, index: 'packed' },
    ...(hasReport ? { headAttempt: 'h' } : {}),
  });
  if (record === undefined) throw new Error('There is no run.');
  await store.writeClusterHistory(record, [slimCluster(audited(clusterId('a')))], new Date(0));
  const verdicts = { ready: 0, needsWork: 0, blocked: 0, unverified: 0 };
  const counts = { clusters: 1, kubenet: 1, liveProblems: 0, verdicts };
  await store.writeFleetHistory({ runId: run.id, asOf: run.createdAt, status: 'complete', ...counts });
}

const runs = async () => (await Array.fromAsync(store.listRuns())).map(({ id, forgottenAt }) => [id, forgottenAt]);
const withResults = async () => {
  const rows = await Array.fromAsync(tables.results.listEntities<{ rowKey: string }>());
  return new Set(rows.map(({ partitionKey }) => partitionKey?.split('|')[0]));
};

describe('what is kept', () => {
  it('are the newest reports of each kind, of the others the history, and an open run whatever its age', async () => {
    for (const days of [1, 2, 3]) await seed(days);
    await seed(2, 'complete', 'asked');
    await seed(90, 'running');
    await store.deleteExpired({ fullRuns: 2, historyDays: 60 }, now);

    expect(await runs()).toEqual([
      [id(1), undefined],
      [id(2), undefined],
      [id(2, 'asked'), undefined],
      [id(3), now.toISOString()],
      [id(90), undefined],
    ]);
    expect(await withResults()).toEqual(new Set([id(1), id(2), id(2, 'asked'), id(90)]));
    expect(await Array.fromAsync(store.listFleetHistory(id(0)))).toHaveLength(5);
  });

  it('counts no run without a report', async () => {
    await seed(1, 'failed', undefined, false);
    await seed(2);
    await store.deleteExpired({ fullRuns: 1, historyDays: 60 }, now);
    expect(await runs()).toEqual([
      [id(1), undefined],
      [id(2), undefined],
    ]);
  });

  it('is marked as forgotten once', async () => {
    for (const days of [1, 2]) await seed(days);
    await store.deleteExpired({ fullRuns: 1, historyDays: 60 }, now);
    await store.deleteExpired({ fullRuns: 1, historyDays: 60 }, new Date(now.getTime() + 3_600_000));
    expect(await runs()).toEqual([
      [id(1), undefined],
      [id(2), now.toISOString()],
    ]);
  });

  it('is the history of as many days, to the moment, with the months that a day of it lies in', async () => {
    for (const days of [1, 60, 60.01, 100]) await seed(days);
    await store.deleteExpired({ fullRuns: 9, historyDays: 60 }, now);
    expect((await runs()).map(([run]) => run)).toEqual([id(1), id(60)]);
    expect(await withResults()).toEqual(new Set([id(1), id(60)]));
    expect((await Array.fromAsync(store.listFleetHistory(id(0)))).map(({ runId }) => runId)).toEqual([id(1), id(60)]);
    const seen = await Array.fromAsync(store.listClusterHistory(clusterId('a'), id(0)));
    // 100 days ago is another month; of this one each cluster drops what is too old with its next point.
    expect(seen.map(({ runId }) => runId)).toEqual([id(1), id(60), id(60.01)]);
  });
});
