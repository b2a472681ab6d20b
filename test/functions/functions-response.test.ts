import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { toFunctionsResponse } from '../../src/functions/http/functions-response.ts';

const ok = { status: 200, headers: { 'content-type': 'text/plain' } };

async function streamOf(body: AsyncIterable<string | Uint8Array>): Promise<Readable> {
  const response = await toFunctionsResponse({ ...ok, body });
  if (!(response.body instanceof Readable)) throw new Error('The body is no stream.');
  return response.body;
}

describe('an answer of many parts', () => {
  it('begins with its first part while the last is still to be made', async () => {
    let finish = (): void => undefined;
    const last = new Promise<string>((resolve) => {
      finish = () => resolve('last');
    });
    const body = await streamOf(
      (async function* () {
        yield 'first ';
        yield await last;
      })(),
    );
    const chunks = body[Symbol.asyncIterator]();
    expect(String((await chunks.next()).value)).toBe('first ');
    finish();
    expect(String((await chunks.next()).value)).toBe('last');
    expect((await chunks.next()).done).toBe(true);
  });

  it('is an error where its first part cannot be made', async () => {
    const broken = (async function* (): AsyncGenerator<string> {
      yield await Promise.reject(new Error('storage is gone'));
    })();
    await expect(toFunctionsResponse({ ...ok, body: broken })).rejects.toThrow('storage is gone');
  });

  it('is cut, not ended, where a later part cannot be made', async () => {
    const body = await streamOf(
      (async function* () {
        yield 'first';
        throw new Error('storage is gone');
      })(),
    );
    await expect(Array.fromAsync(body)).rejects.toThrow('storage is gone');
  });

  it('makes no more parts for a reader who went away', async () => {
    let [made, ended] = [0, false];
    const body = await streamOf(
      (async function* () {
        try {
          for (; ; made += 1) yield 'x'.repeat(100_000);
        } finally {
          ended = true;
        }
      })(),
    );
    for await (const _ of body) break;
    expect({ ended, few: made < 10 }).toEqual({ ended: true, few: true });
  });

  it('may have no part at all', async () => {
    const body = await streamOf((async function* (): AsyncGenerator<string> {})());
    expect(await Array.fromAsync(body)).toEqual([]);
  });
});
