import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../../simulated-azure/listen.ts';
import { alertQueueName } from '../../src/functions/alerts/alert-messages.ts';
import { poisonQueueName, workQueueName } from '../../src/functions/runs/messages.ts';
import type { Dice } from './dice.ts';
import { maxDequeueCount, type Order } from './order.ts';

const kinds: Readonly<Record<string, Order['kind']>> = {
  [workQueueName]: 'work',
  [poisonQueueName]: 'poison',
  [alertQueueName]: 'alert',
};

/** A message of a receiver that never says how it ended is seen again after this. */
const hiddenMs = 10 * 60_000;

interface Message {
  readonly kind: Order['kind'];
  readonly content: unknown;
  visibleAt: number;
  dequeued: number;
}

/** Queue storage over HTTP and the queue trigger of the platform, on a clock that the seed moves. */
export interface VirtualQueue {
  readonly port: number;
  /** What waits, hidden messages included. */
  readonly waiting: readonly Message[];
  /** The next that may be seen, hidden from then on; undefined where there is none. */
  take(): Message | undefined;
  /** Gone, or after a failure seen again, after its last in the poison queue. Of a receiver that died nothing is heard. */
  finish(message: Message, how: 'done' | 'failed'): void;
  close(): Promise<void>;
}

export interface QueueWeather {
  /** How often a message is lost, or comes twice. */
  readonly lost: number;
  readonly copied: number;
}

/** Starts the queues. `now`: the clock of the storage account. */
export async function startVirtualQueue(dice: Dice, weather: QueueWeather, now: () => number): Promise<VirtualQueue> {
  const waiting: Message[] = [];
  const add = (kind: Order['kind'], content: unknown, delaySeconds: number) => {
    waiting.push({ kind, content, visibleAt: now() + delaySeconds * 1000, dequeued: 0 });
  };
  const remove = (message: Message) => {
    const at = waiting.indexOf(message);
    if (at >= 0) waiting.splice(at, 1);
  };
  const bury = (message: Message) => {
    remove(message);
    if (message.kind === 'work') add('poison', message.content, 0);
  };
  const server = createServer((request, response) => {
    void answer(request, response, (kind, content, delay) => {
      if (dice.happens(weather.lost)) return;
      add(kind, content, delay);
      if (dice.happens(weather.copied)) add(kind, content, delay);
    });
  });
  return {
    ...(await listen(server, 0)),
    waiting,
    take() {
      const seen = waiting.filter(({ visibleAt }) => visibleAt <= now());
      // Of these the last receiver died.
      for (const message of seen) if (message.dequeued >= maxDequeueCount) bury(message);
      const alive = seen.filter((message) => waiting.includes(message));
      if (alive.length === 0) return undefined;
      const message = alive[dice.below(alive.length)];
      if (message === undefined) return undefined;
      message.dequeued += 1;
      message.visibleAt = now() + hiddenMs;
      return message;
    },
    finish(message, how) {
      if (how === 'done') remove(message);
      else if (message.dequeued >= maxDequeueCount) bury(message);
      // The host gives a message of its poison queue back to nobody: it waits until it is seen again by itself.
      else if (message.kind !== 'poison') message.visibleAt = now();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  sent: (kind: Order['kind'], content: unknown, delaySeconds: number) => void,
): Promise<void> {
  const body = Buffer.concat(await request.toArray()).toString('utf8');
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, , queue = '', messages] = url.pathname.split('/');
  if (messages === undefined) {
    response.writeHead(request.method === 'PUT' ? 204 : 404).end();
    return;
  }
  const kind = kinds[queue];
  const [, text] = /<MessageText>(.*)<\/MessageText>/s.exec(body) ?? [];
  if (kind === undefined || text === undefined) throw new Error(`No message of a known queue: ${request.url}`);
  const content: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
  sent(kind, content, Number(url.searchParams.get('visibilitytimeout') ?? 0));
  const time = new Date(0).toUTCString();
  response
    .writeHead(201, { 'content-type': 'application/xml' })
    .end(
      `<?xml version="1.0" encoding="utf-8"?><QueueMessagesList><QueueMessage><MessageId>${crypto.randomUUID()}</MessageId>` +
        `<InsertionTime>${time}</InsertionTime><ExpirationTime>${time}</ExpirationTime><PopReceipt>AA</PopReceipt>` +
        `<TimeNextVisible>${time}</TimeNextVisible></QueueMessage></QueueMessagesList>`,
    );
}
