import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendNotice } from '../../src/alerts/channels/send-notice.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { aHostileReport, hostileText } from '../report/a-report.ts';
import { aNotice, anEvent } from './an-event.ts';
import { channelServices, firstChannel } from './bench.ts';
import { type Certificate, trustedCertificate, untrustedCertificate } from './certificate.ts';
import { type SmtpReceiver, startSmtp } from './smtp-receiver.ts';

let certificate: Certificate;
let server: SmtpReceiver;
beforeAll(async () => {
  certificate = await trustedCertificate();
  server = await startSmtp(certificate);
});
afterAll(() => server.stop());

const report = toReportStream(aHostileReport());
const context = { owner: null, report };

function servicesFor(service: object = {}, channel: object = {}, settings: object = {}) {
  return channelServices(
    {
      privateHosts: ['localhost'],
      channels: [
        {
          ...{ name: 'mail', type: 'email', from: 'audit@contoso.com', to: ['ops@contoso.com'] },
          service: { type: 'smtp', host: 'localhost', port: server.port, ...service },
          ...channel,
        },
      ],
      ...settings,
    },
    { PASSWORD: 'hunter2hunter2' },
  );
}

async function send(services = servicesFor(), notice = aNotice(), given: { owner: string | null } & object = context) {
  await sendNotice(firstChannel(services), notice, { report: undefined, ...given }, services);
  const last = server.mails.at(-1);
  if (last === undefined) throw new Error('No mail came.');
  return last;
}

describe('mail by SMTP', () => {
  it('goes over STARTTLS with a text part, an HTML part and the findings', async () => {
    const { mail, to, secure } = await send();
    expect(secure).toBe(true);
    expect(to).toEqual(['ops@contoso.com']);
    expect(mail.from?.value).toEqual([{ address: 'audit@contoso.com', name: 'kubenet-audit' }]);
    expect(mail.subject).toBe('kubenet-audit: Live problem: aks-web-test');
    expect(mail.text).toContain('Node aks-system-1 has no route');
    expect(mail.html).toContain('<h1');
    expect(mail.attachments).toHaveLength(1);
    expect(mail.attachments[0]?.filename).toMatch(/^kubenet-audit-2026-11-22\.(xlsx|csv)$/);
    expect(mail.attachments[0]?.content.length).toBeGreaterThan(100);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('carries the same message id at every attempt', async () => {
    const ids = [(await send()).mail.messageId, (await send()).mail.messageId];
    expect(ids).toEqual([`<${'f'.repeat(32)}@contoso.com>`, `<${'f'.repeat(32)}@contoso.com>`]);
  });

  it('takes no header, recipient or attachment from a name', async () => {
    const { cluster } = anEvent();
    if (cluster === null) throw new Error('The event has no cluster.');
    const name = `x\r\nBcc: evil@evil.example\r\nContent-Type: text/html\r\n\r\n<script>${hostileText}`;
    const { mail, to, raw } = await send(
      servicesFor(),
      aNotice([anEvent({ title: name, cluster: { ...cluster, name } })]),
    );
    expect(to).toEqual(['ops@contoso.com']);
    expect(mail.bcc).toBeUndefined();
    expect(raw.split('\r\n\r\n')[0]).not.toMatch(/^(bcc|content-type: text\/html)/im);
    expect(mail.html).not.toMatch(/<script>/);
  });

  it('writes to the owner in a tag only where its domain is allowed', async () => {
    const digest = { recipientDomains: ['contoso.com'], send: { when: 'daily', perTag: 'owner' } };
    const toOf = async (owner: string) => (await send(servicesFor({}, digest), aNotice(), { owner })).to;
    expect(await toOf('team-web@contoso.com')).toEqual(['ops@contoso.com', 'team-web@contoso.com']);
    for (const owner of [
      'x@evil.example',
      'team-web',
      'a@contoso.com, b@evil.example',
      'a@contoso.com\r\nBcc: c@evil.example',
      '',
    ]) {
      expect(await toOf(owner)).toEqual(['ops@contoso.com']);
    }
  });

  it('signs in with a password, which comes from an app setting', async () => {
    await send(servicesFor({ auth: { type: 'password', user: 'audit', password: { setting: 'PASSWORD' } } }));
    expect(server.logins.at(-1)).toEqual({ method: 'PLAIN', user: 'audit', secret: 'hunter2hunter2' });
  });

  it("signs in with a token of the app's identity", async () => {
    await send(servicesFor({ auth: { type: 'xoauth2', user: 'audit@contoso.com' } }));
    expect(server.logins.at(-1)).toEqual({
      ...{ method: 'XOAUTH2', user: 'audit@contoso.com' },
      secret: 'token for https://outlook.office365.com/.default',
    });
  });

  it('does not go where no TLS is offered', async () => {
    const plain = await startSmtp(certificate, { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    try {
      const services = servicesFor({ port: plain.port });
      await expect(sendNotice(firstChannel(services), aNotice(), context, services)).rejects.toThrow(
        'localhost did not take the mail',
      );
      expect(plain.mails).toEqual([]);
      const without = servicesFor({ port: plain.port, security: 'none' });
      await sendNotice(firstChannel(without), aNotice(), context, without);
      expect(plain.mails[0]?.secure).toBe(false);
    } finally {
      await plain.stop();
    }
  });

  it('does not go to a server whose certificate nobody vouches for', async () => {
    const stranger = await startSmtp(await untrustedCertificate());
    try {
      const services = servicesFor({ port: stranger.port });
      await expect(sendNotice(firstChannel(services), aNotice(), context, services)).rejects.toThrow(/self.signed/i);
      expect(stranger.mails).toEqual([]);
    } finally {
      await stranger.stop();
    }
  });

  it('goes over TLS from the start where the settings say so', async () => {
    const tls = await startSmtp(certificate, { secure: true });
    try {
      const services = servicesFor({ port: tls.port, security: 'tls' });
      await sendNotice(firstChannel(services), aNotice(), context, services);
      expect(tls.mails[0]?.secure).toBe(true);
    } finally {
      await tls.stop();
    }
  });

  it('is tried again after a 4xx of the server, and not after a 5xx, which shows no password', async () => {
    const answering = (responseCode: number) =>
      startSmtp(certificate, {
        onMailFrom: (_address, _session, callback) =>
          callback(Object.assign(new Error('refused hunter2hunter2'), { responseCode })),
      });
    for (const [code, isPassing] of [
      [451, true],
      [550, false],
    ] as const) {
      const refusing = await answering(code);
      const services = servicesFor({
        port: refusing.port,
        auth: { type: 'password', user: 'u', password: { setting: 'PASSWORD' } },
      });
      await expect(sendNotice(firstChannel(services), aNotice(), context, services)).rejects.toMatchObject({
        isPassing,
        message: expect.stringMatching(/^(?!.*hunter2).*\*\*\*/),
      });
      await refusing.stop();
    }
  });

  it('does not go to a private address that is not allowed', async () => {
    const services = servicesFor({}, {}, { privateHosts: [] });
    await expect(sendNotice(firstChannel(services), aNotice(), context, services)).rejects.toMatchObject({
      isPassing: false,
      message: expect.stringContaining('private address'),
    });
  });
});
