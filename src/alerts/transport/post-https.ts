import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { assertAllowedUrl } from './allowed-host.ts';
import { DeliveryError, lasting, passing } from './errors.ts';
import { allowedAddresses, pinnedLookup, type ResolveName } from './public-address.ts';
import { askedWaitMs } from './waiting.ts';

/** Where a channel may connect to. */
export interface ConnectionPolicy {
  readonly allowedHosts: readonly string[];
  readonly privateHosts: readonly string[];
  readonly resolve: ResolveName;
}

export interface HttpsPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For dates in `Retry-After`. */
  readonly now: Date;
}

const timeoutMs = 30_000;
/** Of an answer; far more than is shown, so that no secret is cut in two before it is masked. */
const readBytes = 8192;

/**
 * Posts once, to an allowed host at an allowed address, and follows nothing. Throws a `DeliveryError` for every answer but a 2xx:
 * one that may pass for network errors, 408, 425, 429 and 5xx.
 */
export async function postHttps(post: HttpsPost, policy: ConnectionPolicy): Promise<void> {
  const url = assertAllowedUrl(post.url, policy.allowedHosts);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const addresses = await allowedAddresses(url.hostname, policy.privateHosts, policy.resolve);
    const { status, headers, text } = await exchange(url, post, { lookup: pinnedLookup(addresses), signal });
    if (status >= 200 && status < 300) return;
    throw refusal(url.hostname, { status, text, retryAfter: headers['retry-after'], now: post.now });
  } catch (error) {
    if (error instanceof DeliveryError) throw error;
    throw passing(`${url.hostname} could not be reached: ${reasonOf(error)}.`, error);
  }
}

function exchange(url: URL, { headers, body }: HttpsPost, options: Pick<RequestOptions, 'lookup' | 'signal'>) {
  return new Promise<{ status: number; headers: IncomingMessage['headers']; text: string }>((resolve, reject) => {
    const sent = request(url, {
      ...options,
      method: 'POST',
      agent: false,
      headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'kubenet-audit' },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      readStart(response).then(
        (text) => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        reject,
      );
    });
    sent.end(body);
  });
}

/** The beginning of an answer; the rest is not waited for. */
async function readStart(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    chunks.push(Buffer.from(chunk));
    bytes += chunk.length;
    if (bytes >= readBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, readBytes).toString('utf8');
}

interface Refusal {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
  readonly now: Date;
}

function refusal(hostname: string, { status, text, retryAfter, now }: Refusal): DeliveryError {
  const said = text.trim() === '' ? '' : ` It says: ${text.replaceAll(/\s+/g, ' ').trim()}`;
  const message = `${hostname} answered ${status}.${said}`;
  if (status >= 300 && status < 400)
    return lasting(`${message} Redirects are not followed: set the address it leads to.`);
  const isPassing = [408, 425, 429].includes(status) || status >= 500;
  return isPassing ? passing(message, undefined, askedWaitMs(retryAfter, now)) : lasting(message);
}

/** An error of the network by its code: its message may hold the address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'for an unknown reason';
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return `no answer within ${timeoutMs / 1000} seconds`;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
