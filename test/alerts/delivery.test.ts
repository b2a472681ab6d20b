import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AttachedFormat } from '../../src/alerts/channels/attachment.ts';
import type { AlertMessage } from '../../src/alerts/delivery/alert-services.ts';
import { deadNotices, deadNoticesSentence } from '../../src/alerts/delivery/dead-notices.ts';
import { deliverNotice } from '../../src/alerts/delivery/deliver-notice.ts';
import type { ClosedRun } from '../../src/alerts/delivery/sweep-alerts.ts';
import { tellAudit } from '../../src/alerts/delivery/tell-audit.ts';
import type { NoticeRecord } from '../../src/model/alert.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { aBlockedCluster, aCluster } from '../report/a-cluster.ts';
import { missingRoute } from '../report/an-outcome.ts';
import { type Azurite, startAzurite } from '../store/azurite-store.ts';
import { anAudit, runId } from './audits.ts';
import { trustedCertificate } from './certificate.ts';
import { type DeliveryBench, webhook, webhookBench } from './delivery-bench.ts';
import { type Receiver, startReceiver } from './https-receiver.ts';
import { startSmtp } from './smtp-receiver.ts';

let azurite: Azurite;
let receiver: Receiver;
beforeAll(async () => {
  azurite = await startAzurite();
  receiver = await startReceiver(await trustedCertificate());
});
beforeEach(() => {
  receiver.received.splice(0);
  receiver.answer = () => ({ status: 200 });
});
afterAll(async () => {
  await receiver.stop();
  await azurite.stop();
});

function bench(...channels: readonly { readonly name: string }[]): Promise<DeliveryBench> {
  return webhookBench(azurite, receiver, channels);
}

const burning = aBlockedCluster({ live: ['RT-004'] });
const quiet = aCluster({ name: burning.name });
const healed = aCluster({
  name: burning.name,
  checks: [{ ...missingRoute(burning.id, []), status: 'pass' }, ...quiet.checks],
});

/** What a receiver saw: path, notice id, and the kinds of events. */
const seen = () =>
  receiver.received.map(({ path, body }) => {
    const { id, data } = JSON.parse(body);
    const kinds = data.events.map(
      ({ kind, transition }: { kind: string; transition: string }) => `${kind} ${transition}`,
    );
    return { path: path.split('?')[0], id: String(id), kinds };
  });

describe('an audit', () => {
  it('is told to each channel in one notice, which is marked as sent', async () => {
    const alerts = await bench(
      webhook('a'),
      webhook('b', { severity: 'high' }),
      webhook('c', { subscriptions: ['33333333-3333-3333-3333-333333333333'] }),
    );
    await alerts.tell(anAudit(0, [burning]));
    await alerts.deliverAll();
    // Events are filed for several channels at once: whose notice is opened first is the storage's affair.
    expect(
      seen()
        .map(({ path, kinds }) => [path, kinds])
        .sort(),
    ).toEqual([
      ['/a', ['outage opened', 'headroom opened']],
      ['/b', ['outage opened', 'headroom opened']],
    ]);
    expect(await alerts.statuses()).toEqual(['a sent', 'b sent']);
  });

  it('that is told twice, at once or again, is heard once', async () => {
    const alerts = await bench(webhook('a'));
    const report = anAudit(0, [burning]);
    await alerts.tell(report);
    await alerts.tell(report);
    await alerts.deliverAll();
    await alerts.deliverAll();
    expect(seen()).toHaveLength(1);
  });

  it('whose message comes twice at once is sent once', async () => {
    const alerts = await bench(webhook('a'));
    await alerts.tell(anAudit(0, [burning]));
    const [sent] = alerts.messages.splice(0);
    if (sent === undefined) throw new Error('No message.');
    await Promise.all([deliver(alerts, sent.message), deliver(alerts, sent.message)]);
    expect(seen()).toHaveLength(1);
  });

  it('says what opened and what closed over the days', async () => {
    const alerts = await bench(webhook('a'));
    for (const [day, cluster] of [quiet, burning, burning, healed].entries()) {
      await alerts.tell(anAudit(day, [cluster]));
      await alerts.deliverAll();
    }
    const kinds = seen().map((each) => each.kinds);
    expect(kinds).toEqual([
      ['outage opened', 'headroom opened', 'verdict opened'],
      ['outage closed', 'headroom closed', 'verdict closed'],
    ]);
  });

  it('older than one that is told says nothing', async () => {
    const alerts = await bench(webhook('a'));
    await alerts.tell(anAudit(1, [quiet]));
    await alerts.tell(anAudit(0, [burning]));
    await alerts.deliverAll();
    expect(seen()).toEqual([]);
  });

  it('whose teller dies at any point is told whole and once by the next', async () => {
    const whole = anAudit(0, [burning, aBlockedCluster({ name: 'aks-two' }), aBlockedCluster({ name: 'aks-three' })]);
    for (let lives = 0; lives < 60; lives += 1) {
      receiver.received.splice(0);
      const alerts = await bench(webhook('a'));
      const mortal = dyingAfter(lives, alerts);
      const died = await tellWith(mortal, alerts, whole);
      if (died) await alerts.tell(whole);
      alerts.pass(20);
      await alerts.sweep();
      await alerts.deliverAll();
      const ids = receiver.received.flatMap(({ body }) =>
        JSON.parse(body).data.events.map(({ id }: { id: string }) => id),
      );
      expect({ lives, events: ids.length, distinct: new Set(ids).size }).toEqual({ lives, events: 6, distinct: 6 });
      if (!died) return;
    }
    throw new Error('The teller never came through.');
  });
});

/** Store and queue that fail after so many writes, as a process that is killed. */
function dyingAfter(lives: number, alerts: DeliveryBench): DeliveryBench {
  let left = lives;
  const spend = async () => {
    left -= 1;
    if (left < 0) throw new Error('The process died.');
  };
  const { store, queue } = alerts;
  return {
    ...alerts,
    store: {
      ...store,
      writeEstate: (...given) => spend().then(() => store.writeEstate(...given)),
      writeMemories: (...given) => spend().then(() => store.writeMemories(...given)),
      addIntent: (...given) => spend().then(() => store.addIntent(...given)),
      openNotice: (...given) => spend().then(() => store.openNotice(...given)),
    },
    queue: { send: (...given) => spend().then(() => queue.send(...given)) },
  };
}

async function tellWith(
  mortal: DeliveryBench,
  alerts: DeliveryBench,
  report: ReturnType<typeof anAudit>,
): Promise<boolean> {
  try {
    await tellAudit({ ...mortal, openReport: async () => toReportStream(report) }, report.run.id, alerts.log);
    return false;
  } catch (error) {
    if (error instanceof Error && error.message === 'The process died.') return true;
    throw error;
  }
}

async function deliver(alerts: DeliveryBench, message: AlertMessage): Promise<void> {
  if (message.kind !== 'notice') throw new Error('The message is about an audit.');
  await deliverNotice(alerts, message.channel, message.batch, alerts.log);
}

/** As the store has a run that closed now. */
function closed(day: number, alerts: DeliveryBench): ClosedRun {
  const id = runId(day);
  return { id, createdAt: anAudit(day, []).asOf, closedAt: alerts.now().toISOString() };
}

describe('two audits told at once', () => {
  it('are told one after the other, so that the older leaves nothing it did not know', async () => {
    const alerts = await bench(webhook('a'));
    await alerts.tell(anAudit(0, [quiet]));
    const held = Promise.withResolvers<void>();
    const older = anAudit(1, [quiet]);
    const slow = {
      ...alerts,
      // The older has read the memory, and is held before it looks at its clusters.
      openReport: async () => {
        const report = toReportStream(older);
        return {
          ...report,
          async *clusters() {
            await held.promise;
            yield* report.clusters();
          },
        };
      },
    };
    const telling = tellAudit(slow, older.run.id, alerts.log);
    await alerts.tell(anAudit(2, [burning]));
    held.resolve();
    await telling;
    expect(alerts.messages.filter(({ message }) => message.kind === 'audit')).toEqual([]);
    const newer = closed(2, alerts);
    alerts.pass(16);
    await alerts.sweep(newer);
    await alerts.deliverAll();
    await alerts.tell(anAudit(3, [healed]));
    await alerts.deliverAll();
    expect(seen().flatMap(({ kinds }) => kinds)).toEqual(expect.arrayContaining(['outage opened', 'outage closed']));
  });

  it('wait for the sweep where their teller was killed', async () => {
    const alerts = await bench(webhook('a'));
    await alerts.store.claimTelling('killed', alerts.now(), new Date(alerts.now().getTime() + 10 * 60_000));
    await alerts.tell(anAudit(0, [burning]));
    const run = closed(0, alerts);
    // However many messages come meanwhile, none sends for another.
    await alerts.tell(anAudit(0, [burning]));
    expect(alerts.messages).toEqual([]);
    alerts.pass(16);
    await alerts.sweep(run);
    await alerts.deliverAll();
    expect(seen()).toHaveLength(1);
  });

  it('let the one through whose time ran out only if nobody else has begun', async () => {
    const { store, now } = await bench(webhook('a'));
    const later = (minutes: number) => new Date(now().getTime() + minutes * 60_000);
    expect(await store.claimTelling('slow', now(), later(10))).toBe(true);
    expect(await store.claimTelling('slow', later(11), later(21))).toBe(true);
    expect(await store.claimTelling('other', later(12), later(22))).toBe(false);
    expect(await store.claimTelling('other', later(22), later(32))).toBe(true);
    expect(await store.claimTelling('slow', later(22), later(32))).toBe(false);
    await store.releaseTelling('slow');
    expect(await store.claimTelling('third', later(23), later(33))).toBe(false);
    await store.releaseTelling('other');
    expect(await store.claimTelling('third', later(23), later(33))).toBe(true);
  });
});

describe('an audit without a report', () => {
  const failed = (day: number) => {
    return { id: runId(day), createdAt: `2026-11-${22 + day}T06:00:00Z`, failure: 'Planning did not finish.' };
  };

  it('is told on a new installation, once however often it comes, and is over with the next that reads something', async () => {
    const alerts = await bench(webhook('a'));
    for (const day of [0, 0, 1]) await alerts.tellFailed(failed(day));
    await alerts.deliverAll();
    expect(seen().map(({ kinds }) => kinds)).toEqual([['auditFailed opened']]);
    expect(JSON.parse(receiver.received[0]?.body ?? '').data.events[0]).toMatchObject({
      severity: 'high',
      detail: 'Planning did not finish.',
    });
    await alerts.tell(anAudit(2, [quiet]));
    await alerts.deliverAll();
    expect(seen().at(-1)?.kinds).toEqual(['auditFailed closed']);
  });

  it('changes nothing of what the next audit is compared with', async () => {
    const alerts = await bench(webhook('a'));
    await alerts.tell(anAudit(0, [burning]));
    const before = await alerts.store.readEstate();
    await alerts.tellFailed(failed(1));
    const after = await alerts.store.readEstate();
    expect(after?.memory).toMatchObject({ runId: before?.memory.runId, asOf: before?.memory.asOf });
    await alerts.tell(anAudit(2, [healed]));
    await alerts.deliverAll();
    expect(seen().at(-1)?.kinds).toEqual(expect.arrayContaining(['outage closed', 'auditFailed closed']));
  });

  it('older than an audit that is told says nothing', async () => {
    const alerts = await bench(webhook('a'));
    await alerts.tell(anAudit(1, [quiet]));
    await alerts.tellFailed(failed(0));
    expect(alerts.messages).toEqual([]);
  });

  it('is sent for by the sweep where its message was lost, until it is told', async () => {
    const alerts = await bench(webhook('a'));
    const run = { ...failed(0), closedAt: '2026-11-22T06:01:00Z' };
    alerts.pass(10);
    await alerts.sweep(run);
    expect(alerts.messages).toEqual([{ message: { kind: 'audit', run: run.id }, delayMs: 0 }]);
    await alerts.tellFailed(run);
    alerts.messages.splice(0);
    await alerts.sweep(run);
    expect(alerts.messages).toEqual([]);
  });
});

describe('an event filed while its notice is sent', () => {
  it.each([0, 1])('is sent after it, at the last moment too (%i events were unsent)', async (unsent) => {
    const alerts = await bench(webhook('a'));
    await alerts.tell(anAudit(0, [burning]));
    const [sent] = alerts.messages.splice(0);
    if (sent?.message.kind !== 'notice') throw new Error('No message.');
    const { channel, batch } = sent.message;
    const [notice] = await Array.fromAsync(alerts.store.listNotices('due'));
    const [event] = await alerts.store.listUnsent(channel, batch);
    if (notice === undefined || event === undefined) throw new Error('No notice.');
    if (unsent === 0) {
      const ids = (await alerts.store.listUnsent(channel, batch)).map(({ id }) => id);
      await alerts.store.markEventsSent(channel, batch, ids);
    }
    const busy: DeliveryBench = {
      ...alerts,
      store: {
        ...alerts.store,
        closeNotice: async (...given) => {
          await alerts.store.addIntent({ channel, batch, event: { ...event, id: 'late' } }, alerts.now());
          await alerts.store.openNotice(notice);
          return alerts.store.closeNotice(...given);
        },
      },
    };
    await deliverNotice(busy, channel, batch, alerts.log);
    expect(await alerts.statuses()).toEqual(['a due']);
    await alerts.deliverAll();

    expect(await alerts.statuses()).toEqual(['a sent']);
    const told = receiver.received.map(({ body }) =>
      JSON.parse(body).data.events.map(({ id }: { id: string }) => id === 'late'),
    );
    expect(told.at(-1)).toEqual([true]);
    expect(told).toHaveLength(unsent + 1);
    expect(new Set(seen().map(({ id }) => id)).size).toBe(unsent + 1);
  });
});

describe('a notice', () => {
  it('deletes what is older than 90 days, and keeps what is due', async () => {
    const alerts = await bench(webhook('a'), webhook('b', { send: { when: 'weekly' } }));
    await alerts.tell(anAudit(0, [burning]));
    await alerts.deliverAll();
    alerts.pass(90 * 24 * 60 + 1);
    await alerts.tell(anAudit(91, [burning]));
    const statuses = await alerts.statuses();
    expect(statuses).not.toContain('a sent');
    expect(statuses).toContain('b due');
    expect(await alerts.store.listUnsent('a', `run-${runId(0)}`)).toEqual([]);
  });

  it('too large for a receiver goes in parts of their own ids, and every event in one of them', async () => {
    const alerts = await bench(webhook('a'));
    // A part holds some 130 of them.
    const many = Array.from({ length: 160 }, (_, at) =>
      aBlockedCluster({ id: `${burning.id}-${at}`, name: `aks-${'long-name-'.repeat(4)}${at}`, live: ['RT-004'] }),
    );
    await alerts.tell(anAudit(0, many));
    await alerts.deliverAll();

    const parts = seen();
    expect(parts.length).toBeGreaterThan(1);
    expect(new Set(parts.map(({ id }) => id)).size).toBe(parts.length);
    const told = receiver.received.flatMap(({ body }) =>
      JSON.parse(body).data.events.map(({ id }: { id: string }) => id),
    );
    expect(new Set(told).size).toBe(told.length);
    expect(parts.flatMap(({ kinds }) => kinds).filter((kind) => kind === 'outage opened')).toHaveLength(many.length);
    expect(await alerts.statuses()).toEqual(['a sent']);
  });

  it('that was sent and not marked is sent once more, under the same id', async () => {
    const alerts = await bench(webhook('a'));
    await alerts.tell(anAudit(0, [burning]));
    const [sent] = alerts.messages.splice(0);
    if (sent?.message.kind !== 'notice') throw new Error('No message.');
    const dying = {
      ...alerts,
      store: { ...alerts.store, markEventsSent: () => Promise.reject(new Error('The process died.')) },
    };
    const { channel, batch } = sent.message;
    await expect(deliverNotice(dying, channel, batch, alerts.log)).rejects.toThrow('The process died.');
    await deliverNotice(alerts, channel, batch, alerts.log);
    expect(seen()).toHaveLength(1);
    alerts.pass(20);
    await alerts.sweep();
    await alerts.deliverAll();
    const ids = seen().map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    await alerts.sweep();
    await alerts.deliverAll();
    expect(seen()).toHaveLength(2);
  });

  it('to a channel that is down waits, and holds up nobody else', async () => {
    const alerts = await bench(webhook('down'), webhook('up'));
    receiver.answer = ({ path }) =>
      path.startsWith('/down') ? { status: 503, headers: { 'retry-after': '90' } } : { status: 200 };
    await alerts.tell(anAudit(0, [burning]));
    await Promise.all(alerts.messages.splice(0).map(({ message }) => deliver(alerts, message)));
    expect(await alerts.statuses()).toEqual(['down due', 'up sent']);
    expect(alerts.messages).toMatchObject([{ message: { kind: 'notice', channel: 'down' }, delayMs: 90_000 }]);
    receiver.answer = () => ({ status: 200 });
    alerts.pass(2);
    await alerts.deliverAll();
    expect(await alerts.statuses()).toEqual(['down sent', 'up sent']);
  });

  it('that no attempt delivers is given up after the limit, and named with the reason', async () => {
    const alerts = await bench(webhook('down'));
    receiver.answer = ({ path }) => ({ status: 500, body: `broken at ${path}` });
    await alerts.tell(anAudit(0, [burning]));
    const delays: number[] = [];
    for (let attempt = 0; attempt < 60 && alerts.messages.length > 0; attempt += 1) {
      const [next] = alerts.messages.splice(0);
      if (next === undefined) throw new Error('No message.');
      delays.push(next.delayMs / 60_000);
      alerts.pass(next.delayMs / 60_000);
      await deliver(alerts, next.message);
    }
    expect(delays.slice(0, 9)).toEqual([0, 1, 2, 4, 8, 16, 32, 60, 60]);
    const dead = await deadNotices(alerts.store);
    expect(dead).toMatchObject([{ channel: 'down', status: 'dead', attempts: delays.length }]);
    expect(deadNoticesSentence(dead)).toMatch(/^1 notice could not be delivered: down \(localhost answered 500\./);
    expect(`${JSON.stringify(dead)} ${alerts.lines.join('\n')}`).not.toContain('S3cret');
  });

  it('that the channel will never take is given up at once', async () => {
    const alerts = await bench(webhook('a'));
    receiver.answer = () => ({ status: 404 });
    await alerts.tell(anAudit(0, [burning]));
    await alerts.deliverAll();
    expect(await alerts.statuses()).toEqual(['a dead']);
    expect(alerts.lines.at(-1)).toMatch(/^error: Notice .* to a is given up: localhost answered 404\./);
  });

  it('to a channel that is no longer set up is given up', async () => {
    const alerts = await bench(webhook('a'));
    await alerts.tell(anAudit(0, [burning]));
    const without = { ...alerts, settings: { ...alerts.settings, channels: [] } };
    const [next] = alerts.messages.splice(0);
    if (next === undefined) throw new Error('No message.');
    await deliver(without, next.message);
    expect((await deadNotices(alerts.store))[0]?.lastError).toBe('The channel is no longer in the alert settings.');
  });
});

describe('what is said of notices that were given up', () => {
  const dead = (channel: string, lastError: string | null): NoticeRecord => ({
    ...{ channel, batch: 'b', status: 'dead', part: 1, owner: null, runId: null, lastError, attempts: 1 },
    ...{ createdAt: '2026-11-22T06:00:00Z', notBefore: '2026-11-22T06:15:00Z' },
    ...{ firstAttemptAt: null, claimedUntil: null, sentAt: null },
  });

  it.each([
    ['nothing where there is none', [], undefined],
    ['the channel, where no reason is known', [dead('a', null)], '1 notice could not be delivered: a.'],
    [
      'each channel once, with the last of its reasons',
      [dead('a', 'First.'), dead('b', 'No answer.'), dead('a', 'localhost answered 404.')],
      '3 notices could not be delivered: a (localhost answered 404); b (No answer).',
    ],
  ])('is %s', (_, notices, sentence) => {
    expect(deadNoticesSentence(notices)).toBe(sentence);
  });
});

describe('a digest', () => {
  const daily = { send: { when: 'daily', at: '07:00', perTag: 'owner' } };
  const shopCluster = aBlockedCluster({ name: 'aks-a', tags: { owner: 'Team-Shop' } });
  const webCluster = aBlockedCluster({ name: 'aks-b', tags: { owner: 'team-web' } });

  it("goes out at its time, one for each owner, and holds the day's audits", async () => {
    const alerts = await bench(webhook('a', daily));
    await alerts.tell(anAudit(0, [aCluster({ name: 'aks-a', tags: { owner: 'Team-Shop' } }), webCluster]));
    const later = anAudit(0, [shopCluster, webCluster]);
    await alerts.tell({ ...later, asOf: '2026-11-22T06:05:00Z', run: { ...later.run, id: '20261122T060500Z' } });
    expect(alerts.messages).toEqual([]);
    await alerts.sweep();
    expect(alerts.messages).toEqual([]);
    alerts.pass(50);
    await alerts.sweep();
    await alerts.sweep();
    await alerts.deliverAll();
    const titles = receiver.received.map(({ body }) => JSON.parse(body).data.title).sort();
    expect(titles).toEqual([
      expect.stringMatching(/^Digest for team-shop: /),
      expect.stringMatching(/^Digest for team-web: /),
    ]);
    expect(
      seen()
        .flatMap(({ kinds }) => kinds)
        .filter((kind) => kind === 'outage opened'),
    ).toHaveLength(2);
  });

  it("by mail carries the clusters of its owner alone, in any spelling of the tag, and others' without one", async () => {
    const server = await startSmtp(await trustedCertificate());
    try {
      const mail = {
        ...{ name: 'm', type: 'email', from: 'audit@contoso.com', to: ['ops@contoso.com'], ...daily },
        service: { type: 'smtp', host: 'localhost', port: server.port },
      };
      const alerts = await bench(mail);
      const attachedFormat: AttachedFormat = {
        ...{ mediaType: 'text/plain', extension: 'txt' },
        async *render({ head, clusters }) {
          const names = (await Array.fromAsync(clusters())).map(({ name }) => name);
          yield JSON.stringify({ names, owner: head.filter?.tags['owner'] });
        },
      };
      const ownerless = aBlockedCluster({ name: 'aks-c', tags: {} });
      await alerts.tell(anAudit(0, [shopCluster, webCluster, ownerless]));
      alerts.pass(50);
      await alerts.sweep();
      for (const { message } of alerts.messages.splice(0)) await deliver({ ...alerts, attachedFormat }, message);

      const seenBy = server.mails.map(({ mail: { subject, attachments } }) => {
        return [subject?.split(':')[1]?.trim(), JSON.parse(attachments[0]?.content.toString() ?? '{}')];
      });
      expect(Object.fromEntries(seenBy)).toEqual({
        'Digest for team-shop': { names: ['aks-a'], owner: 'team-shop' },
        'Digest for team-web': { names: ['aks-b'], owner: 'team-web' },
        'Digest for clusters without an owner': { names: ['aks-c'], owner: '' },
      });
    } finally {
      await server.stop();
    }
  });

  it('that went out already goes out again with what came later, and with nothing else', async () => {
    const alerts = await bench(webhook('a', { send: { when: 'daily', at: '07:00' } }));
    await alerts.tell(anAudit(0, [burning]));
    const [digest] = await Array.fromAsync(alerts.store.listNotices('due'));
    if (digest === undefined) throw new Error('No digest.');
    alerts.pass(50);
    await alerts.sweep();
    await alerts.deliverAll();
    const [event] = await Array.fromAsync(alerts.store.listMemories());
    expect(event).toBeDefined();
    const late = { ...JSON.parse(receiver.received[0]?.body ?? '').data.events[0], id: 'late' };
    await alerts.store.addIntent({ channel: 'a', batch: digest.batch, event: late }, alerts.now());
    await alerts.store.openNotice(digest);
    await alerts.sweep();
    await alerts.deliverAll();
    expect(seen().map(({ kinds }) => kinds.length)).toEqual([2, 1]);
    expect(new Set(seen().map(({ id }) => id)).size).toBe(2);
  });

  it('is not sent where there is nothing to say', async () => {
    const alerts = await bench(webhook('a', daily));
    await alerts.tell(anAudit(0, [quiet]));
    alerts.pass(24 * 60);
    await alerts.sweep();
    await alerts.deliverAll();
    expect(seen()).toEqual([]);
  });
});

describe('the sweep', () => {
  it('sends for an audit that closed and was not told', async () => {
    const alerts = await bench(webhook('a'));
    const run = { id: runId(0), createdAt: '2026-11-22T06:00:00Z', closedAt: '2026-11-22T06:01:00Z' };
    await alerts.sweep(run);
    expect(alerts.messages).toEqual([]);
    alerts.pass(10);
    await alerts.sweep(run);
    expect(alerts.messages).toEqual([{ message: { kind: 'audit', run: run.id }, delayMs: 0 }]);
    await alerts.tell(anAudit(0, [quiet]));
    alerts.messages.splice(0);
    await alerts.sweep(run);
    expect(alerts.messages).toEqual([]);
  });

  it('sends no more for a failure that is told, and still for an audit after it', async () => {
    const alerts = await bench(webhook('a'));
    const run = (day: number) => {
      const createdAt = anAudit(day, []).asOf;
      return { id: runId(day), createdAt, closedAt: createdAt };
    };
    const failed = { ...run(1), failure: 'Planning did not finish.' };
    await alerts.tell(anAudit(0, [quiet]));
    await alerts.tellFailed(failed);
    await alerts.deliverAll();
    alerts.pass(2 * 24 * 60 + 10);
    await alerts.sweep(failed, run(2));
    expect(alerts.messages.filter(({ message }) => message.kind === 'audit')).toEqual([
      { message: { kind: 'audit', run: runId(2) }, delayMs: 0 },
    ]);
  });

  it('sends again for a notice that lost its message', async () => {
    const alerts = await bench(webhook('a'));
    await alerts.tell(anAudit(0, [burning]));
    alerts.messages.splice(0);
    await alerts.sweep();
    expect(alerts.messages).toEqual([]);
    alerts.pass(16);
    await alerts.sweep();
    await alerts.sweep();
    expect(alerts.messages).toHaveLength(1);
    await alerts.deliverAll();
    expect(await alerts.statuses()).toEqual(['a sent']);
  });

  it('sends again for what no message is left of, after the seven days that one lives', async () => {
    const alerts = await bench(webhook('a'));
    await alerts.tell(anAudit(0, [burning]));
    alerts.messages.splice(0);
    alerts.pass(7 * 24 * 60 + 1);
    const untold = { id: runId(1), createdAt: '2026-11-23T06:00:00Z', closedAt: '2026-11-23T06:01:00Z' };
    await alerts.sweep(untold);
    expect(alerts.messages.map(({ message }) => message.kind).sort()).toEqual(['audit', 'notice', 'notice']);
    await alerts.deliverAvailable();
    const kinds = seen().flatMap((each) => each.kinds);
    expect(kinds).toContainEqual(expect.stringContaining('opened'));
    expect(kinds).toContain('noCompleteAudit opened');
    expect(await alerts.statuses()).not.toContain('a due');
  });

  it('says that no audit comes, once', async () => {
    const alerts = await bench(webhook('a'));
    await alerts.tell(anAudit(0, [quiet]));
    alerts.pass(48 * 60);
    await alerts.sweep();
    await alerts.sweep();
    await alerts.deliverAll();
    expect(seen().map(({ kinds }) => kinds)).toEqual([['noCompleteAudit opened']]);
  });
});
