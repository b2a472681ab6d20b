import type { TableClient } from '@azure/data-tables';
import { openTable, type StorageConnection } from './storage-connection.ts';

/** What lies in which is said in `keys.ts`. */
export interface AuditTables {
  readonly runs: TableClient;
  readonly results: TableClient;
  readonly history: TableClient;
}

/** `prefix`: letters and digits, a letter first, at most 50. */
export function openTables(connection: StorageConnection, prefix = 'KubenetAudit'): AuditTables {
  return {
    runs: openTable(connection, `${prefix}Runs`),
    results: openTable(connection, `${prefix}Results`),
    history: openTable(connection, `${prefix}History`),
  };
}

export async function createTables({ runs, results, history }: AuditTables): Promise<void> {
  await Promise.all([runs, results, history].map((table) => table.createTable()));
}
