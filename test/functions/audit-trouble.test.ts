import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getHealth } from '../../src/functions/http/routes/get-health.ts';
import { getReport } from '../../src/functions/http/routes/get-report.ts';
import { getStatus } from '../../src/functions/http/routes/get-status.ts';
import { auditTrouble } from '../../src/functions/runs/audit-trouble.ts';
import { startScheduledRun } from '../../src/functions/runs/start-run.ts';
import type { RunRecord } from '../../src/store/run-record.ts';
import { type Azurite, emptyStore, startAzurite } from '../store/azurite-store.ts';
import { aPlan, clusterId } from '../store/reports.ts';
import { fakeEngine } from './fake-engine.ts';
import { withRoutes, workBench } from './work-bench.ts';

const expected = { schedule: '0 0 6 * * *', runLimitMs: 6 * 3_600_000 };
const run = (status: RunRecord['status']): RunRecord => ({
  ...{ id: '20261122T060000Z', trigger: 'schedule', status },
  ...{ createdAt: '2026-11-22T06:00:01Z', touchedAt: '2026-11-22T06:00:01Z' },
});

describe('what is wrong with the audits', () => {
  it.each([
    ['nothing, until the next one is ten minutes late', 'complete', '2026-11-23T06:09:59Z', undefined],
    [
      'that the next one is',
      'complete',
      '2026-11-23T06:10:00Z',
      'The audit that was due 2026-11-23 06:00 UTC has not begun: the timers may have stopped.',
    ],
    ['nothing, while one is under way', 'running', '2026-11-22T12:30:01Z', undefined],
    [
      'that one does not end',
      'running',
      '2026-11-22T12:30:02Z',
      'The audit that began 2026-11-22 06:00 UTC has not come to an end.',
    ],
    ['that the last one failed', 'failed', '2026-11-22T07:00:00Z', 'The last audit failed; /api/status says why.'],
    ['nothing of one that has gaps', 'partial', '2026-11-22T07:00:00Z', undefined],
  ] as const)('is %s', (_, status, now, sentence) => {
    expect(auditTrouble(run(status), expected, new Date(now))).toBe(sentence);
  });

  it('is no missed slot where the schedule is switched off, or the timer came a minute early', () => {
    const late = new Date('2026-12-22T06:00:00Z');
    expect(auditTrouble(run('complete'), { ...expected, schedule: undefined }, late)).toBeUndefined();
    const early = { ...run('complete'), createdAt: '2026-11-22T05:59:00Z' };
    expect(auditTrouble(early, expected, new Date('2026-11-22T20:00:00Z'))).toBeUndefined();
  });

  it('is that there is none yet', () => {
    expect(auditTrouble(undefined, expected, new Date())).toBe('No audit has begun yet.');
  });
});

describe('when all timers are dead', () => {
  let azurite: Azurite;
  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite.stop());

  it('health, status, the page and the header of every format say how old the last audit is and what is wrong', async () => {
    const { store } = await emptyStore(azurite);
    const bench = workBench(store, fakeEngine(aPlan([[clusterId('a1')]])));
    const services = withRoutes(bench);
    const request = (query = '') => {
      return { url: `https://audit.example/api/x${query}`, params: {}, headers: new Headers(), body: '' };
    };
    await startScheduledRun(bench, new Date('2026-11-22T06:00:00Z'), bench.log);
    await bench.deliverAll();
    const fresh = await getReport.handle(request('?format=html'), services, bench.log);
    bench.pass(3 * 24 * 60 + 11);
    const trouble = 'The audit that was due 2026-11-25 06:00 UTC has not begun: the timers may have stopped.';

    const health = JSON.parse(String((await getHealth.handle(request(), services, bench.log)).body));
    expect(health).toMatchObject({ trouble, lastRun: { ageSeconds: (3 * 24 * 60 + 11) * 60 } });
    const status = JSON.parse(String((await getStatus.handle(request(), services, bench.log)).body));
    expect(status).toMatchObject({ trouble });
    const page = await getReport.handle(request('?format=html'), services, bench.log);
    expect(await textOf(page.body)).toContain(`<p class="notice">This report is 3 days old. ${trouble}</p>`);
    expect(page.headers['etag']).not.toBe(fresh.headers['etag']);
    expect(await textOf(fresh.body)).not.toContain('days old');
    const csv = await getReport.handle(request('?format=csv'), services, bench.log);
    expect(csv.headers['x-kubenet-audit-notice']).toBe(`This report is 3 days old. ${trouble}`);
    expect(await textOf(csv.body)).not.toContain('days old');
    const old = await getReport.handle(request('?format=csv&run=20261122T060000Z'), services, bench.log);
    expect(old.headers).not.toHaveProperty('x-kubenet-audit-notice');
  });
});

async function textOf(body: string | AsyncIterable<string | Uint8Array> | undefined): Promise<string> {
  if (body === undefined || typeof body === 'string') return body ?? '';
  return Buffer.concat((await Array.fromAsync(body)).map((part) => Buffer.from(part))).toString('utf8');
}
