import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { TableClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startAzurite } from '../../functions-host/azurite/start-azurite.ts';
import { aFolder } from './fixture-host.ts';

const module = fileURLToPath(new URL('../../functions-host/azurite/start-azurite.ts', import.meta.url));

describe('startAzurite', () => {
  it('serves tables and queues on free loopback ports', async () => {
    const azurite = await startAzurite();
    onTestFinished(() => azurite.stop());
    const table = TableClient.fromConnectionString(azurite.connectionString, 'runs', { allowInsecureConnection: true });
    const queue = QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient('work');

    await table.createTable();
    await table.createEntity({ partitionKey: 'p', rowKey: 'r', value: 7 });
    await queue.create();
    await queue.sendMessage('hello');

    expect(await table.getEntity('p', 'r')).toMatchObject({ value: 7 });
    expect((await queue.peekMessages()).peekedMessageItems[0]?.messageText).toBe('hello');
    expect(azurite.tableEndpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/devstoreaccount1$/);
    expect(azurite.queueEndpoint).not.toBe(azurite.tableEndpoint);
  });

  it('keeps its data in the folder between two starts', async () => {
    const directory = join(await aFolder(), 'data');
    const first = await startAzurite({ directory });
    const queueOf = ({ connectionString }: { connectionString: string }) =>
      QueueServiceClient.fromConnectionString(connectionString).getQueueClient('kept');
    await queueOf(first).create();
    await queueOf(first).sendMessage('still here');
    await first.stop();
    await first.stop();

    const second = await startAzurite({ directory });
    onTestFinished(() => second.stop());

    const { receivedMessageItems } = await queueOf(second).receiveMessages();
    expect(receivedMessageItems.map(({ messageText }) => messageText)).toEqual(['still here']);
  });

  it.each([true, false])(
    'lets the process end, prints nothing and leaves its folder alone (in memory: %s)',
    async (inMemory) => {
      const cwd = await aFolder();
      const options = inMemory ? '{}' : "{ directory: 'data' }";
      const script = `
      const { startAzurite } = await import(${JSON.stringify(module)});
      const azurite = await startAzurite(${options});
      await fetch(azurite.queueEndpoint + '?comp=list');
      await azurite.stop();
    `;

      const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
        cwd,
        env: { PATH: process.env['PATH'], HOME: cwd, NODE_NO_WARNINGS: '1' },
      });

      expect([stdout, stderr]).toEqual(['', '']);
      expect(await readdir(cwd)).toEqual(inMemory ? [] : ['data']);
    },
  );
});
