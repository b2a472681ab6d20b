import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startAzurite } from '../../functions-host/azurite/start-azurite.ts';
import { systemClock } from '../../functions-host/host-clock.ts';
import type { FunctionsHostOptions } from '../../functions-host/start-functions-host.ts';
import { aGate, aHost } from './fixture-host.ts';

const azurite = await startAzurite();
afterAll(() => azurite.stop());
const service = QueueServiceClient.fromConnectionString(azurite.connectionString);
const work = service.getQueueClient('work');
const poison = service.getQueueClient('work-poison');

beforeEach(async () => {
  for (const queue of [work, poison]) {
    await queue.createIfNotExists();
    await queue.clearMessages();
  }
});

describe('queue trigger', () => {
  it('runs the function for each message and deletes it', async () => {
    const { host, said } = await aQueueHost();
    await send(work, '{"name":"a"}', '{"name":"b"}');

    await host.drain();

    expect(said('done').sort()).toEqual(['a', 'b']);
    expect(await countOf(work)).toBe(0);
  });

  it('gives the app the metadata of the message', async () => {
    const { host, said } = await aQueueHost();
    await send(work, '{"name":"a"}');

    await host.drain();

    expect(said('work').map((text) => JSON.parse(text))).toEqual([{ message: { name: 'a' }, dequeueCount: 1 }]);
  });

  it('tries a failing message five times and then moves it to the poison queue', async () => {
    const { host, said, log } = await aQueueHost();
    await send(work, '{"name":"a","fail":true}');

    await host.drain();

    expect(said('work').map((text) => JSON.parse(text).dequeueCount)).toEqual([1, 2, 3, 4, 5]);
    expect(await textsOf(poison)).toEqual(['{"name":"a","fail":true}']);
    expect(log.find(({ message }) => message.includes('moved to work-poison'))?.message).toContain('failed 5 times');
  });

  it('hands over text that is not JSON as it is', async () => {
    const { host, said } = await aQueueHost();
    await send(work, '{"name":');

    await host.drain();

    expect(JSON.parse(said('work')[0] ?? '')).toMatchObject({ message: '{"name":' });
    expect(await textsOf(poison)).toEqual(['{"name":']);
  });

  it('moves a message that is not base64 to the poison queue without running the function', async () => {
    const { host, said } = await aQueueHost();
    await work.sendMessage('not base64!');

    await host.drain();

    expect(said('work')).toEqual([]);
    const { peekedMessageItems } = await poison.peekMessages();
    expect(peekedMessageItems.map(({ messageText }) => messageText)).toEqual(['not base64!']);
  });

  it('reads plain text where host.json says so', async () => {
    const { host, said } = await aQueueHost({ hostJson: withQueues({ messageEncoding: 'none' }) });
    await work.sendMessage('{"name":"plain <&>"}');

    await host.drain();

    expect(said('done')).toEqual(['plain <&>']);
  });

  it('has no more than batchSize and newBatchThreshold messages in work', async () => {
    const { host } = await aQueueHost({ hostJson: withQueues({ batchSize: 2, newBatchThreshold: 1 }) });
    const gate = await aGate();
    await send(work, ...Array.from({ length: 6 }, (_, index) => JSON.stringify({ name: `${index}`, gate: gate.url })));

    const seen: number[] = [];
    await gate.arrived(2);
    while (host.invocations().filter(({ status }) => status === 'succeeded').length < 6) {
      seen.push(host.invocations().filter(({ status }) => status === 'running').length);
      gate.open();
      await new Promise(setImmediate);
    }

    expect(seen[0]).toBe(2);
    expect(Math.max(...seen)).toBeLessThanOrEqual(3);
  });

  it('hides a message anew while it is in work, and deletes it with the receipt of the last renewal', async () => {
    let renewals = 0;
    let enough = () => {};
    const renewed = new Promise<void>((resolve) => {
      enough = resolve;
    });
    const renewalIntervalMs = 7;
    const clock = {
      now: systemClock.now,
      sleep: (ms: number, signal: AbortSignal) => {
        renewals += ms === renewalIntervalMs ? 1 : 0;
        if (renewals > 3) {
          enough();
        }
        return systemClock.sleep(ms, signal);
      },
    };
    const { host, said, log } = await aQueueHost({
      clock,
      queueTimings: { renewalIntervalMs, minimumPollingIntervalMs: 5 },
    });
    const gate = await aGate();
    await send(work, JSON.stringify({ name: 'long', gate: gate.url }));

    await gate.arrived(1);
    await renewed;
    gate.open();
    await host.drain();

    expect(said('done')).toEqual(['long']);
    expect(log.filter(({ level }) => level === 'warning')).toEqual([]);
  });

  it('leaves a message to whoever changed it meanwhile, and says so', async () => {
    const { host, log } = await aQueueHost();
    const gate = await aGate();
    await send(work, JSON.stringify({ name: 'a', gate: gate.url }));

    await gate.arrived(1);
    await work.clearMessages();
    gate.open();
    await host.drain();

    expect(log.find(({ level }) => level === 'warning')?.message).toContain('changed by another receiver');
  });

  it('names what is left when the queues do not drain in time', async () => {
    const { host } = await aQueueHost();
    const gate = await aGate();
    await send(work, JSON.stringify({ name: 'a', gate: gate.url }));
    await gate.arrived(1);

    await expect(host.drain({ timeoutMs: 1 })).rejects.toThrow('1 in work, 1 running');
    gate.open();
  });

  it('waits quietly for a queue that does not exist yet', async () => {
    await work.delete();
    const { host, said, log } = await aQueueHost();

    await host.drain();
    await work.createIfNotExists();
    await send(work, '{"name":"first"}');
    await host.drain();

    expect(said('done')).toEqual(['first']);
    expect(log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('queue output', () => {
  it.each([
    ['an array', [{ name: 'a' }, { name: 'b' }], ['a', 'b']],
    ['one object', { name: 'a' }, ['a']],
  ])('sends %s as one message each', async (_, body, done) => {
    const { host, said } = await aQueueHost();

    const response = await fetch(`${host.url}/api/enqueue`, { method: 'POST', body: JSON.stringify(body) });
    await host.drain();

    expect(response.status).toBe(202);
    expect(said('done').sort()).toEqual(done);
  });

  it('fails the invocation when a message cannot be sent', async () => {
    const { host } = await aQueueHost();

    const response = await fetch(`${host.url}/api/enqueue`, {
      method: 'POST',
      body: JSON.stringify('x'.repeat(70_000)),
    });

    expect(response.status).toBe(500);
  });
});

describe('connections', () => {
  it('finds a connection under its AzureWebJobs name', async () => {
    const settings = { AzureWebJobsStorage: undefined, AzureWebJobsAzureWebJobsStorage: azurite.connectionString };
    const { host, said } = await aQueueHost({ settings });
    await send(work, '{"name":"a"}');

    await host.drain();

    expect(said('done')).toEqual(['a']);
  });

  it.each([
    [{ AzureWebJobsStorage: undefined }, 'There is no connection AzureWebJobsStorage'],
    [{ AzureWebJobsStorage: 'AccountKey=hidden' }, /AzureWebJobsStorage is not a valid Storage connection string/],
    [{ AzureWebJobsStorage: undefined, AzureWebJobsStorage__accountName: 'acc' }, 'was given no credential'],
  ])('says what is wrong with the connection %o', async (settings, message) => {
    await expect(aHost({ settings })).rejects.toThrow(message);
  });
});

function aQueueHost(options: Partial<FunctionsHostOptions> = {}) {
  return aHost({
    queueTimings: { minimumPollingIntervalMs: 5 },
    ...options,
    settings: { AzureWebJobsStorage: azurite.connectionString, ...options.settings },
  });
}

function withQueues(queues: object) {
  return { version: '2.0', extensions: { queues } };
}

async function send(queue: QueueClient, ...texts: readonly string[]) {
  for (const text of texts) {
    await queue.sendMessage(Buffer.from(text).toString('base64'));
  }
}

async function countOf(queue: QueueClient) {
  return (await queue.getProperties()).approximateMessagesCount;
}

async function textsOf(queue: QueueClient) {
  const { peekedMessageItems } = await queue.peekMessages({ numberOfMessages: 32 });
  return peekedMessageItems.map(({ messageText }) => Buffer.from(messageText, 'base64').toString());
}
