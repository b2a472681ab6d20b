import { cloudEvent } from '../render/cloud-event.ts';
import type { Notice } from '../render/notice.ts';
import { slackMessage } from '../render/slack-message.ts';
import { teamsMessage } from '../render/teams-card.ts';
import type { Channel } from '../settings/schema.ts';
import { readSecret } from '../settings/secrets.ts';
import { slackHosts, teamsHosts } from '../transport/allowed-host.ts';
import { postHttps } from '../transport/post-https.ts';
import { signatureHeaders } from '../transport/sign-webhook.ts';
import type { ChannelServices } from './channel-services.ts';

type Webhook = Exclude<Channel, { type: 'email' }>;

/** Sends a notice to a Teams workflow, to Slack or to a webhook of one's own. Throws a `DeliveryError` when it was not taken. */
export async function sendWebhook(channel: Webhook, notice: Notice, services: ChannelServices): Promise<void> {
  const { settings, appSettings, resolve } = services;
  const now = services.now();
  const url = readSecret(appSettings, channel.url);
  const { body, headers, hosts } = requestFor(channel, notice, services, now);
  const { privateHosts } = settings;
  const allowedHosts = [...hosts, ...settings.allowedHosts];
  await postHttps({ url, headers, body, now }, { allowedHosts, privateHosts, resolve });
}

interface WebhookRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Allowed without being listed. */
  readonly hosts: readonly string[];
}

function requestFor(channel: Webhook, notice: Notice, { appSettings }: ChannelServices, now: Date): WebhookRequest {
  const json = { 'content-type': 'application/json' };
  switch (channel.type) {
    case 'teams': {
      const { headerSecret } = channel;
      const secret = headerSecret === undefined ? {} : { 'x-alert-secret': readSecret(appSettings, headerSecret) };
      return { body: teamsMessage(notice), headers: { ...json, ...secret }, hosts: teamsHosts };
    }
    case 'slack':
      return { body: slackMessage(notice), headers: json, hosts: slackHosts };
    case 'webhook': {
      const body = cloudEvent(notice);
      const signature = signatureHeaders(body, notice.id, now, readSecret(appSettings, channel.signingSecret));
      return { body, headers: { 'content-type': 'application/cloudevents+json', ...signature }, hosts: [] };
    }
    default:
      return channel satisfies never;
  }
}
