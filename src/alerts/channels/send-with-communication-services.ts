import { EmailClient, type EmailMessage } from '@azure/communication-email';
import type { MailService } from '../settings/schema.ts';
import { readSecret } from '../settings/secrets.ts';
import { assertAllowedUrl, communicationServicesHosts } from '../transport/allowed-host.ts';
import { DeliveryError, lasting, passing } from '../transport/errors.ts';
import { allowedAddresses } from '../transport/public-address.ts';
import { askedWaitMs } from '../transport/waiting.ts';
import type { ChannelServices } from './channel-services.ts';
import type { MailMessage } from './mail-message.ts';

type CommunicationServices = Extract<MailService, { type: 'communicationServices' }>;

const timeoutMs = 120_000;

/**
 * For those who still have it: Azure Communication Services Email retires on 2028-09-30. The notice's id is the operation's, so a
 * second attempt asks for the same operation.
 */
export async function sendWithCommunicationServices(
  service: CommunicationServices,
  mail: MailMessage,
  services: ChannelServices,
): Promise<void> {
  const connectionString =
    service.connectionString === undefined ? undefined : readSecret(services.appSettings, service.connectionString);
  const endpoint = service.endpoint ?? endpointOf(connectionString ?? '');
  const { settings, resolve, identity } = services;
  const { hostname } = assertAllowedUrl(endpoint, [...communicationServicesHosts, ...settings.allowedHosts]);
  // The queue tries again, and later; a redirect would lead past the allowed hosts.
  const options = { retryOptions: { maxRetries: 0 }, redirectOptions: { maxRetries: 0 } };
  try {
    await allowedAddresses(hostname, settings.privateHosts, resolve);
    const client =
      connectionString === undefined
        ? new EmailClient(endpoint, { getToken: (scopes) => identity.getToken([scopes].flat().join(' ')) }, options)
        : new EmailClient(connectionString, options);
    const abortSignal = AbortSignal.timeout(timeoutMs);
    const poller = await client.beginSend(toMessage(mail), { operationId: operationId(mail), abortSignal });
    const { status, error } = await poller.pollUntilDone({ abortSignal });
    if (status !== 'Succeeded')
      throw lasting(`Communication Services ended with ${status}: ${error?.message ?? 'no reason given'}.`);
  } catch (error) {
    throw error instanceof DeliveryError ? error : sendError(hostname, error, services.now());
  }
}

function toMessage({ from, to, subject, text, html, messageId, attachments }: MailMessage): EmailMessage {
  return {
    senderAddress: from,
    recipients: { to: to.map((address) => ({ address })) },
    content: { subject, plainText: text, html },
    headers: { 'X-Kubenet-Audit-Notice': messageId.slice(1, 33) },
    attachments: attachments.map(({ filename, contentType, content }) => ({
      name: filename,
      contentType,
      contentInBase64: content.toString('base64'),
    })),
  };
}

function endpointOf(connectionString: string): string {
  return /(?:^|;)endpoint=([^;]+)/i.exec(connectionString)?.[1] ?? '';
}

function operationId({ messageId }: MailMessage): string {
  return messageId.slice(1, 33).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function sendError(hostname: string, error: unknown, now: Date): DeliveryError {
  const details = error instanceof Error ? error : new Error(String(error));
  const status = 'statusCode' in details && typeof details.statusCode === 'number' ? details.statusCode : undefined;
  const message = `${hostname} did not take the mail: ${details.message}`;
  // An operation that was accepted and then failed comes as a plain error, and would fail again.
  const isOfNetwork = details.name === 'RestError' || details.name === 'AbortError' || details.name === 'TimeoutError';
  const isPassing = status === undefined ? isOfNetwork : [408, 429].includes(status) || status >= 500;
  return isPassing ? passing(message, error, askedWaitMs(retryAfterOf(details), now)) : lasting(message, error);
}

function retryAfterOf(error: Error): string | undefined {
  if (!('response' in error) || typeof error.response !== 'object' || error.response === null) return undefined;
  const { response } = error;
  if (!('headers' in response) || typeof response.headers !== 'object' || response.headers === null) return undefined;
  const { headers } = response;
  if (!('get' in headers) || typeof headers.get !== 'function') return undefined;
  const value: unknown = headers.get('retry-after');
  return typeof value === 'string' ? value : undefined;
}
