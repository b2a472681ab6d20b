import { type Azurite, startAzurite } from '../../functions-host/azurite/start-azurite.ts';
import { type AuditStore, createAuditStore } from '../../src/store/audit-store.ts';
import { type AuditTables, createTables, openTables } from '../../src/store/tables.ts';

/** A store of its own on the given Azurite: tables nobody else uses. */
export async function emptyStore({ connectionString }: Pick<Azurite, 'connectionString'>): Promise<{
  readonly tables: AuditTables;
  readonly store: AuditStore;
}> {
  const tables = openTables({ connectionString }, `t${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`);
  await createTables(tables);
  return { tables, store: createAuditStore(tables) };
}

export { type Azurite, startAzurite };
