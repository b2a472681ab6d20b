import { z } from 'zod';
import type { AuditScope } from '../model/audit.ts';
import type { AuditSettings } from '../model/audit-engine.ts';
import type { Environment } from './environment.ts';
import { SettingError } from './errors.ts';
import { scanOnlySettings } from './scan-setting-list.ts';
import { type SettingValues, settingList, settingTextSchema } from './setting-list.ts';
import { readSignInSettings, type SignInSettings } from './sign-in-settings.ts';
import { ownConnection, readStorageSettings, type StorageSettings } from './storage-settings.ts';

type ScopeSettingValues = Pick<
  SettingValues,
  'KUBENET_AUDIT_MANAGEMENT_GROUP' | 'KUBENET_AUDIT_SUBSCRIPTION' | 'KUBENET_AUDIT_CLUSTER' | 'KUBENET_AUDIT_TAG'
>;
type AuditSettingValues = Pick<
  SettingValues,
  | 'KUBENET_AUDIT_SOURCE'
  | 'KUBENET_AUDIT_ROUTE_LIMIT'
  | 'KUBENET_AUDIT_MAX_RPS'
  | 'KUBENET_AUDIT_IN_CLUSTER'
  | 'KUBENET_AUDIT_CLOUD'
  | 'KUBENET_AUDIT_ARM_ENDPOINT'
  | 'KUBENET_AUDIT_AUTHORITY_HOST'
  | 'KUBENET_AUDIT_ARM_AUDIENCE'
>;

/** Everything the environment decides. */
export interface Settings {
  readonly audit: AuditSettings;
  readonly scope: AuditScope;
  /** NCRONTAB, six fields, UTC. */
  readonly schedule: string;
  readonly sweepSchedule: string;
  /** JSON, or the path of a file that holds it. */
  readonly waivers: string | undefined;
  /** JSON, or the path of a file that holds it. */
  readonly planSettings: string | undefined;
  readonly keepRuns: number;
  readonly keepHistoryDays: number;
  readonly resendMinutes: number;
  readonly runLimitHours: number;
  /** Undefined for the cloud's own. */
  readonly portalUrl: string | undefined;
  readonly signIn: SignInSettings;
  /** Where people reach the app, without a slash at the end; undefined where nobody said. */
  readonly url: string | undefined;
  /** From the start of one audit that somebody asked for to the next. */
  readonly startIntervalMinutes: number;
  /** Whether the timer that starts scheduled audits is switched on. */
  readonly isScheduleOn: boolean;
  readonly storage: StorageSettings;
}

/** Reads all settings of the app. The first that is unknown or malformed is thrown as a `SettingError`. */
export function readSettings(environment: Environment): Settings {
  const values = readSettingValues(environment);
  return {
    audit: toAuditSettings(values, environment),
    scope: toAuditScope(values),
    schedule: values.KUBENET_AUDIT_SCHEDULE,
    sweepSchedule: values.KUBENET_AUDIT_SWEEP_SCHEDULE,
    waivers: values.KUBENET_AUDIT_WAIVERS,
    planSettings: values.KUBENET_AUDIT_PLAN_SETTINGS,
    keepRuns: values.KUBENET_AUDIT_KEEP_RUNS,
    keepHistoryDays: values.KUBENET_AUDIT_KEEP_HISTORY_DAYS,
    resendMinutes: values.KUBENET_AUDIT_RESEND_MINUTES,
    runLimitHours: values.KUBENET_AUDIT_RUN_LIMIT_HOURS,
    portalUrl: values.KUBENET_AUDIT_PORTAL_URL,
    signIn: readSignInSettings(environment, values),
    url: values.KUBENET_AUDIT_URL ?? platformUrl(environment),
    startIntervalMinutes: values.KUBENET_AUDIT_START_INTERVAL_MINUTES,
    isScheduleOn: environment['AzureWebJobs.audit-schedule.Disabled']?.toLowerCase() !== 'true',
    storage: readStorageSettings(environment, values.KUBENET_AUDIT_CLOUD),
  };
}

/** The name that App Service gives every app; on a developer's machine Functions Core Tools says `localhost` there, without TLS. */
function platformUrl({ WEBSITE_HOSTNAME: host }: Environment): string | undefined {
  return host !== undefined && /^[\w-]+(\.[\w-]+)+$/.test(host) ? `https://${host.toLowerCase()}` : undefined;
}

/** @param environment may name the Microsoft Entra authority as the Azure SDKs do */
export function toAuditSettings(values: AuditSettingValues, environment: Environment): AuditSettings {
  return {
    source: values.KUBENET_AUDIT_SOURCE,
    routeLimit: values.KUBENET_AUDIT_ROUTE_LIMIT,
    maxRps: values.KUBENET_AUDIT_MAX_RPS,
    inCluster: values.KUBENET_AUDIT_IN_CLUSTER,
    cloud: values.KUBENET_AUDIT_CLOUD,
    armEndpoint: values.KUBENET_AUDIT_ARM_ENDPOINT,
    authorityHost: values.KUBENET_AUDIT_AUTHORITY_HOST ?? sdkAuthorityHost(environment),
    armAudience: values.KUBENET_AUDIT_ARM_AUDIENCE,
  };
}

function sdkAuthorityHost(environment: Environment): string | undefined {
  const name = 'AZURE_AUTHORITY_HOST';
  const text = environment[name]?.trim();
  if (!text) return undefined;
  if (z.url({ protocol: /^https$/ }).safeParse(text).success) return text.replace(/\/+$/, '');
  throw new SettingError(name, 'is not valid: expected an address that begins with https://.');
}

export function toAuditScope(values: ScopeSettingValues): AuditScope {
  return {
    managementGroups: values.KUBENET_AUDIT_MANAGEMENT_GROUP,
    subscriptionIds: values.KUBENET_AUDIT_SUBSCRIPTION,
    clusters: values.KUBENET_AUDIT_CLUSTER,
    tags: values.KUBENET_AUDIT_TAG,
  };
}

function readSettingValues(environment: Environment): SettingValues {
  const own = Object.entries(environment).filter(
    ([name, value]) =>
      name.startsWith('KUBENET_AUDIT_') &&
      !isConnection(name) &&
      !Object.hasOwn(scanOnlySettings, name) &&
      value?.trim(),
  );
  const parsed = settingList.safeParse(Object.fromEntries(own));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    throw new SettingError(issue.keys.join(', '), 'is not known: check its spelling, or remove it.');
  }
  const name = String(issue?.path[0]);
  const why = issue?.code === 'custom' && issue.params?.['saysWhy'] === true ? `${issue.message}; ` : '';
  throw new SettingError(name, `is not valid: ${why}expected ${expectedForm(name)}.`);
}

export function isConnection(name: string): boolean {
  return name === ownConnection || name.startsWith(`${ownConnection}__`);
}

function expectedForm(name: string): string {
  return describeSettings().find((setting) => setting.name === name)?.form ?? 'something else';
}

/** One setting as documentation shows it. */
export interface SettingDescription {
  readonly name: string;
  readonly form: string;
  readonly meaning: string;
  /** Undefined where leaving it out means something else than a value. */
  readonly byDefault: unknown;
}

export function describeSettings(): SettingDescription[] {
  return Object.entries(settingList.shape).map(([name, schema]) => ({
    name,
    ...settingTextSchema.parse(schema.meta()),
    byDefault: schema.parse(undefined),
  }));
}
