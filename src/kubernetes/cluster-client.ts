import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { retryAfterMs } from '../model/retry-after.ts';
import type { ClusterAccess } from './kubeconfig.ts';

/** What a cluster's API said. */
export interface ClusterAnswer {
  readonly status: number;
  readonly text: string;
  /** Milliseconds that it asks to wait, a date against its own clock; undefined where it does not say. */
  readonly retryAfterMs: number | undefined;
}

/** Sends GET requests to one cluster, over connections of its own. */
export interface ClusterClient {
  get(url: URL, accept: string, signal: AbortSignal): Promise<ClusterAnswer>;
  close(): void;
}

/**
 * Trusts the cluster's own authority and signs in as its kubeconfig says; through HTTPS_PROXY, but for NO_PROXY, as Node.js reads them.
 * Redirects are not followed: they could carry the token away.
 */
export function createClusterClient(access: ClusterAccess, token: string | undefined): ClusterClient {
  const { caData, tlsServerName, signIn } = access;
  const tls = {
    ...(caData === undefined ? {} : { ca: decoded(caData) }),
    ...(tlsServerName === undefined ? {} : { servername: tlsServerName }),
    ...(signIn.kind === 'certificate' ? { cert: decoded(signIn.certData), key: decoded(signIn.keyData) } : {}),
  };
  const agent = new Agent({ keepAlive: true, proxyEnv: process.env, ...tls });
  const bearer = signIn.kind === 'token' ? signIn.token : token;
  return {
    async get(url, accept, signal) {
      const headers = {
        accept,
        'user-agent': 'kubenet-audit',
        ...(bearer === undefined || signIn.kind === 'certificate' ? {} : { authorization: `Bearer ${bearer}` }),
      };
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        request(url, { agent, headers, signal, ...tls }, resolve)
          .once('error', reject)
          .end();
      });
      return {
        status: response.statusCode ?? 0,
        text: await text(response),
        retryAfterMs: retryAfterMs(response.headers['retry-after'], new Date(response.headers.date ?? '')),
      };
    },
    close: () => agent.destroy(),
  };
}

function decoded(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}
