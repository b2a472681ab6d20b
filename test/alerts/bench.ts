import type { ChannelServices } from '../../src/alerts/channels/channel-services.ts';
import { parseAlertSettings } from '../../src/alerts/settings/parse-settings.ts';
import type { Channel } from '../../src/alerts/settings/schema.ts';
import { resolveName } from '../../src/alerts/transport/public-address.ts';
import { workbook } from '../../src/report/formats.ts';

/** What channels need, with the settings given, and an identity that gets a token for any scope. */
export function channelServices(settings: object, appSettings: Record<string, string> = {}): ChannelServices {
  return {
    settings: parseAlertSettings(JSON.stringify(settings)),
    appSettings,
    identity: {
      getToken: async (scope) => ({
        token: `token for ${scope}`,
        expiresOnTimestamp: Date.parse('2030-01-01T00:00:00Z'),
      }),
    },
    resolve: resolveName,
    attachedFormat: workbook,
    now: () => new Date('2026-11-22T06:10:00Z'),
  };
}

export function firstChannel({ settings }: ChannelServices): Channel {
  const [channel] = settings.channels;
  if (channel === undefined) throw new Error('The settings have no channel.');
  return channel;
}
