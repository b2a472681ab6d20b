import type { ReportStream } from '../../model/report.ts';
import type { Notice } from '../render/notice.ts';
import { type EmailChannel, emailAddress, type MailService } from '../settings/schema.ts';
import { lasting } from '../transport/errors.ts';
import { attachReport } from './attachment.ts';
import type { ChannelServices } from './channel-services.ts';
import { createMail, type MailMessage } from './mail-message.ts';
import { sendWithGraph } from './send-with-graph.ts';
import { sendWithSmtp } from './send-with-smtp.ts';

/**
 * Bytes of an attachment. Graph takes 4 MB a request and the mail is base64 twice in it; Communication Services takes 10 MB;
 * mail servers commonly take 10 MB or more after base64.
 */
const attachmentBytes: Readonly<Record<MailService['type'], number>> = {
  graph: 2 * 1024 * 1024,
  smtp: 5 * 1024 * 1024,
  communicationServices: 5 * 1024 * 1024,
};

/** @param owner the value of the tag that a digest is split by; it is written to where it is an address in an allowed domain */
export async function sendMail(
  channel: EmailChannel,
  notice: Notice,
  { owner, report }: { readonly owner: string | null; readonly report: ReportStream | undefined },
  services: ChannelServices,
): Promise<void> {
  const { service, from, attach } = channel;
  const to = recipientsOf(channel, owner);
  if (to.length === 0)
    throw lasting('Nobody to write to: the tag holds no address in recipientDomains, and to is empty.');
  const file = await attachReport(attach ? report : undefined, services.attachedFormat, attachmentBytes[service.type]);
  await send(service, createMail(notice, from, to, file), services);
}

async function send(service: MailService, mail: MailMessage, services: ChannelServices): Promise<void> {
  switch (service.type) {
    case 'graph':
      return sendWithGraph(service, mail, services);
    case 'smtp':
      return sendWithSmtp(service, mail, services);
    case 'communicationServices': {
      // Few have it, and its SDK takes a fifth of a second to load.
      const { sendWithCommunicationServices } = await import('./send-with-communication-services.ts');
      return sendWithCommunicationServices(service, mail, services);
    }
    default:
      return service satisfies never;
  }
}

/** Tags are written by whoever may tag a cluster, so an address in one counts only in the domains that the settings name. */
function recipientsOf(
  { to, recipientDomains }: Pick<EmailChannel, 'to' | 'recipientDomains'>,
  owner: string | null,
): string[] {
  const address = emailAddress.safeParse(owner);
  const domain = address.success ? (address.data.split('@').at(-1)?.toLowerCase() ?? '') : '';
  return [...new Set([...to, ...(address.success && recipientDomains.includes(domain) ? [address.data] : [])])];
}
