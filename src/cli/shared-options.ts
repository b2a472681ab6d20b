import { Option } from 'commander';
import type { ScanSettingName } from '../config/scan-setting-list.ts';

/** Where Azure is and how much is said of it, in the order of the help: for every command that reads it. */
export const azureAccess = [
  'KUBENET_AUDIT_CLOUD',
  'KUBENET_AUDIT_ARM_ENDPOINT',
  'KUBENET_AUDIT_AUTHORITY_HOST',
  'KUBENET_AUDIT_ARM_AUDIENCE',
  'KUBENET_AUDIT_VERBOSE',
] as const satisfies readonly ScanSettingName[];

/** What is audited, for every command that audits: in the order of the help, what it adds comes between the two lists. */
export const auditedScope = [
  'KUBENET_AUDIT_MANAGEMENT_GROUP',
  'KUBENET_AUDIT_SUBSCRIPTION',
  'KUBENET_AUDIT_SOURCE',
  'KUBENET_AUDIT_INPUT',
] as const satisfies readonly ScanSettingName[];

/** How it is read and judged. */
export const auditAccess = [
  'KUBENET_AUDIT_MAX_RPS',
  'KUBENET_AUDIT_ROUTE_LIMIT',
  ...azureAccess,
] as const satisfies readonly ScanSettingName[];

/** `--from` of a command that audits for itself without one. */
export interface FromOption {
  readonly from?: string;
}

/** @param what is audited now without it */
export function fromOption(what: 'the cluster is' | 'the clusters are'): Option {
  return new Option('--from <FILE>', `A report saved with --format json. Left out: ${what} audited now.`);
}

export interface SummaryOption {
  readonly summary?: boolean;
}

export function summaryOption(): Option {
  return new Option(
    '--summary',
    'Of the Markdown the fleet alone: at most 65,536 characters, which the body of an issue on GitHub holds.',
  );
}

/** `--verbose` of a command that asks Azure for nothing, and so has no requests to log. */
export function verboseOption(): Option {
  return new Option('--verbose', 'Show where an error comes from.');
}

/** Options of the commands that run the app on this machine. */
export interface LocalAppOptions {
  readonly port?: string;
  readonly verbose?: boolean;
}

export function portOption(): Option {
  return new Option('--port <N>', 'Port of the report pages (default: a free one).');
}

/** `--verbose` of those commands. */
export function logOption(): Option {
  return new Option('--verbose', 'Show the log of the app.');
}
