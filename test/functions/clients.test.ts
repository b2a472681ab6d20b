import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { Duplex, Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { watchClients } from '../../src/functions/http/clients.ts';
import { toFunctionsResponse } from '../../src/functions/http/functions-response.ts';

const clients = watchClients();
const soon = (check: () => void) => vi.waitFor(check, { interval: 1, timeout: 60_000 });
const partBytes = 100_000;
const parts = 20;

/** A client that takes what is written to it when it is told to. */
class SlowClient extends Duplex {
  readonly #written: { readonly bytes: number; taken(): void }[] = [];
  takenBytes = 0;
  #isReading = false;

  constructor(invocationId: string) {
    super({ highWaterMark: 1 });
    this.push(`GET / HTTP/1.1\r\nhost: app\r\nx-ms-invocation-id: ${invocationId}\r\n\r\n`);
  }
  takeEverything(): void {
    this.#isReading = true;
    this.#take();
  }
  #take(): void {
    for (const { bytes, taken } of this.#written.splice(0)) {
      this.takenBytes += bytes;
      taken();
    }
  }
  override _read(): void {}
  override _write(chunk: Buffer, _encoding: BufferEncoding, taken: () => void): void {
    this.#written.push({ bytes: chunk.length, taken });
    if (this.#isReading) this.#take();
  }
}

/** An answer of so many parts on its way, written as the library writes it: without waiting. */
function sending(invocationId: string) {
  const client = new SlowClient(invocationId);
  const state = { made: 0, isLeft: false };
  async function* body(): AsyncGenerator<string> {
    try {
      for (; state.made < parts; state.made += 1) yield 'x'.repeat(partBytes);
    } finally {
      state.isLeft = true;
    }
  }
  let response: ServerResponse | undefined;
  const server = createServer(async (_request, to) => {
    response = to;
    const answer = await toFunctionsResponse({ status: 200, headers: {}, body: body() }, clients(invocationId));
    if (!(answer.body instanceof Readable)) throw new Error('The body is no stream.');
    for await (const chunk of answer.body) to.write(chunk);
    to.end();
  });
  server.emit('connection', client);
  return {
    ...{ client, state },
    /** Until it waits for the client. */
    waiting: () => soon(() => expect(response?.listenerCount('drain')).toBeGreaterThan(0)),
  };
}

describe('an answer of many parts, to a slow client', () => {
  it('is made no faster than it is taken, and whole', async () => {
    const { client, state, waiting } = sending('slow');
    await waiting();
    expect(state.made).toBeLessThan(4);
    client.takeEverything();
    await soon(() => expect([state.made, client.takenBytes > parts * partBytes]).toEqual([parts, true]));
  });

  it('is left where the client goes away', async () => {
    const { client, state, waiting } = sending('leaving');
    await waiting();
    client.destroy();
    await once(client, 'close');
    await soon(() => expect(state.isLeft).toBe(true));
    expect(state.made).toBeLessThan(4);
  });
});

describe('the client of an invocation', () => {
  it('is not known where its answer goes another way, and forgotten when it is gone', async () => {
    expect(clients('another')).toBeUndefined();
    const { client, waiting } = sending('forgotten');
    await waiting();
    expect(clients('forgotten')).toBeDefined();
    client.destroy();
    await soon(() => expect(clients('forgotten')).toBeUndefined());
  });
});
