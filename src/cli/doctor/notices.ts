import { deadNotices, deadNoticesSentence } from '../../alerts/delivery/dead-notices.ts';
import type { Environment } from '../../config/environment.ts';
import { readSettings } from '../../config/settings.ts';
import { hasStorage } from '../../config/storage-settings.ts';
import { connectStorage } from '../../functions/connect-storage.ts';
import { createAlertStore, openAlertTable } from '../../store/alert-rows.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Notices that were given up, where this environment names the app's storage and its alerts. */
export async function* judgeNotices(environment: Environment): AsyncGenerator<Diagnosis> {
  if (!environment['KUBENET_AUDIT_ALERTS'] || !hasStorage(environment)) return;
  const table = openAlertTable(connectStorage(readSettings(environment)));
  await table.createTable();
  const sentence = deadNoticesSentence(await deadNotices(createAlertStore(table)));
  yield sentence === undefined
    ? { level: 'ok', text: 'Alerts: every notice was delivered, or still waits for its turn.' }
    : { level: 'warning', text: `Alerts: ${sentence}` };
}
