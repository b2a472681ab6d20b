import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendNotice } from '../../src/alerts/channels/send-notice.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { aCluster } from '../report/a-cluster.ts';
import { aReport } from '../report/a-report.ts';
import { aNotice } from './an-event.ts';
import { channelServices, firstChannel } from './bench.ts';
import { trustedCertificate } from './certificate.ts';
import { type Answer, type Received, type Receiver, startReceiver } from './https-receiver.ts';

let service: Receiver;
let outcome: object;
beforeAll(async () => {
  service = await startReceiver(await trustedCertificate());
});
beforeEach(() => {
  service.received.splice(0);
  service.answer = emailsOf;
  outcome = { status: 'Succeeded' };
});
afterAll(() => service.stop());

/** As Communication Services answers: the operation is accepted, and its end is asked for. */
function emailsOf({ method, path, headers }: Received): Answer {
  const json = { 'content-type': 'application/json' };
  const id = String(headers['operation-id'] ?? path.split('/').at(-1)?.split('?')[0]);
  if (method === 'GET') return { status: 200, headers: json, body: JSON.stringify({ id, ...outcome }) };
  const location = `https://${service.host}/emails/operations/${id}?api-version=2023-03-31`;
  return {
    status: 202,
    headers: { ...json, 'operation-location': location, 'retry-after': '0' },
    body: JSON.stringify({ id, status: 'Running' }),
  };
}

function services(how: object, appSettings: Record<string, string> = {}) {
  const settings = {
    allowedHosts: [service.host],
    privateHosts: ['localhost'],
    channels: [
      {
        name: 'mail',
        type: 'email',
        from: 'audit@contoso.com',
        to: ['ops@contoso.com'],
        service: { type: 'communicationServices', ...how },
      },
    ],
  };
  return channelServices(settings, appSettings);
}

const report = toReportStream(aReport([aCluster()]));

async function send(using = services({ endpoint: `https://${service.host}` })) {
  await sendNotice(firstChannel(using), aNotice(), { owner: null, report }, using);
  return service.received.find(({ method }) => method === 'POST');
}

describe('mail by Communication Services', () => {
  it("goes through its SDK with a token of the app's identity", async () => {
    const sent = await send();
    expect(sent?.headers['authorization']).toBe('Bearer token for https://communication.azure.com//.default');
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({
      senderAddress: 'audit@contoso.com',
      recipients: { to: [{ address: 'ops@contoso.com' }] },
      content: { subject: 'kubenet-audit: Live problem: aks-web-test', plainText: expect.stringContaining('no route') },
      attachments: [{ name: expect.stringMatching(/^kubenet-audit-2026-11-22/) }],
    });
  });

  it('asks for the same operation at every attempt', async () => {
    const ids = [(await send())?.headers['operation-id'], (await send())?.headers['operation-id']];
    expect(ids).toEqual(Array.from({ length: 2 }, () => 'ffffffff-ffff-ffff-ffff-ffffffffffff'));
  });

  it('signs in with a connection string, whose key is shown nowhere', async () => {
    const key = Buffer.from('a key nobody may see').toString('base64');
    const appSettings = { ACS: `endpoint=https://${service.host}/;accesskey=${key}` };
    const sent = await send(services({ connectionString: { setting: 'ACS' } }, appSettings));
    expect(sent?.headers['authorization']).toMatch(/^HMAC-SHA256 /);
    service.answer = () => ({
      status: 401,
      body: JSON.stringify({ error: { code: 'Denied', message: `bad ${key}` } }),
      headers: { 'content-type': 'application/json' },
    });
    await expect(send(services({ connectionString: { setting: 'ACS' } }, appSettings))).rejects.toMatchObject({
      isPassing: false,
      message: expect.stringMatching(new RegExp(`^(?!.*${key})`)),
    });
  });

  it('waits as it is told when throttled, once for each attempt', async () => {
    service.answer = () => ({
      status: 429,
      headers: { 'retry-after': '60', 'content-type': 'application/json' },
      body: '{}',
    });
    await expect(send()).rejects.toMatchObject({ isPassing: true, retryAfterMs: 60_000 });
    expect(service.received).toHaveLength(1);
  });

  it('is not tried again when the operation failed', async () => {
    outcome = { status: 'Failed', error: { code: 'EmailDropped', message: 'All recipients are suppressed.' } };
    await expect(send()).rejects.toMatchObject({ isPassing: false });
  });
});
