import { type AuditMemory, memoryOf, noMemory } from '../alerts/events/audit-events.ts';
import { readSettings } from '../config/settings.ts';
import { alertSettingsName } from '../functions/alerts/alerts-app.ts';
import { connectStorage } from '../functions/connect-storage.ts';
import type { ClusterMemory } from '../model/alert.ts';
import type { ReportStream } from '../model/report.ts';
import { resourceKey } from '../model/resource-id.ts';
import { createAlertStore, openAlertTable } from '../store/alert-rows.ts';
import { createAuditStore } from '../store/audit-store.ts';
import { openTables } from '../store/tables.ts';
import { CommandError } from './errors.ts';
import type { Io } from './io.ts';
import { savedReport } from './saved-report.ts';

/** An audit, and what was said before it. */
export interface ComparedAudits {
  readonly report: ReportStream;
  readonly before: AuditMemory;
}

/** From saved reports where one is named; else the latest audit that is stored, with what the app has said so far. */
export async function readAudits(
  { from, before }: { readonly from?: string; readonly before?: string },
  io: Io,
): Promise<ComparedAudits> {
  if (from === undefined) return storedAudits(io);
  const report = await savedReport(from);
  return { report, before: before === undefined ? noMemory : await memoryOf(await savedReport(before, 'of --before')) };
}

async function storedAudits({ env }: Io): Promise<ComparedAudits> {
  const { [alertSettingsName]: _, ...rest } = env;
  const connection = connectStorage(readSettings(rest));
  const report = await createAuditStore(openTables(connection)).openReport('latest');
  if (report === undefined)
    throw new CommandError('No audit is stored yet: run one, or name a saved report with --from.');
  const table = openAlertTable(connection);
  await table.createTable();
  const store = createAlertStore(table);
  const clusters = new Map<ReturnType<typeof resourceKey>, ClusterMemory>();
  for await (const memory of store.listMemories()) clusters.set(resourceKey(memory.cluster.id), memory);
  return { report, before: { estate: (await store.readEstate())?.memory, clusters } };
}
