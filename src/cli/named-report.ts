import { readSettings } from '../config/settings.ts';
import { alertSettingsName } from '../functions/alerts/alerts-app.ts';
import { connectStorage } from '../functions/connect-storage.ts';
import type { ReportStream } from '../model/report.ts';
import { createAuditStore } from '../store/audit-store.ts';
import { runIdPattern } from '../store/keys.ts';
import { openTables } from '../store/tables.ts';
import { UsageError } from './errors.ts';
import type { Io } from './io.ts';
import { savedReport } from './saved-report.ts';

/**
 * A report by the name of its file, or by the id of a stored run, or `latest`.
 * @throws {UsageError} where there is none, or it cannot be used
 */
export async function namedReport(name: string, what: string, io: Io): Promise<ReportStream> {
  if (name !== 'latest' && !runIdPattern.test(name)) return savedReport(name, what);
  const { [alertSettingsName]: _, ...environment } = io.env;
  const report = await createAuditStore(openTables(connectStorage(readSettings(environment)))).openReport(name);
  if (report === undefined) throw new UsageError(`The storage account holds no report of run ${name}.`);
  return report;
}
