import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { listen } from '../../simulated-azure/listen.ts';
import type { Dice } from './dice.ts';
import type { Turns } from './turns.ts';

export interface TableWeather {
  /** How often a request is refused, or its connection cut, before storage has it. */
  readonly refused: number;
  /** How often storage does what it is asked and its answer is lost. */
  readonly unheard: number;
}

export interface TableProxy {
  readonly port: number;
  /** From now on the worker dies at that many requests: undefined for never. */
  killAfter(requests: number | undefined): void;
  close(): Promise<void>;
}

export interface TableProxySetting {
  /** The emulator's port. */
  readonly target: number;
  readonly dice: Dice;
  readonly weather: TableWeather;
  readonly turns: Turns;
  readonly worker: number;
  kill(): void;
}

/**
 * Table storage as one worker sees it: each request may be refused, or done and not answered, and at a chosen one the worker dies, before
 * storage has the request or after.
 */
export async function startTableProxy({
  target,
  dice,
  weather,
  turns,
  worker,
  kill,
}: TableProxySetting): Promise<TableProxy> {
  let left: number | undefined;
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const done = await turns.wait(worker);
    try {
      await answer(request, response, body);
    } finally {
      done();
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    if (left !== undefined) left -= 1;
    const dies = left === 0;
    const diesLater = dies && dice.happens(0.5);
    if (dies && !diesLater) return kill();
    if (dice.happens(weather.refused)) return refuse(response, dice);
    const { status, headers, body: content } = await forward(request, body, target);
    if (diesLater) return kill();
    if (dice.happens(weather.unheard)) return refuse(response, dice);
    response.writeHead(status, headers).end(content);
  }

  return {
    ...(await listen(server, 0)),
    killAfter(requests) {
      left = requests;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

async function forward(request: IncomingMessage, body: Buffer, port: number): Promise<Answer> {
  const { method = 'GET', url = '/', headers } = request;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    // What is signed is the path, not the host; a connection of its own outlives no restart of the emulator.
    const sent = send({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, resolve);
    sent.once('error', reject);
    sent.end(body);
  });
  const { 'transfer-encoding': _, ...kept } = answer.headers;
  return { status: answer.statusCode ?? 500, headers: kept, body: Buffer.concat(await answer.toArray()) };
}

/** 503 and 500 as storage gives them, or no answer at all. The header keeps the client's waits short. */
function refuse(response: ServerResponse, dice: Dice): void {
  const how = dice.below(3);
  if (how === 2) return void response.destroy();
  const code = how === 0 ? 'ServerBusy' : 'OperationTimedOut';
  response
    .writeHead(how === 0 ? 503 : 500, { 'content-type': 'application/json', 'retry-after-ms': '20' })
    .end(JSON.stringify({ 'odata.error': { code, message: { lang: 'en-US', value: code } } }));
}
