import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBlockedCluster } from '../report/a-cluster.ts';
import { hostileText } from '../report/a-report.ts';
import { type Azurite, startAzurite } from '../store/azurite-store.ts';
import { anAudit } from './audits.ts';
import { trustedCertificate } from './certificate.ts';
import { deliveryBench } from './delivery-bench.ts';
import { type Receiver, startReceiver } from './https-receiver.ts';
import { cardTexts } from './teams-envelope.ts';
import { asTeamsWorkflow } from './teams-workflow.ts';

let azurite: Azurite;
let receiver: Receiver;
beforeAll(async () => {
  azurite = await startAzurite();
  receiver = await startReceiver(await trustedCertificate());
});
afterAll(async () => {
  await receiver.stop();
  await azurite.stop();
});

async function bench(channel: object) {
  const settings = {
    ...{ allowedHosts: [receiver.host], privateHosts: ['localhost'] },
    channels: [{ name: 'ops', type: 'teams', url: { setting: 'URL' }, ...channel }],
  };
  const alerts = await deliveryBench(azurite, settings, { URL: receiver.url });
  return { alerts, workflow: asTeamsWorkflow(receiver, () => alerts.now().getTime()) };
}

describe('a Teams workflow', () => {
  it('posts what an estate on fire has to say, in one card that it takes', async () => {
    const { alerts, workflow } = await bench({});
    const names = [...Array.from({ length: 100 }, (_, index) => `aks-${index}-${'x'.repeat(50)}`), hostileText];
    await alerts.tell(
      anAudit(
        0,
        names.map((name, index) => aBlockedCluster({ name, id: `/subscriptions/s/c${index}`, key: `k${index}` })),
      ),
    );
    await alerts.deliverAll();
    await expect.poll(() => workflow.posted.length + workflow.failedRuns.length).toBe(1);
    expect(workflow.failedRuns).toEqual([]);
    expect(cardTexts(workflow.posted[0])).toContain('101 live problems, 101 clusters low on headroom');
  });

  it("gets every owner's digest although it throttles, each once", async () => {
    const { alerts, workflow } = await bench({ send: { when: 'daily', at: '07:00', perTag: 'owner' } });
    const owners = Array.from({ length: 12 }, (_, index) => `team-${index}`);
    await alerts.tell(
      anAudit(
        0,
        owners.map((owner) => aBlockedCluster({ name: owner, tags: { owner } })),
      ),
    );
    alerts.pass(60);
    await alerts.sweep();
    for (let second = 0; second < 10 && alerts.messages.length > 0; second += 1) {
      await alerts.deliverAvailable();
      alerts.pass(1 / 60);
    }
    await expect.poll(() => workflow.posted.length).toBe(12);
    expect(workflow.throttled).toBeGreaterThan(0);
    expect(new Set(workflow.posted.map((card) => cardTexts(card)[0])).size).toBe(12);
    expect(await alerts.statuses()).toEqual(Array.from({ length: 12 }, () => 'ops sent'));
  });
});
