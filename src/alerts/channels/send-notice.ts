import type { ReportStream } from '../../model/report.ts';
import { plainLine, shortened } from '../../words/plain-text.ts';
import type { Notice } from '../render/notice.ts';
import { AlertSettingsError } from '../settings/parse-settings.ts';
import type { Channel, SecretReference } from '../settings/schema.ts';
import { masked } from '../settings/secrets.ts';
import { DeliveryError, passing } from '../transport/errors.ts';
import type { ChannelServices } from './channel-services.ts';
import { sendMail } from './send-mail.ts';
import { sendWebhook } from './send-webhook.ts';

/** What goes with a notice into a mail. */
export interface NoticeContext {
  /** As `NoticeRecord.owner`. */
  readonly owner: string | null;
  readonly report: ReportStream | undefined;
}

/** Of what a receiver says for a reason, and one line: it ends in logs and tables. */
const longestReason = 400;

/** Sends a notice once. Throws a `DeliveryError` whose message holds no secret of the channel. */
export async function sendNotice(
  channel: Channel,
  notice: Notice,
  context: NoticeContext,
  services: ChannelServices,
): Promise<void> {
  try {
    if (channel.type === 'email') await sendMail(channel, notice, context, services);
    else await sendWebhook(channel, notice, services);
  } catch (error) {
    // A setting may be mended, or a Key Vault reference resolve later, and a defect be mended: those may pass. No cause is kept,
    // since it may hold what is masked here.
    const known = error instanceof DeliveryError ? error : passing(errorText(error));
    const { isPassing, retryAfterMs } = known;
    const message = masked(known.message, secretsOf(channel, services));
    throw new DeliveryError(shortened(plainLine(message), longestReason), { isPassing, retryAfterMs });
  }
}

function errorText(error: unknown): string {
  if (error instanceof AlertSettingsError) return error.message;
  return `The notice could not be made: ${error instanceof Error ? error.message : String(error)}`;
}

/** The values of every secret the channel refers to, as far as they are set. */
function secretsOf(channel: Channel, { appSettings }: ChannelServices): string[] {
  return references(channel)
    .map(({ setting }) => appSettings[setting]?.trim() ?? '')
    .filter((secret) => secret !== '');
}

function references(channel: Channel): SecretReference[] {
  switch (channel.type) {
    case 'teams':
      return [channel.url, ...(channel.headerSecret === undefined ? [] : [channel.headerSecret])];
    case 'slack':
      return [channel.url];
    case 'webhook':
      return [channel.url, channel.signingSecret];
    case 'email': {
      const { service } = channel;
      if (service.type === 'smtp' && service.auth?.type === 'password') return [service.auth.password];
      return service.type === 'communicationServices' && service.connectionString !== undefined
        ? [service.connectionString]
        : [];
    }
    default:
      return channel satisfies never;
  }
}
