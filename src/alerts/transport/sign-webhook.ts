import { createHmac } from 'node:crypto';
import { lasting } from './errors.ts';

/**
 * Headers of the Standard Webhooks: an HMAC-SHA256 over id, time and body, so that a receiver can tell who sent it, that nothing was
 * changed, and that it is not an old one sent again.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signatureHeaders(body: string, id: string, now: Date, secret: string): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

const prefix = 'whsec_';
const shortestKey = 16;

function keyOf(secret: string): Buffer {
  const key = secret.startsWith(prefix) ? Buffer.from(secret.slice(prefix.length), 'base64') : Buffer.from(secret);
  if (key.length >= shortestKey) return key;
  throw lasting(`The signing secret is too short: ${shortestKey} bytes at least.`);
}
