import { request as httpsRequest } from 'node:https';
import type { SimulatedAzure } from '../../../simulated-azure/start.ts';
import { credentialFor } from './simulation.ts';
import type { auditor } from './small-estate.ts';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  /** The body as JSON. Throws when it is none. */
  json(): Body;
}

/** As much of ARM's bodies as the tests look at. */
interface Body {
  readonly value?: readonly { readonly id: string; readonly properties?: Readonly<Record<string, unknown>> }[];
  readonly nextLink?: string;
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly details?: readonly { readonly code: string; readonly message: string }[];
  };
  readonly [key: string]: unknown;
}

/** A request without any SDK, to see what the SDKs hide. `path` may be a whole address. */
export function rawRequest(
  azure: SimulatedAzure,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<RawAnswer> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const url = new URL(path, azure.armEndpoint);
    const request = httpsRequest(url, { method, headers, ca: azure.caPem, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const json = (): Body => JSON.parse(bytes.toString('utf8'));
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, json });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** The header that signs a request as the auditor, or as somebody else. */
export async function authorization(azure: SimulatedAzure, as?: typeof auditor): Promise<{ authorization: string }> {
  const { token } = await credentialFor(azure, as).getToken('https://management.azure.com/.default');
  return { authorization: `Bearer ${token}` };
}

/** The same, signed. */
export async function signedRequest(
  azure: SimulatedAzure,
  path: string,
  options: Parameters<typeof rawRequest>[2] & { as?: typeof auditor } = {},
): Promise<RawAnswer> {
  const signed = await authorization(azure, options.as);
  return rawRequest(azure, path, { ...options, headers: { ...signed, ...options.headers } });
}
