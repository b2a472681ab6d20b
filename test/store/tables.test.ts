import { describe, expect, it } from 'vitest';
import { openAlertTable } from '../../src/store/alert-rows.ts';
import { openQueueService, openTable } from '../../src/store/storage-connection.ts';
import { openTables } from '../../src/store/tables.ts';

const identity = {
  tableEndpoint: 'https://st.table.core.windows.net',
  queueEndpoint: 'https://st.queue.core.windows.net',
  credential: { getToken: async () => null },
};

describe('tables', () => {
  it('have the names that earlier versions gave them', () => {
    const tables = [...Object.values(openTables(identity)), openAlertTable(identity)];
    expect(tables.map(({ tableName }) => tableName)).toEqual([
      ...['KubenetAuditRuns', 'KubenetAuditResults', 'KubenetAuditHistory', 'KubenetAuditAlerts'],
    ]);
  });

  it('are reached by an identity or by a connection string', () => {
    const connectionString =
      'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=a2V5;EndpointSuffix=core.windows.net';
    for (const connection of [identity, { connectionString }])
      expect(openTable(connection, 'Things').tableName).toBe('Things');
    expect(openQueueService({ connectionString }).url).toMatch(/^https:\/\/a\.queue\.core\.windows\.net/);
  });
});

describe('a queue reached by an identity', () => {
  it('asks for a token for storage, of which every cloud has the same name', async () => {
    const scopes: unknown[] = [];
    const credential = {
      getToken: async (asked: string | string[]) => {
        scopes.push(...[asked].flat());
        throw new Error('No token.');
      },
    };
    const service = openQueueService({ ...identity, credential });
    await expect(service.getQueueClient('q').create()).rejects.toThrow('No token.');
    expect(scopes).toEqual(['https://storage.azure.com/.default']);
  });
});
