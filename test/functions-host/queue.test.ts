import { type QueueClient, QueueServiceClient, RestError } from '@azure/storage-queue';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startAzurite } from '../../functions-host/azurite/start-azurite.ts';
import { systemClock } from '../../functions-host/host-clock.ts';
import { decodeMessage } from '../../functions-host/queue-message.ts';
import { isRefusal } from '../../functions-host/queue-refusal.ts';
import type { FunctionsHostOptions } from '../../functions-host/start-functions-host.ts';
import { aGate, aHost } from './fixture-host.ts';
import { aQueueProxy } from './queue-proxy.ts';

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

  it.each([
    ['as it is written', 'eyJhIjoxfQ==', { text: '{"a":1}' }],
    ['with white space', ' eyJh\r\n\tIjoxfQ= =\n', { text: '{"a":1}' }],
    // The last letter before the padding holds four bits that stand for nothing.
    ['with spare bits', 'eyJhIjoxfR==', { text: '{"a":1}' }],
    ['of nothing', '', { text: '' }],
    ['of a byte order mark', '77u/YQ==', { text: '\u{feff}a' }],
    ['without its padding', 'eyJhIjoxfQ', { trouble: 'notBase64' }],
    ['for addresses', 'YW_-', { trouble: 'notBase64' }],
    ['of bytes that are no UTF-8', 'Iv8i', { trouble: 'notUtf8' }],
  ])('reads base64 %s', (_, text, content) => {
    expect(decodeMessage(text, 'base64')).toEqual(content);
  });

  it('fails five times where the bytes are no UTF-8, without running the function', async () => {
    const { host, said, log } = await aQueueHost();
    const text = Buffer.from([0x22, 0xff, 0x22]).toString('base64');
    await work.sendMessage(text);

    await host.drain();

    expect(said('work')).toEqual([]);
    expect(log.filter(({ message }) => message.includes('its bytes are not UTF-8'))).toHaveLength(5);
    const { peekedMessageItems } = await poison.peekMessages();
    expect(peekedMessageItems.map(({ messageText }) => messageText)).toEqual([text]);
  });

  it('reads a queue that is named with capitals under small letters', async () => {
    const { host, said } = await aQueueHost();
    await send(work, '{"name":"small"}');

    await host.drain();

    expect(said('done')).toEqual(['small']);
    expect(host.functions).toContainEqual({ name: 'work', trigger: 'queue', queueName: 'work' });
  });

  it('keeps a message that it moved to the poison queue for seven days, whatever the first one was given', async () => {
    const { host } = await aQueueHost();
    await work.sendMessage('not base64!', { messageTimeToLive: -1 });

    await host.drain();

    const { peekedMessageItems } = await poison.peekMessages();
    const [days] = peekedMessageItems.map(({ insertedOn, expiresOn }) => (+expiresOn - +insertedOn) / 86_400_000);
    expect(days).toBe(7);
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

describe('a function on a poison queue', () => {
  const settings = { 'AzureWebJobs.bury.Disabled': 'false' };

  it('that fails is given its message again when its invisibility ends, however often it failed', async () => {
    const hostJson = withQueues({ maxDequeueCount: 1, maxPollingInterval: '00:00:00.1' });
    const queueTimings = { minimumPollingIntervalMs: 5, invisibilityMs: 1000 };
    const { host, said } = await aQueueHost({ settings, hostJson, queueTimings });
    await send(poison, '{"name":"a"}');

    while (said('buried').length < 2) {
      await new Promise(setImmediate);
    }
    await host.stop();

    expect(said('buried').map((text) => JSON.parse(text).dequeueCount)).toEqual([1, 2]);
    expect(await countOf(poison)).toBe(1);
  });

  it.each([
    ['its function failed', Buffer.from('{"name":"a"}').toString('base64'), 1],
    ['it is not base64', 'not base64!', 0],
    ['its bytes are not UTF-8', Buffer.from([0xff]).toString('base64'), 0],
  ])('leaves a message there for ten minutes when %s', async (_, text, runs) => {
    const { host, said, log } = await aQueueHost({ settings });
    await poison.sendMessage(text);

    while (!log.some(({ message }) => message.includes('stays there for 600 seconds'))) {
      await new Promise(setImmediate);
    }
    await host.stop();

    expect(said('buried')).toHaveLength(runs);
    expect(await textsOf(poison)).toEqual([]);
    expect(await countOf(poison)).toBe(1);
  });

  it('is woken by a message that moves there', async () => {
    const clock = aStandingClock();
    const gate = await aGate();
    await send(work, JSON.stringify({ name: 'a', fail: true, gate: gate.url }));
    const { log } = await aQueueHost({ settings, clock, hostJson: withQueues({ maxDequeueCount: 1 }) });
    await gate.arrived(1);
    // Both listeners, and the renewal of the message in work.
    await clock.sleeping(3);
    gate.open();

    while (!log.some(({ functionName, message }) => functionName === 'bury' && message.includes('stays there'))) {
      await new Promise(setImmediate);
    }
  });
});

describe('a receive', () => {
  it('that a stop breaks off hides its messages, with an attempt used', async () => {
    const held = Promise.withResolvers<void>();
    const proxy = await aQueueProxy(azurite.queueEndpoint, async (pass) => {
      await pass();
      held.resolve();
    });
    await send(work, '{"name":"a"}');
    const { host, said } = await aHost({
      settings: { AzureWebJobsStorage: azurite.connectionString.replace(azurite.queueEndpoint, proxy) },
    });

    await held.promise;
    await host.stop();

    expect(said('work')).toEqual([]);
    expect(await textsOf(work)).toEqual([]);
    expect(await countOf(work)).toBe(1);
  });

  it('that is refused ends the host, and says why', async () => {
    const proxy = await aQueueProxy(azurite.queueEndpoint, async (_, response) => {
      response.writeHead(403, { 'x-ms-error-code': 'AuthorizationFailure' }).end();
    });
    const { host, log } = await aHost({
      settings: { AzureWebJobsStorage: azurite.connectionString.replace(azurite.queueEndpoint, proxy) },
    });

    expect((await host.ended)?.message).toContain('Queue work of function work may not be read');
    expect(log.filter(({ level }) => level === 'critical')).toHaveLength(1);
    await expect(fetch(`${host.url}/api/items/7`)).rejects.toThrow('fetch failed');
  });

  it.each([
    [{ statusCode: 403, code: 'AuthorizationFailure' }, true],
    [{ statusCode: 400, code: 'InvalidUri' }, true],
    [{ statusCode: 409, code: 'QueueDisabled' }, true],
    [{ statusCode: 409, code: 'QueueBeingDeleted' }, false],
    [{ statusCode: 404, code: 'QueueNotFound' }, false],
    [{ statusCode: 500, code: 'InternalError' }, false],
    [{ statusCode: 503, code: 'ServerBusy' }, false],
    [{ code: 'ECONNREFUSED' }, false],
  ])('answered with %o ends the host: %s', (answer, ends) => {
    expect(isRefusal(new RestError('The reason.', answer))).toBe(ends);
  });

  it('ended by a stop has no reason', async () => {
    const { host } = await aQueueHost();

    await host.stop();

    expect(await host.ended).toBeUndefined();
  });
});

describe('queue output', () => {
  it('wakes no listener', async () => {
    const clock = aStandingClock();
    const { host } = await aQueueHost({ clock });
    await clock.sleeping(1);

    await fetch(`${host.url}/api/enqueue`, { method: 'POST', body: '{"name":"a"}' });

    expect(await textsOf(work)).toEqual(['{"name":"a"}']);
    expect(clock.woken()).toBe(0);
  });

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

/** Time that stands still: who sleeps is woken by a signal only. */
function aStandingClock() {
  const sleepers: AbortSignal[] = [];
  return {
    now: systemClock.now,
    sleep: (_: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        sleepers.push(signal);
        signal.addEventListener('abort', () => resolve());
        if (signal.aborted) {
          resolve();
        }
      }),
    async sleeping(count: number) {
      while (sleepers.length < count) {
        await new Promise(setImmediate);
      }
    },
    woken: () => sleepers.filter(({ aborted }) => aborted).length,
  };
}
