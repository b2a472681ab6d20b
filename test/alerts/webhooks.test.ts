import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendNotice } from '../../src/alerts/channels/send-notice.ts';
import { aNotice, anEstateEvent, anEvent } from './an-event.ts';
import { channelServices, firstChannel } from './bench.ts';
import { trustedCertificate } from './certificate.ts';
import { type Receiver, startReceiver } from './https-receiver.ts';
import { cardOf } from './teams-envelope.ts';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver(await trustedCertificate());
});
beforeEach(() => {
  receiver.received.splice(0);
  receiver.answer = () => ({ status: 202 });
});
afterAll(() => receiver.stop());

const context = { owner: null, report: undefined };
const secret = 'a secret of sixteen or more';

function servicesFor(channel: object, settings: object = {}) {
  return channelServices(
    {
      allowedHosts: [receiver.host],
      privateHosts: ['localhost'],
      channels: [{ name: 'x', url: { setting: 'URL' }, ...channel }],
      ...settings,
    },
    { URL: receiver.url, SECRET: secret },
  );
}

async function send(channel: object, settings: object = {}, notice = aNotice([anEvent(), anEstateEvent()])) {
  const services = servicesFor(channel, settings);
  await sendNotice(firstChannel(services), notice, context, services);
  return receiver.received.at(-1);
}

const failure = (channel: object, settings: object = {}) =>
  send(channel, settings).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('the Teams channel', () => {
  it('posts an envelope with a card that Teams takes', async () => {
    const got = await send({ type: 'teams' });
    expect(got).toMatchObject({ method: 'POST', path: '/hook?sig=S3cretSignature' });
    expect(got?.headers['content-type']).toBe('application/json');
    cardOf(got?.body ?? '');
  });

  it('sends the secret that a trigger condition asks for', async () => {
    const got = await send({ type: 'teams', headerSecret: { setting: 'SECRET' } });
    expect(got?.headers['x-alert-secret']).toBe(secret);
  });

  it('waits as long as it is told when the workflow throttles', async () => {
    receiver.answer = () => ({ status: 429, headers: { 'retry-after': '75' } });
    expect(await failure({ type: 'teams' })).toMatchObject({ isPassing: true, retryAfterMs: 75_000 });
    receiver.answer = () => ({ status: 503, headers: { 'retry-after': 'Sun, 22 Nov 2026 06:12:00 GMT' } });
    expect(await failure({ type: 'teams' })).toMatchObject({ isPassing: true, retryAfterMs: 120_000 });
  });

  it.each([400, 401, 403, 404, 410, 413])('does not try again after %i', async (status) => {
    receiver.answer = () => ({ status, body: 'no' });
    expect(await failure({ type: 'teams' })).toMatchObject({
      isPassing: false,
      message: `localhost answered ${status}. It says: no`,
    });
  });

  it('follows no redirect', async () => {
    receiver.answer = () => ({ status: 307, headers: { location: 'https://169.254.169.254/' } });
    expect(await failure({ type: 'teams' })).toMatchObject({
      isPassing: false,
      message: expect.stringContaining('Redirects are not followed'),
    });
    expect(receiver.received).toHaveLength(1);
  });

  it('shows no secret, whatever the receiver says', async () => {
    receiver.answer = ({ path, headers }) => ({ status: 400, body: `bad ${path} ${headers['x-alert-secret']}` });
    const error = await failure({ type: 'teams', headerSecret: { setting: 'SECRET' } });
    expect(String(error)).toContain('***');
    expect(`${error} ${JSON.stringify(error)} ${error instanceof Error ? error.stack : ''}`).not.toMatch(
      /S3cret|sixteen/,
    );
    expect(error).not.toHaveProperty('cause.message');
  });

  it('shows little of a long answer, on one line, and no part of a secret that the end of it would cut', async () => {
    for (const length of [330, 350, 370, 8150, 8170]) {
      receiver.answer = () => ({ status: 400, body: `${'x\n'.repeat(length / 2)}S3cretSignature${'y'.repeat(9000)}` });
      const message = String(await failure({ type: 'teams' }));
      expect(message.length).toBeLessThan(450);
      expect(message).not.toMatch(/S3c|\n/);
    }
  });

  it('says so when nobody is there', async () => {
    const services = channelServices(
      {
        allowedHosts: ['localhost:1'],
        privateHosts: ['localhost'],
        channels: [{ name: 'x', type: 'teams', url: { setting: 'URL' } }],
      },
      { URL: 'https://localhost:1/hook?sig=S3cretSignature' },
    );
    await expect(sendNotice(firstChannel(services), aNotice(), context, services)).rejects.toMatchObject({
      isPassing: true,
      message: 'localhost could not be reached: ECONNREFUSED.',
    });
  });
});

describe('the Slack channel', () => {
  it('posts blocks', async () => {
    receiver.answer = () => ({ status: 200, body: 'ok' });
    const got = await send({ type: 'slack' });
    expect(JSON.parse(got?.body ?? '').blocks[0]).toMatchObject({ type: 'header' });
  });
});

describe('the webhook channel', () => {
  it('posts a signed CloudEvent', async () => {
    const got = await send({ type: 'webhook', signingSecret: { setting: 'SECRET' } });
    const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = got?.headers ?? {};
    expect(got?.headers['content-type']).toBe('application/cloudevents+json');
    expect([id, time]).toEqual([JSON.parse(got?.body ?? '').id, String(Date.parse('2026-11-22T06:10:00Z') / 1000)]);
    const expected = createHmac('sha256', secret).update(`${id}.${time}.${got?.body}`).digest('base64');
    expect(signature).toBe(`v1,${expected}`);
  });

  it('refuses to sign with next to nothing', async () => {
    const services = servicesFor({ type: 'webhook', signingSecret: { setting: 'SECRET' } });
    const weak = { ...services, appSettings: { ...services.appSettings, SECRET: 'short' } };
    await expect(sendNotice(firstChannel(weak), aNotice(), context, weak)).rejects.toThrow(
      'The signing secret is too short',
    );
  });
});

describe('an address', () => {
  it('must be on an allowed host', async () => {
    expect(await failure({ type: 'teams' }, { allowedHosts: [] })).toMatchObject({
      isPassing: false,
      message: expect.stringMatching(/^localhost:\d+ is not an allowed host/),
    });
  });

  it('must not be private unless that is allowed', async () => {
    expect(await failure({ type: 'teams' }, { privateHosts: [] })).toMatchObject({
      isPassing: false,
      message: expect.stringContaining('localhost is at a private address'),
    });
    expect(receiver.received).toEqual([]);
  });

  it('is judged by what the name stands for, and that is what is connected to', async () => {
    const services = servicesFor({ type: 'teams' }, { privateHosts: [] });
    let lookups = 0;
    const rebinding = {
      ...services,
      resolve: async () => {
        lookups += 1;
        return lookups === 1 ? [{ address: '169.254.169.254', family: 4 }] : [{ address: '127.0.0.1', family: 4 }];
      },
    };
    await expect(sendNotice(firstChannel(rebinding), aNotice(), context, rebinding)).rejects.toThrow('private address');
    expect(lookups).toBe(1);
    const pinned = { ...servicesFor({ type: 'teams' }), resolve: async () => [{ address: '127.0.0.1', family: 4 }] };
    await sendNotice(firstChannel(pinned), aNotice(), context, pinned);
    expect(receiver.received).toHaveLength(1);
  });

  it('must carry the certificate of its name', async () => {
    const services = servicesFor(
      { type: 'teams' },
      { allowedHosts: [receiver.host.replace('localhost', 'other.example')], privateHosts: ['other.example'] },
    );
    const other = {
      ...services,
      appSettings: { URL: receiver.url.replace('localhost', 'other.example') },
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    };
    await expect(sendNotice(firstChannel(other), aNotice(), context, other)).rejects.toThrow(
      'ERR_TLS_CERT_ALTNAME_INVALID',
    );
    expect(receiver.received).toEqual([]);
  });
});
