import { createTransport } from 'nodemailer';
import type { MailService } from '../settings/schema.ts';
import { graphHosts } from '../transport/allowed-host.ts';
import { lasting } from '../transport/errors.ts';
import { postHttps } from '../transport/post-https.ts';
import { appToken } from './app-token.ts';
import type { ChannelServices } from './channel-services.ts';
import { type MailMessage, nodemailerMessage } from './mail-message.ts';

/** @see https://learn.microsoft.com/graph/api/user-sendmail */
const requestBytes = 4 * 1024 * 1024;

/**
 * Sends as the mailbox `from` with the app's identity, which needs the application permission Mail.Send. The mail goes as MIME:
 * JSON takes one body only, and no message id.
 */
export async function sendWithGraph(
  { endpoint }: Extract<MailService, { type: 'graph' }>,
  mail: MailMessage,
  { settings, identity, resolve, now }: ChannelServices,
): Promise<void> {
  const body = (await composed(mail)).toString('base64');
  if (body.length > requestBytes) throw lasting('The mail is larger than the 4 MB that Microsoft Graph takes.');
  const origin = endpoint.replace(/\/+$/, '');
  const { token } = await appToken(identity, `${origin}/.default`);
  await postHttps(
    {
      url: `${origin}/v1.0/users/${encodeURIComponent(mail.from)}/sendMail`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain', 'client-request-id': requestId(mail) },
      body,
      now: now(),
    },
    { allowedHosts: [...graphHosts, ...settings.allowedHosts], privateHosts: settings.privateHosts, resolve },
  );
}

async function composed(mail: MailMessage): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail(nodemailerMessage(mail));
  if (Buffer.isBuffer(message)) return message;
  throw new Error('The mail was composed as a stream, not as bytes.');
}

/** For Microsoft's support: the notice's id in the form of a GUID. */
function requestId({ messageId }: MailMessage): string {
  return messageId.slice(1, 33).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
