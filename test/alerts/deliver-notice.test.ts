import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AttachedFormat } from '../../src/alerts/channels/attachment.ts';
import { deliverNotice } from '../../src/alerts/delivery/deliver-notice.ts';
import type { AlertEvent, NewNotice, NoticeRecord } from '../../src/model/alert.ts';
import type { ClusterReport } from '../../src/model/report.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { aBlockedCluster, aCluster, data, shop } from '../report/a-cluster.ts';
import { type Azurite, startAzurite } from '../store/azurite-store.ts';
import { anEvent } from './an-event.ts';
import { anAudit, runId } from './audits.ts';
import { type Certificate, trustedCertificate } from './certificate.ts';
import { type DeliveryBench, webhook, webhookBench } from './delivery-bench.ts';
import { type Receiver, startReceiver } from './https-receiver.ts';
import { type SmtpReceiver, startSmtp } from './smtp-receiver.ts';

const [minute, day] = [1, 24 * 60];

let certificate: Certificate;
let azurite: Azurite;
let receiver: Receiver;
let server: SmtpReceiver;
beforeAll(async () => {
  certificate = await trustedCertificate();
  azurite = await startAzurite();
  receiver = await startReceiver(certificate);
  server = await startSmtp(certificate);
});
beforeEach(() => {
  receiver.received.splice(0);
  receiver.answer = () => ({ status: 200 });
  server.mails.splice(0);
});
afterAll(async () => {
  await server.stop();
  await receiver.stop();
  await azurite.stop();
});

const [channel, batch] = ['a', 'b'];

/** A bench with one channel, and one notice of these events for it. */
async function filed(
  settings: { readonly name: string } = webhook(channel),
  events: readonly AlertEvent[] = [anEvent()],
  more: Partial<NewNotice> = {},
): Promise<DeliveryBench> {
  const alerts = await webhookBench(azurite, receiver, [settings]);
  const at = alerts.now().toISOString();
  for (const event of events) await alerts.store.addIntent({ channel, batch, event }, alerts.now());
  await alerts.store.openNotice({ channel, batch, owner: null, runId: null, createdAt: at, notBefore: at, ...more });
  return alerts;
}

const deliver = (alerts: DeliveryBench) => deliverNotice(alerts, channel, batch, alerts.log);

/** As on a machine whose storage answers nothing while the notice is with it. */
const deliverAndDie = (alerts: DeliveryBench) =>
  expect(deliver({ ...alerts, openReport: () => Promise.reject(new Error('Storage answers 503.')) })).rejects.toThrow(
    'Storage answers 503.',
  );

async function noticeOf(alerts: DeliveryBench): Promise<NoticeRecord | undefined> {
  const lists = await Promise.all(
    (['due', 'sent', 'dead'] as const).map((status) => Array.fromAsync(alerts.store.listNotices(status))),
  );
  return lists.flat().at(0);
}

const received = () => receiver.received.map(({ body }) => JSON.parse(body));

describe('a notice whose sender died', () => {
  it("is another's ten minutes later and not before, and is marked as if nothing had been", async () => {
    const alerts = await filed();
    await deliverAndDie(alerts);
    alerts.pass(10 * minute - 1);
    await deliver(alerts);
    expect(received()).toEqual([]);
    expect(await noticeOf(alerts)).toMatchObject({
      ...{ status: 'due', attempts: 1, claimedUntil: '2026-11-22T06:20:00.000Z' },
    });

    alerts.pass(1);
    await deliver(alerts);
    expect(received()).toHaveLength(1);
    expect(await noticeOf(alerts)).toMatchObject({
      ...{ status: 'sent', attempts: 2, claimedUntil: null, lastError: null, sentAt: '2026-11-22T06:20:00.000Z' },
    });
    expect(alerts.lines).toEqual(['Notice b sent to a: 1 event.']);
  });

  it.each([
    ['a minute before the limit, is sent', day - 1, 'sent', null],
    ['at the limit, is given up', day, 'dead', 'No attempt came to an end.'],
  ])('%s', async (_, minutes, status, lastError) => {
    const alerts = await filed();
    await deliverAndDie(alerts);
    alerts.pass(minutes);
    await deliver(alerts);
    expect(await noticeOf(alerts)).toMatchObject({ status, lastError, claimedUntil: null });
    expect(received()).toHaveLength(status === 'sent' ? 1 : 0);
  });

  it('is given up with what a channel said before, where one did', async () => {
    const alerts = await filed();
    receiver.answer = () => ({ status: 500 });
    await deliver(alerts);
    alerts.pass(minute);
    await deliverAndDie(alerts);
    alerts.pass(day);
    await deliver(alerts);
    expect(await noticeOf(alerts)).toMatchObject({ status: 'dead', lastError: 'localhost answered 500.' });
    expect(alerts.lines.at(-1)).toBe('error: Notice b to a is given up: localhost answered 500.');
  });
});

describe('a notice that a channel refuses', () => {
  it.each([
    ['what the receiver asks for', { 'retry-after': '90' }, 90_000, '2026-11-22T06:11:30.000Z'],
    ['a minute, where it asks for nothing', {}, 60_000, '2026-11-22T06:11:00.000Z'],
  ])('waits %s, and says why without the address or a secret', async (_, headers, delayMs, notBefore) => {
    const alerts = await filed();
    receiver.answer = ({ path }) => ({ status: 503, headers, body: `no room at ${path}` });
    await deliver(alerts);

    const reason = expect.stringMatching(/^localhost answered 503\. It says: no room at /);
    expect(await noticeOf(alerts)).toMatchObject({
      ...{ status: 'due', attempts: 1, notBefore, claimedUntil: null, lastError: reason },
    });
    expect(alerts.messages).toEqual([{ message: { kind: 'notice', channel, batch }, delayMs }]);
    expect(alerts.lines).toEqual([
      expect.stringMatching(/^warning: Notice b waits for a, attempt 1: localhost answered 503\./),
    ]);
    expect(JSON.stringify([alerts.lines, await noticeOf(alerts)])).not.toMatch(/S3cret|a secret of sixteen/);
  });

  it('is marked without the reason once it is sent', async () => {
    const alerts = await filed();
    receiver.answer = () => ({ status: 503 });
    await deliver(alerts);
    receiver.answer = () => ({ status: 200 });
    await deliver(alerts);
    expect(await noticeOf(alerts)).toMatchObject({ status: 'sent', attempts: 2, lastError: null });
  });

  it('for the first time after the limit is given up with that reason', async () => {
    const alerts = await filed();
    await deliverAndDie(alerts);
    receiver.answer = () => {
      alerts.pass(minute);
      return { status: 503 };
    };
    alerts.pass(day - minute);
    await deliver(alerts);
    expect(await noticeOf(alerts)).toMatchObject({ status: 'dead', lastError: 'localhost answered 503.' });
    expect(alerts.messages).toEqual([]);
  });
});

describe('what a notice carries', () => {
  it('are the events that none has carried, and where that is none it is done without a message', async () => {
    const alerts = await filed(webhook(channel), [anEvent({ id: '1' }), anEvent({ id: '2' })]);
    await alerts.store.markEventsSent(channel, batch, ['1']);
    await deliver(alerts);
    expect(received().map(({ data: { events } }) => events.map(({ id }: { id: string }) => id))).toEqual([['2']]);
    expect(await alerts.store.listUnsent(channel, batch)).toEqual([]);

    const said = await filed(webhook(channel), []);
    await deliver(said);
    expect(received()).toHaveLength(1);
    expect(await noticeOf(said)).toMatchObject({ status: 'sent', sentAt: null, claimedUntil: null });
    expect(said.lines).toEqual([]);
  });

  it('does not fit into one event of a webhook: the rest is a part that begins anew', async () => {
    const large = ['1', '2'].map((id) => anEvent({ id, detail: 'x'.repeat(150_000) }));
    const alerts = await filed(webhook(channel), large);
    receiver.answer = () => ({ status: 503 });
    await deliver(alerts);
    alerts.messages.splice(0);
    alerts.pass(5 * minute);
    receiver.answer = () => ({ status: 200 });
    await deliver(alerts);

    expect(await noticeOf(alerts)).toMatchObject({
      ...{ status: 'due', part: 2, attempts: 0, firstAttemptAt: null, lastError: null, claimedUntil: null },
      notBefore: '2026-11-22T06:15:00.000Z',
    });
    expect(alerts.messages).toEqual([{ message: { kind: 'notice', channel, batch }, delayMs: 0 }]);
    await deliver(alerts);
    expect(await alerts.statuses()).toEqual(['a sent']);
  });

  it('is one message of a chat, however much it is', async () => {
    const large = ['1', '2'].map((id) => anEvent({ id, detail: 'x'.repeat(150_000) }));
    const alerts = await filed({ ...{ name: channel, type: 'slack' }, ...{ url: { setting: 'URL_A' } } }, large);
    await deliver(alerts);
    expect(receiver.received).toHaveLength(1);
    expect(await alerts.statuses()).toEqual(['a sent']);
    expect(alerts.lines).toEqual(['Notice b sent to a: 2 events.']);
  });

  it('is dated to the second', async () => {
    await deliver(await filed());
    expect(received()).toMatchObject([{ time: '2026-11-22T06:10:00Z' }]);
  });

  it.each([
    [null, /^Digest: Live problem: /],
    ['', /^Digest for clusters without an owner: Live problem: /],
    ['team-shop', /^Digest for team-shop: Live problem: /],
  ])('is, of a digest, named after its owner: %j', async (owner, title) => {
    await deliver(await filed(webhook(channel, { send: { when: 'daily' } }), [anEvent()], { owner }));
    expect(received()[0]?.data.title).toMatch(title);
  });

  it('links to the audit that it is from, and a digest to the latest', async () => {
    const channels = [webhook('a'), webhook('b', { send: { when: 'daily', at: '07:00' } })];
    const reportUrl = 'https://audit.example/api/report';
    const alerts = await webhookBench(azurite, receiver, channels, { reportUrl });
    await alerts.tell(anAudit(0, [aBlockedCluster()]));
    await alerts.tell(anAudit(1, [aCluster()]));
    alerts.pass(50);
    await alerts.sweep();
    await alerts.deliverAll();

    const links = receiver.received.map(({ path, body }) => {
      return `${path[1]} ${new URL(JSON.parse(body).data.reportUrl).searchParams.get('run')}`;
    });
    expect(new Set(links)).toEqual(new Set([`a ${runId(0)}`, `a ${runId(1)}`, `b ${runId(1)}`]));
    expect(received()[0]?.data).toMatchObject({ title: expect.not.stringContaining('Digest') });
  });

  it('is sent without a summary where the report is kept no longer', async () => {
    const alerts = await filed(webhook(channel), [anEvent()], { runId: runId(0) });
    await deliver(alerts);
    expect(received()).toMatchObject([{ data: { eventCount: 1, summary: [] } }]);
    expect(await alerts.statuses()).toEqual(['a sent']);
  });
});

describe('the findings that a mail carries', () => {
  const clusters = [
    aCluster({ name: 'aks-a', tags: { owner: ' Team-Shop ', env: 'prod' } }),
    aCluster({ name: 'aks-b', tags: { owner: 'team-shop', env: 'test' } }),
    aCluster({ name: 'aks-c', tags: { owner: 'team-web', env: 'prod' } }),
    aCluster({ name: 'aks-d', tags: { owner: 'team-shop', env: 'prod' }, subscriptionId: data }),
  ] satisfies ClusterReport[];
  const filter = { subscriptions: [shop], tags: { env: 'prod' } };
  const perTag = { when: 'daily', perTag: 'owner' };

  it.each([
    ['all there are', {}, null, ['aks-a', 'aks-b', 'aks-c', 'aks-d'], undefined],
    [
      'of those its channel hears of',
      filter,
      null,
      ['aks-a', 'aks-c'],
      { subscriptionIds: [shop], verdicts: [], tags: { env: 'prod' } },
    ],
    [
      'of those that its owner has among them, in any spelling of the tag',
      { ...filter, send: perTag },
      'team-shop',
      ['aks-a'],
      { subscriptionIds: [shop], verdicts: [], tags: { env: 'prod', owner: 'team-shop' } },
    ],
    [
      'all, of a digest that was filed before it was split',
      { send: perTag },
      null,
      clusters.map(({ name }) => name),
      undefined,
    ],
    [
      'all, of a digest that is not split',
      { send: { when: 'daily' } },
      null,
      clusters.map(({ name }) => name),
      undefined,
    ],
  ])('are %s', async (_, settings, owner, names, said) => {
    const mail = {
      ...{ name: channel, type: 'email', from: 'audit@contoso.com', to: ['ops@contoso.com'] },
      service: { type: 'smtp', host: 'localhost', port: server.port },
      ...settings,
    };
    const alerts = await filed(mail, [anEvent()], { owner });
    const attachedFormat: AttachedFormat = {
      ...{ mediaType: 'text/plain', extension: 'txt' },
      async *render({ head, clusters }) {
        const found = (await Array.fromAsync(clusters())).map(({ name }) => name);
        yield JSON.stringify({ names: found, filter: head.filter });
      },
    };
    const openReport = async () => toReportStream(anAudit(0, clusters));
    await deliver({ ...alerts, attachedFormat, openReport });
    expect(JSON.parse(server.mails[0]?.mail.attachments[0]?.content.toString() ?? '')).toEqual({ names, filter: said });
  });
});
