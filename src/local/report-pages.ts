import type { HostLog } from '../../functions-host/host-log.ts';
import { startFunctionsHost } from '../../functions-host/start-functions-host.ts';
import { keyedAddress } from './keyed-address.ts';
import { findLocalParts } from './local-parts.ts';

export interface ReportPagesOptions {
  readonly log: HostLog;
  /** 0 takes a free port. */
  readonly port: number;
}

export interface ReportPages {
  /** A route of the app with the key that opens it: `/api/report?format=html`. */
  address(path: string): string;
  /** That the pages are served no longer: undefined after `stop`, else why. */
  readonly ended: Promise<Error | undefined>;
  stop(): Promise<void>;
}

/** Everything that works rather than answers, by the platform's own switch for one function. */
export const workingFunctions: readonly string[] = [
  'audit-schedule',
  'audit-sweep',
  'audit-work',
  'audit-poison',
  'alert-work',
  'alert-sweep',
  'http-start-run',
];

/** The app's HTTP routes alone, with the storage that the environment names. */
export async function startReportPages(options: ReportPagesOptions): Promise<ReportPages> {
  const { appDirectory, appEntry, makeFolder } = findLocalParts();
  const host = await startFunctionsHost({
    appDirectory,
    entry: appEntry,
    settings: Object.fromEntries(workingFunctions.map((name) => [`AzureWebJobs.${name}.Disabled`, 'true'])),
    workingDirectory: await makeFolder('serve'),
    log: options.log,
    port: options.port,
  });
  return { address: (path) => keyedAddress(host, path), ended: host.ended, stop: () => host.stop() };
}
