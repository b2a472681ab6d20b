import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Answer } from './answer.ts';
import type { Incoming } from './incoming.ts';

/** The bytes of an answer as they go over the wire, with the headers that describe them. */
interface WireBody {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** Turns an answer into bytes: JSON or text, gzipped when the client asked for it and the body is of that size. */
function wireBody(answer: Answer, incoming: Incoming, gzipFromBytes: number): WireBody {
  const text = answer.json === undefined ? (answer.text ?? '') : JSON.stringify(answer.json);
  const bytes = Buffer.from(text, 'utf8');
  const type = answer.json === undefined ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
  const takesGzip = /\bgzip\b/.test(incoming.headers['accept-encoding'] ?? '');
  if (!takesGzip || bytes.length < gzipFromBytes) return { headers: { 'content-type': type }, bytes };
  return {
    headers: { 'content-type': type, 'content-encoding': 'gzip', vary: 'Accept-Encoding' },
    bytes: gzipSync(bytes, { level: 1 }),
  };
}

/** Sends an answer, chunked as Azure's front ends do: no `Content-Length`. */
export function send(response: ServerResponse, answer: Answer, incoming: Incoming, gzipFromBytes: number): void {
  const { headers, bytes } = wireBody(answer, incoming, gzipFromBytes);
  writeHead(response, answer, headers);
  if (incoming.method !== 'HEAD') response.write(bytes);
  response.end();
}

/** Sends the head and the first half of the body, then cuts the connection. */
export function sendCut(response: ServerResponse, answer: Answer, incoming: Incoming, gzipFromBytes: number): void {
  const { headers, bytes } = wireBody(answer, incoming, gzipFromBytes);
  writeHead(response, answer, headers);
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.destroy());
}

function writeHead(response: ServerResponse, answer: Answer, headers: Readonly<Record<string, string>>): void {
  response.writeHead(answer.status, { ...headers, ...answer.headers });
}
