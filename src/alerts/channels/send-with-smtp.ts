import { createTransport } from 'nodemailer';
import type { MailService } from '../settings/schema.ts';
import { readSecret } from '../settings/secrets.ts';
import { DeliveryError, lasting, passing } from '../transport/errors.ts';
import { allowedAddresses } from '../transport/public-address.ts';
import { appToken } from './app-token.ts';
import type { ChannelServices } from './channel-services.ts';
import { type MailMessage, nodemailerMessage } from './mail-message.ts';

type SmtpService = Extract<MailService, { type: 'smtp' }>;

const timeoutMs = 30_000;

/** Sends through a mail server, over TLS unless the settings say otherwise: without STARTTLS offered, nothing is sent. */
export async function sendWithSmtp(service: SmtpService, mail: MailMessage, services: ChannelServices): Promise<void> {
  const { host, port, security } = service;
  try {
    const [address] = await allowedAddresses(host, services.settings.privateHosts, services.resolve);
    if (address === undefined) throw passing(`${host} has no address.`);
    const auth = await smtpAuth(service, services);
    const transport = createTransport({
      // The address that was checked, under the name that its certificate must carry.
      host: address.address,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      tls: { servername: host },
      ...(auth === undefined ? {} : { auth }),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      await transport.sendMail(nodemailerMessage(mail));
    } finally {
      transport.close();
    }
  } catch (error) {
    throw error instanceof DeliveryError ? error : smtpError(host, error);
  }
}

async function smtpAuth({ auth }: SmtpService, { appSettings, identity }: ChannelServices) {
  if (auth === undefined) return undefined;
  if (auth.type === 'password') return { user: auth.user, pass: readSecret(appSettings, auth.password) };
  const { token } = await appToken(identity, auth.scope);
  return { type: 'OAuth2', user: auth.user, accessToken: token };
}

/** A server's 5xx is its last word, but for those that speak of load; everything else may pass. */
function smtpError(host: string, error: unknown): DeliveryError {
  const details = error instanceof Error ? error : new Error(String(error));
  const code = 'responseCode' in details && typeof details.responseCode === 'number' ? details.responseCode : undefined;
  const kind = 'code' in details ? String(details.code) : '';
  const message = `The mail server ${host} did not take the mail: ${details.message}`;
  const isLasting = code === undefined ? ['EENVELOPE', 'ETLS'].includes(kind) : code >= 500;
  return isLasting ? lasting(message, error) : passing(message, error);
}
