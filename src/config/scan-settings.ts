import { z } from 'zod';
import type { AuditScope } from '../model/audit.ts';
import type { AuditSettings } from '../model/audit-engine.ts';
import type { Environment } from './environment.ts';
import { SettingError } from './errors.ts';
import { optionName } from './option-names.ts';
import { type FailLevel, scanSettingList } from './scan-setting-list.ts';
import { settingList, settingTextSchema } from './setting-list.ts';
import { isConnection, toAuditScope, toAuditSettings } from './settings.ts';

/** What a scan was told, by its options and the environment. */
export interface ScanSettings {
  readonly audit: AuditSettings;
  readonly scope: AuditScope;
  /** A folder to audit in place of Azure. */
  readonly input: string | undefined;
  /** A folder of earlier audits. */
  readonly history: string | undefined;
  /** Folders or files of code; empty for none. */
  readonly iac: readonly string[];
  /** The Bicep compiler's program, or `none`; undefined for the one on the PATH. */
  readonly bicep: string | undefined;
  readonly format: string | undefined;
  /** `-` is standard output. */
  readonly output: string;
  readonly asOf: Date | undefined;
  readonly failOn: FailLevel | undefined;
  readonly requireComplete: boolean;
  readonly verbose: boolean;
  readonly portalUrl: string | undefined;
  /** JSON, or the path of a file that holds it. */
  readonly waivers: string | undefined;
  /** JSON, or the path of a file that holds it. */
  readonly planSettings: string | undefined;
}

/** Options by the name of the setting they stand for; each wins over the environment's. */
export type GivenOptions = Readonly<Record<string, string | readonly string[]>>;

/** Reads what a scan was told. The first that is unknown, empty or malformed is thrown as a `SettingError`. */
export function readScanSettings(environment: Environment, options: GivenOptions): ScanSettings {
  const fromOptions = Object.keys(options);
  const empty = fromOptions.find((name) => [options[name]].flat().some((value) => value?.trim() === ''));
  if (empty !== undefined) throw new SettingError(optionName(empty), `is empty: expected ${formOf(empty)}.`);

  const parsed = scanSettingList.safeParse({ ...ownSettings(environment), ...options });
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]);
    const given = fromOptions.includes(name) ? optionName(name) : name;
    throw new SettingError(given, `is not valid: expected ${formOf(name)}.`);
  }
  const values = parsed.data;
  return {
    audit: toAuditSettings(values, environment),
    scope: toAuditScope(values),
    input: values.KUBENET_AUDIT_INPUT,
    history: values.KUBENET_AUDIT_HISTORY,
    iac: values.KUBENET_AUDIT_IAC,
    bicep: values.KUBENET_AUDIT_BICEP,
    format: values.KUBENET_AUDIT_FORMAT,
    output: values.KUBENET_AUDIT_OUTPUT,
    asOf: values.KUBENET_AUDIT_AS_OF,
    failOn: values.KUBENET_AUDIT_FAIL_ON,
    requireComplete: values.KUBENET_AUDIT_REQUIRE_COMPLETE,
    verbose: values.KUBENET_AUDIT_VERBOSE,
    portalUrl: values.KUBENET_AUDIT_PORTAL_URL,
    waivers: values.KUBENET_AUDIT_WAIVERS,
    planSettings: values.KUBENET_AUDIT_PLAN_SETTINGS,
  };
}

/** A scan's settings in the environment. The app's others are left alone; a name that nobody knows is a spelling mistake. */
function ownSettings(environment: Environment): Record<string, string> {
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith('KUBENET_AUDIT_') || isConnection(name) || !value?.trim()) continue;
    if (Object.hasOwn(scanSettingList.shape, name)) own[name] = value;
    else if (!Object.hasOwn(settingList.shape, name)) {
      throw new SettingError(name, 'is not known: check its spelling, or remove it.');
    }
  }
  return own;
}

function formOf(name: string): string {
  const known = z.keyof(scanSettingList).safeParse(name);
  return known.success ? settingTextSchema.parse(scanSettingList.shape[known.data].meta()).form : 'something else';
}
