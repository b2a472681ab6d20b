import { sampleNotice } from '../alerts/channels/sample-notice.ts';
import { sendNotice } from '../alerts/channels/send-notice.ts';
import { previewAlerts } from '../alerts/preview.ts';
import { AlertSettingsError } from '../alerts/settings/parse-settings.ts';
import type { AlertSettings } from '../alerts/settings/schema.ts';
import { resolveName } from '../alerts/transport/public-address.ts';
import { readScanSettings } from '../config/scan-settings.ts';
import { alertSettingsName, createIdentity, readAlertSettings } from '../functions/alerts/alerts-app.ts';
import { workbook } from '../report/formats.ts';
import { readAudits } from './alert-audits.ts';
import { previewText } from './alert-preview-text.ts';
import { type AddCommand, examples } from './command.ts';
import { CommandError, UsageError } from './errors.ts';
import { interruptible } from './interruptible.ts';
import { type Io, say } from './io.ts';
import { standardOutput, writeOutput } from './write-output.ts';

const settingsOption = ['--settings <FILE>', `The alert settings (default: what ${alertSettingsName} holds).`] as const;

/** `alert test` and `alert preview`. */
export const addAlert: AddCommand = (alert, { io }) => {
  alert
    .command('test')
    .description('Send a sample to one channel.')
    .requiredOption('--channel <NAME>', 'The channel, by its name in the alert settings.')
    .option(...settingsOption)
    .addHelpText(
      'after',
      examples(['to one channel', 'kubenet-audit alert test --channel ops-teams --settings alerts.json']),
    )
    .action(async ({ channel, settings }: { readonly channel: string; readonly settings?: string }) => {
      await interruptible(io, sendSample(await alertSettings(settings, io), channel, io));
      say(io, `The sample was taken by ${channel}. Look there: some services take what they then cannot show.`);
    });
  alert
    .command('preview')
    .description('Show what an audit would say, to whom, and why. Nothing is sent or remembered.')
    .option('--from <FILE>', 'A report saved with --format json (default: the latest that is stored).')
    .option(
      '--before <FILE>',
      'The report to compare it with; without it, everything counts as seen for the first time.',
    )
    .option(...settingsOption)
    .addHelpText(
      'after',
      examples(
        ['what two saved audits would say', 'kubenet-audit alert preview --from today.json --before yesterday.json'],
        ['what the next notices from the stored audits are', 'kubenet-audit alert preview --settings alerts.json'],
      ),
    )
    .action(async (options: { readonly from?: string; readonly before?: string; readonly settings?: string }) => {
      if (options.before !== undefined && options.from === undefined) throw new UsageError('--before needs --from.');
      const settings = await alertSettings(options.settings, io);
      const { report, before } = await readAudits(options, io);
      const text = previewText(previewAlerts(settings, report, before, io.now()));
      await interruptible(io, writeOutput(text, standardOutput, io));
    });
};

async function alertSettings(file: string | undefined, { env }: Io): Promise<AlertSettings> {
  const value = file ?? env[alertSettingsName]?.trim();
  if (value === undefined || value === '') {
    throw new UsageError(`There are no alert settings: name a file with --settings, or set ${alertSettingsName}.`);
  }
  try {
    return await readAlertSettings(value);
  } catch (error) {
    if (error instanceof AlertSettingsError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

async function sendSample(settings: AlertSettings, name: string, io: Io): Promise<void> {
  const channel = settings.channels.find((each) => each.name === name);
  if (channel === undefined) {
    const names = settings.channels.map((each) => each.name).join(', ');
    throw new UsageError(
      `There is no channel ${name}. ${names === '' ? 'The alert settings have none.' : `There are: ${names}.`}`,
    );
  }
  const services = {
    settings,
    appSettings: io.env,
    identity: createIdentity(readScanSettings(withoutAlerts(io), {})),
    resolve: resolveName,
    attachedFormat: workbook,
    now: io.now,
  };
  const context = { owner: null, report: undefined };
  await sendNotice(channel, sampleNotice(settings, name, io.now()), context, services).catch((error: unknown) => {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  });
}

function withoutAlerts({ env }: Io): Io['env'] {
  const { [alertSettingsName]: _, ...rest } = env;
  return rest;
}
