import type { Agent as HttpAgent, IncomingMessage } from 'node:http';
import { Agent, request as openRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflate } from 'node:zlib';
import { createHttpHeaders, type HttpClient, type PipelineRequest, RestError } from '@azure/core-rest-pipeline';

/**
 * Sends requests over TLS and reads answers whole. In place of the SDK's own client, which waits without end for a compressed body
 * whose connection was cut: it pipes the answer into the decompression, and a pipe does not hand on that its source is gone.
 * Everything else (proxy, certificates, headers) the SDK's policies have put into the request.
 */
export function createHttpClient(): HttpClient {
  const standardAgent = new Agent({ keepAlive: true });
  return {
    sendRequest: async (request) => {
      try {
        const answer = await exchange(request, standardAgent);
        const headers = createHttpHeaders(textHeaders(answer));
        return { request, headers, status: answer.statusCode ?? 0, bodyAsText: await readText(answer) };
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        // Without the request, which holds the token.
        throw new RestError(error.message, {
          code: 'code' in error && typeof error.code === 'string' ? error.code : error.name,
        });
      }
    },
  };
}

function exchange(request: PipelineRequest, standardAgent: Agent): Promise<IncomingMessage> {
  const { url, method, body, abortSignal, tlsSettings } = request;
  // The SDK names few members of an agent; its proxy policy puts one of Node's there.
  const agent = (request.agent as HttpAgent | undefined) ?? standardAgent;
  const headers = request.headers.toJSON({ preserveCase: true });
  return new Promise((resolve, reject) => {
    if (abortSignal?.aborted) throw new Error('The request was given up before it was sent.');
    const outgoing = openRequest(url, { ...tlsSettings, agent, method, headers }, resolve);
    outgoing.once('error', reject);
    // Ends the answer too, when its head is there and its body is still to come.
    abortSignal?.addEventListener('abort', () => outgoing.destroy(new Error('The request was given up.')));
    outgoing.end(typeof body === 'string' ? body : undefined);
  });
}

/** @throws when the connection ends before the body does */
async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) chunks.push(chunk);
  };
  const decoder = decoderFor(answer.headers['content-encoding']);
  await (decoder === undefined ? pipeline(answer, collect) : pipeline(answer, decoder, collect));
  return Buffer.concat(chunks).toString('utf8');
}

function decoderFor(encoding: string | undefined): Duplex | undefined {
  switch (encoding?.toLowerCase()) {
    case 'gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    default:
      return undefined;
  }
}

function textHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
    ),
  );
}
