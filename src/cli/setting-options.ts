import { type Command, Option } from 'commander';
import { optionName, settingNameOf } from '../config/option-names.ts';
import { failLevels, type ScanSettingName, scanSettingList } from '../config/scan-setting-list.ts';
import { type GivenOptions, readScanSettings, type ScanSettings } from '../config/scan-settings.ts';
import { settingTextSchema } from '../config/setting-list.ts';
import { clouds, sourceChoices } from '../model/audit-engine.ts';
import { formats } from '../report/formats.ts';
import type { Io } from './io.ts';

/** What help shows for an option's value; without one it is a switch. */
const placeholders: Partial<Record<ScanSettingName, string>> = {
  KUBENET_AUDIT_MANAGEMENT_GROUP: '<ID...>',
  KUBENET_AUDIT_SUBSCRIPTION: '<ID...>',
  KUBENET_AUDIT_SOURCE: oneOf(sourceChoices),
  KUBENET_AUDIT_INPUT: '<DIR>',
  KUBENET_AUDIT_CLUSTER: '<NAME|ID...>',
  KUBENET_AUDIT_TAG: '<NAME=VALUE...>',
  KUBENET_AUDIT_WAIVERS: '<FILE>',
  KUBENET_AUDIT_PLAN_SETTINGS: '<FILE>',
  KUBENET_AUDIT_HISTORY: '<FOLDER>',
  KUBENET_AUDIT_IAC: '<PATH...>',
  KUBENET_AUDIT_BICEP: '<PROGRAM|none>',
  KUBENET_AUDIT_FORMAT: oneOf(formats.map(({ name }) => name)),
  KUBENET_AUDIT_OUTPUT: '<FILE|->',
  KUBENET_AUDIT_AS_OF: '<DATE>',
  KUBENET_AUDIT_FAIL_ON: oneOf(failLevels),
  KUBENET_AUDIT_MAX_RPS: '<N>',
  KUBENET_AUDIT_ROUTE_LIMIT: '<N>',
  KUBENET_AUDIT_CLOUD: oneOf(clouds),
  KUBENET_AUDIT_ARM_ENDPOINT: '<URL>',
  KUBENET_AUDIT_AUTHORITY_HOST: '<URL>',
  KUBENET_AUDIT_ARM_AUDIENCE: '<URL>',
};

/** Adds the options that stand for these settings, with the settings' own texts and defaults. */
export function addSettingOptions(command: Command, names: readonly ScanSettingName[]): Command {
  for (const name of names) {
    const schema = scanSettingList.shape[name];
    const { meaning } = settingTextSchema.parse(schema.meta());
    const placeholder = placeholders[name];
    const flags = placeholder === undefined ? optionName(name) : `${optionName(name)} ${placeholder}`;
    command.addOption(new Option(flags, `${meaning}${defaultText(schema.parse(undefined))}`));
  }
  return command;
}

function oneOf(choices: readonly string[]): string {
  return `<${choices.join('|')}>`;
}

/** Commander keeps no defaults here: it could not tell an option from its absence, and so hide the environment's value. */
function defaultText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? ` (default: ${value})` : '';
}

/** @throws {SettingError} */
export function readSettingOptions(command: Command, { env }: Io): ScanSettings {
  const given: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries<unknown>(command.opts())) {
    const setting = settingNameOf(name);
    if (Object.hasOwn(scanSettingList.shape, setting)) given[setting] = optionText(value);
  }
  return readScanSettings(env, given satisfies GivenOptions);
}

function optionText(value: unknown): string | readonly string[] {
  return Array.isArray(value) ? value.map(String) : String(value);
}

/** How the environment says the same as an option. */
export const environmentHelp = `
Every option has an environment name, KUBENET_AUDIT_ and its own in capitals
(KUBENET_AUDIT_MAX_RPS=5; lists with commas); the option wins. AZURE_TENANT_ID, AZURE_CLIENT_ID,
AZURE_CLIENT_SECRET, AZURE_AUTHORITY_HOST, HTTPS_PROXY and NODE_EXTRA_CA_CERTS mean what they mean
everywhere.`;
