import { createAlertStore, openAlertTable } from '../../src/store/alert-rows.ts';
import { createAuditStore } from '../../src/store/audit-store.ts';
import type { RunRecord } from '../../src/store/run-record.ts';
import { createTables, openTables } from '../../src/store/tables.ts';
import { runId } from './night.ts';

export type Records = ReturnType<typeof openRecords>;

/** What the app's storage holds, read past every fault. */
export function openRecords(connectionString: string) {
  const tables = openTables({ connectionString });
  const alertTable = openAlertTable({ connectionString });
  const store = createAuditStore(tables);
  const alerts = createAlertStore(alertTable);
  const ready = () => Promise.all([createTables(tables), alertTable.createTable()]);
  return {
    store,
    async run(): Promise<RunRecord | undefined> {
      await ready();
      return store.readRun(runId);
    },
    notices: (status: 'due' | 'sent' | 'dead') => Array.fromAsync(alerts.listNotices(status)),
    async openNotices(): Promise<number> {
      await ready();
      return (await Array.fromAsync(alerts.listNotices('due'))).length;
    },
    /** Whether alerts have said what the run found. */
    async isTold(): Promise<boolean> {
      await ready();
      return (await alerts.readEstate())?.memory.runId === runId;
    },
  };
}
