import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendNotice } from '../../src/alerts/channels/send-notice.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { aCluster } from '../report/a-cluster.ts';
import { aReport } from '../report/a-report.ts';
import { anOutcome } from '../report/an-outcome.ts';
import { aNotice } from './an-event.ts';
import { channelServices, firstChannel } from './bench.ts';
import { trustedCertificate } from './certificate.ts';
import { type Answer, type Received, type Receiver, startReceiver } from './https-receiver.ts';

let graph: Receiver;
beforeAll(async () => {
  graph = await startReceiver(await trustedCertificate());
  graph.answer = sendMailOf;
});
afterAll(() => graph.stop());

/** As Microsoft Graph answers: token, shape and size, in this order. */
function sendMailOf({ method, path, headers, body }: Received): Answer {
  const error = (status: number, code: string): Answer => ({ status, body: JSON.stringify({ error: { code } }) });
  if (headers.authorization !== `Bearer token for https://${graph.host}/.default`)
    return error(401, 'InvalidAuthenticationToken');
  if (method !== 'POST' || path !== '/v1.0/users/audit%40contoso.com/sendMail') return error(404, 'ResourceNotFound');
  if (Buffer.byteLength(body) > 4 * 1024 * 1024) return error(413, 'RequestEntityTooLarge');
  if (headers['content-type'] !== 'text/plain') return error(415, 'UnsupportedMediaType');
  const isBase64 = Buffer.from(body, 'base64').toString('base64') === body;
  return isBase64 ? { status: 202 } : error(400, 'ErrorMimeContentInvalidBase64String');
}

function services(identity: object = {}) {
  const settings = {
    allowedHosts: [graph.host],
    privateHosts: ['localhost'],
    channels: [
      {
        ...{ name: 'mail', type: 'email', from: 'audit@contoso.com', to: ['ops@contoso.com', 'b@contoso.com'] },
        service: { type: 'graph', endpoint: `https://${graph.host}` },
      },
    ],
  };
  return { ...channelServices(settings), ...identity };
}

async function send(clusters = [aCluster()], using = services()) {
  const report = toReportStream(aReport(clusters));
  await sendNotice(firstChannel(using), aNotice(), { owner: null, report }, using);
  return simpleParser(Buffer.from(graph.received.at(-1)?.body ?? '', 'base64'));
}

/** 30,000 letters, the same for the same seed, that do not compress to fewer than 22,500 bytes: few clusters fill a large file. */
function randomText(seed: string): string {
  return createHash('shake256', { outputLength: 22_500 }).update(seed).digest('base64url');
}

describe('mail by Microsoft Graph', () => {
  it('is one request with a token, and a whole mail in it', async () => {
    const before = graph.received.length;
    const mail = await send();
    expect(graph.received.length).toBe(before + 1);
    expect(mail.subject).toBe('kubenet-audit: Live problem: aks-web-test');
    expect(
      [mail.to]
        .flat()
        .flatMap((to) => to?.value ?? [])
        .map(({ address }) => address),
    ).toEqual(['ops@contoso.com', 'b@contoso.com']);
    expect(mail.text).toContain('has no route');
    expect(mail.html).toContain('<h1');
    expect(mail.attachments).toHaveLength(1);
    expect(mail.messageId).toBe(`<${'f'.repeat(32)}@contoso.com>`);
  });

  it('leaves out a file that would not fit, and says so', async () => {
    const many = Array.from({ length: 110 }, (_, index) =>
      aCluster({ name: `aks-${index}`, checks: [anOutcome({ status: 'unknown', reason: randomText(String(index)) })] }),
    );
    const mail = await send(many);
    expect(mail.attachments).toEqual([]);
    expect(mail.text).toContain('The findings are too many to attach');
  });

  it('says who has no token, and tries again', async () => {
    const none = services({
      identity: { getToken: () => Promise.reject(new Error('No managed identity endpoint found.')) },
    });
    await expect(send([], none)).rejects.toMatchObject({
      isPassing: true,
      message: expect.stringContaining('No managed identity endpoint found.'),
    });
  });

  it('does not try again without the permission', async () => {
    const other = services({ identity: { getToken: async () => ({ token: 'wrong', expiresOnTimestamp: 0 }) } });
    await expect(send([], other)).rejects.toMatchObject({
      isPassing: false,
      message: expect.stringContaining('InvalidAuthenticationToken'),
    });
  });
});
