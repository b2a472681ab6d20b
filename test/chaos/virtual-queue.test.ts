import { QueueServiceClient } from '@azure/storage-queue';
import { afterEach, describe, expect, it } from 'vitest';
import { createWorkQueue, type WorkMessage } from '../../src/functions/runs/messages.ts';
import { createDice } from './dice.ts';
import { maxDequeueCount } from './order.ts';
import { startVirtualQueue, type VirtualQueue } from './virtual-queue.ts';

const plan: WorkMessage = { kind: 'plan', run: '20261122T060000Z' };
const minute = 60_000;

let time = 0;
let queue: VirtualQueue;
afterEach(() => queue.close());

async function queueWith(weather = { lost: 0, copied: 0 }) {
  time = 0;
  queue = await startVirtualQueue(createDice(1, 'queue'), weather, () => time);
  const connection = `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;QueueEndpoint=http://127.0.0.1:${queue.port}/a`;
  await createWorkQueue(QueueServiceClient.fromConnectionString(connection)).send([plan]);
  return queue;
}

describe('the queues of a night', () => {
  it('hide what is taken for ten minutes, and give it again where nothing was heard', async () => {
    const { take } = await queueWith();
    expect(take()?.content).toEqual(plan);
    expect(take()).toBeUndefined();
    time = 10 * minute;
    expect(take()?.dequeued).toBe(2);
  });

  it('give a failed message at once, and after its last attempt to the poison queue', async () => {
    const { take, finish, waiting } = await queueWith();
    for (let attempt = 1; attempt <= maxDequeueCount; attempt += 1) {
      const message = take();
      if (message === undefined) throw new Error(`There is no attempt ${attempt}.`);
      finish(message, 'failed');
    }
    expect(waiting).toEqual([expect.objectContaining({ kind: 'poison', content: plan, dequeued: 0 })]);
  });

  it('give to the poison queue what five receivers died of', async () => {
    const { take } = await queueWith();
    for (let attempt = 1; attempt <= maxDequeueCount; attempt += 1) {
      expect(take()?.kind).toBe('work');
      time += 10 * minute;
    }
    // Found when it would be seen again.
    expect(take()).toBeUndefined();
    expect(take()?.kind).toBe('poison');
  });

  it.each([
    ['lose', { lost: 1, copied: 0 }, 0],
    ['double', { lost: 0, copied: 1 }, 2],
  ])('%s messages', async (_, weather, count) => {
    expect((await queueWith(weather)).waiting).toHaveLength(count);
  });
});
