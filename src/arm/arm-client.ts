import { createHttpHeaders, createPipelineRequest, type PipelineResponse } from '@azure/core-rest-pipeline';
import { type ArmRead, armPath } from './arm-reads.ts';
import { AzureAnswerError } from './errors.ts';
import { record } from './json-record.ts';
import { createSender, type SenderOptions } from './send.ts';

/** Reads Azure Resource Manager. Nothing here can write. */
export interface ArmClient {
  /**
   * One resource, as ARM's JSON.
   * @throws {AzureRequestError} when Azure refused or did not answer
   * @throws {AzureAnswerError} when the answer is no JSON
   */
  get(read: ArmRead, parent: string): Promise<unknown>;
  /**
   * Every item of a list, page after page.
   * @throws {AzureRequestError} when a page was refused
   * @throws {AzureAnswerError} when a page links to another host, to a page already seen, or has no `value`
   */
  list(read: ArmRead, parent?: string): Promise<readonly unknown[]>;
  /** A query by POST (Resource Graph); same errors as `get`. */
  post(read: ArmRead, body: unknown): Promise<ArmAnswer>;
}

export interface ArmAnswer {
  readonly body: unknown;
  header(name: string): string | undefined;
}

export interface ArmClientOptions extends SenderOptions {
  /** Origin of ARM; links to any other origin are refused, so that the token goes nowhere else. */
  readonly endpoint: string;
}

export function createArmClient(options: ArmClientOptions): ArmClient {
  const endpoint = new URL(options.endpoint);
  const send = createSender(options);

  async function request(method: 'GET' | 'POST', url: URL, body?: unknown): Promise<ArmAnswer> {
    if (url.origin !== endpoint.origin) {
      throw new AzureAnswerError(
        `Azure answered with a link to another host, ${url.host}; it was not followed.`,
        url.pathname,
      );
    }
    const response = await send(
      createPipelineRequest({
        url: url.href,
        method,
        headers: createHttpHeaders({
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    return { body: parseJson(response, url.pathname), header: (name) => response.headers.get(name) };
  }

  const resolve = (read: ArmRead, parent?: string) => new URL(armPath(read, parent), endpoint);

  return {
    get: async (read, parent) => (await request('GET', resolve(read, parent))).body,
    post: (read, body) => request('POST', resolve(read), body),
    list: async (read, parent) => {
      const items: unknown[] = [];
      const seen = new Set<string>();
      for (let next: URL | undefined = resolve(read, parent); next !== undefined; ) {
        if (seen.has(next.href))
          throw new AzureAnswerError('Azure answered with a page it had already sent.', next.pathname);
        seen.add(next.href);
        const page = readPage((await request('GET', next)).body, next.pathname);
        items.push(...page.value);
        next = page.nextLink === undefined ? undefined : followingPage(page.nextLink, next);
      }
      return items;
    },
  };
}

function readPage(
  body: unknown,
  path: string,
): { readonly value: readonly unknown[]; readonly nextLink: string | undefined } {
  const page = record(body);
  const value = page?.['value'];
  if (!Array.isArray(value)) throw new AzureAnswerError('Azure answered a list without "value".', path);
  const nextLink = page?.['nextLink'];
  return { value, nextLink: typeof nextLink === 'string' && nextLink !== '' ? nextLink : undefined };
}

/** A link that is no address at all breaks the protocol as much as one to another host. */
function followingPage(nextLink: string, page: URL): URL {
  const next = URL.parse(nextLink, page.href);
  if (next === null) throw new AzureAnswerError('Azure answered with a link that is no address.', page.pathname);
  return next;
}

function parseJson(response: PipelineResponse, path: string): unknown {
  try {
    return JSON.parse(response.bodyAsText ?? '');
  } catch (cause) {
    throw new AzureAnswerError('Azure answered with something that is not JSON.', path, { cause });
  }
}
