import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellAudit } from '../../src/alerts/delivery/tell-audit.ts';
import type { ReportStream } from '../../src/model/report.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { aBlockedCluster, aCluster } from '../report/a-cluster.ts';
import { type Azurite, startAzurite } from '../store/azurite-store.ts';
import { anAudit, runId } from './audits.ts';
import { type DeliveryBench, deliveryBench, webhook } from './delivery-bench.ts';

const day = 24 * 60;

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

/** What is filed stays filed: nothing is sent anywhere. */
const bench = () => deliveryBench(azurite, { channels: [webhook('a')] }, {});
const burning = aBlockedCluster();
const later = (alerts: DeliveryBench, minutes: number) => new Date(alerts.now().getTime() + minutes * 60_000);
const claim = (alerts: DeliveryBench) => alerts.store.claimTelling('other', alerts.now(), later(alerts, 10));
const memories = async (alerts: DeliveryBench) => (await Array.fromAsync(alerts.store.listMemories())).length;

/** A report of so many quiet clusters; `onCluster` comes before each. */
function longReport(count: number, onCluster: (index: number) => Promise<void>): ReportStream {
  const clusters = Array.from({ length: count }, (_, index) => aCluster({ name: `aks-${index}` }));
  const report = toReportStream(anAudit(0, clusters));
  return {
    ...report,
    async *clusters() {
      let index = 0;
      for await (const cluster of report.clusters()) {
        await onCluster(index);
        index += 1;
        yield cluster;
      }
    },
  };
}

describe('whoever tells an audit', () => {
  it('and fails gives the place to the next at once', async () => {
    const alerts = await bench();
    const broken = { ...alerts, openReport: () => Promise.reject(new Error('Storage answers 503.')) };
    await expect(tellAudit(broken, runId(0), alerts.log)).rejects.toThrow('Storage answers 503.');
    await alerts.tell(anAudit(0, [burning]));
    expect(alerts.messages).toEqual([
      { message: { kind: 'notice', channel: 'a', batch: `run-${runId(0)}` }, delayMs: 0 },
    ]);
  });

  it('has it for ten minutes and no longer', async () => {
    const alerts = await bench();
    const claims: boolean[] = [];
    const openReport = async () => {
      alerts.pass(10 - 1);
      claims.push(await claim(alerts));
      alerts.pass(1);
      claims.push(await claim(alerts));
      return undefined;
    };
    await tellAudit({ ...alerts, openReport }, runId(0), alerts.log);
    expect(claims).toEqual([false, true]);
    // Who lost the place does not give it back for the other.
    expect(await alerts.store.claimTelling('third', alerts.now(), later(alerts, 10))).toBe(false);
  });

  it('keeps it while a long report is told: each hundred clusters ask for longer', async () => {
    const alerts = await bench();
    const claims: boolean[] = [];
    const report = longReport(201, async (index) => {
      if (index % 100 !== 99) return;
      alerts.pass(9);
      claims.push(await claim(alerts));
    });
    await tellAudit({ ...alerts, openReport: async () => report }, runId(0), alerts.log);
    expect(claims).toEqual([false, false]);
    expect(await memories(alerts)).toBe(201);
    expect((await alerts.store.readEstate())?.memory.runId).toBe(runId(0));
  });

  it('and lost it writes nothing that another may have written, and the audit is told whole afterwards', async () => {
    const alerts = await bench();
    const report = longReport(2, async (index) => {
      if (index === 0) return;
      alerts.pass(11);
      expect(await claim(alerts)).toBe(true);
    });
    await expect(tellAudit({ ...alerts, openReport: async () => report }, runId(0), alerts.log)).rejects.toThrow(
      `Run ${runId(0)} took too long to tell, and another is being told: it is told again after that.`,
    );
    expect(await memories(alerts)).toBe(0);
    expect(await alerts.store.readEstate()).toBeUndefined();

    await alerts.store.releaseTelling('other');
    await alerts.tell(anAudit(0, [burning]));
    expect(await memories(alerts)).toBe(1);
    expect(alerts.messages).toHaveLength(1);
  });
});

describe('an audit that is told', () => {
  it('knows a cluster of the one before however Azure spells its id', async () => {
    const alerts = await bench();
    await alerts.tell(anAudit(0, [burning]));
    alerts.messages.splice(0);
    await alerts.tell(anAudit(1, [{ ...burning, id: burning.id.toUpperCase() }]));
    expect(alerts.messages).toEqual([]);
    expect(await memories(alerts)).toBe(1);
  });

  it('forgets a cluster that is gone', async () => {
    const alerts = await bench();
    await alerts.tell(anAudit(0, [burning, aCluster({ name: 'aks-gone' })]));
    expect(await memories(alerts)).toBe(2);
    for (const at of [1, 2, 3]) await alerts.tell(anAudit(at, [burning]));
    expect(await memories(alerts)).toBe(1);
  });

  it('leaves what was sent less than 90 days ago', async () => {
    const alerts = await bench();
    await alerts.tell(anAudit(0, [burning]));
    for (const notice of await Array.fromAsync(alerts.store.listNotices('due')))
      await alerts.store.changeNotice(notice, { status: 'sent' });
    alerts.pass(90 * day - 1);
    await alerts.tell(anAudit(89, [burning]));
    expect(await alerts.statuses()).toContain('a sent');
    alerts.pass(2);
    await alerts.tell(anAudit(90, [burning]));
    expect(await alerts.statuses()).not.toContain('a sent');
  });

  it('says in the log what became of it', async () => {
    const alerts = await bench();
    const failed = { id: runId(0), createdAt: '2026-11-22T06:00:00Z', failure: 'Planning did not finish.' };
    await tellAudit(alerts, runId(0), alerts.log);
    await alerts.tellFailed(failed);
    await alerts.tellFailed(failed);
    await alerts.tell(anAudit(1, [burning]));
    await alerts.tell(anAudit(1, [burning]));
    await claim(alerts);
    await alerts.tell(anAudit(2, [burning]));
    expect(alerts.lines).toEqual([
      `Run ${runId(0)} has no report: nothing to tell.`,
      `The failure of run ${runId(0)} is told.`,
      expect.stringMatching(`^Run ${runId(1)} told: [0-9]+ events\\.$`),
      `Run ${runId(1)} is told, or older than one that is: nothing to tell.`,
      `An audit is being told: run ${runId(2)} waits for the sweep.`,
    ]);
  });
});
