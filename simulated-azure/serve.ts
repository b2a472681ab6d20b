import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { answerArm } from './arm/arm.ts';
import { authenticate } from './arm/authenticate.ts';
import { answerCloudMetadata, asksForCloudMetadata } from './arm/cloud-metadata.ts';
import { answerEntra } from './entra/entra.ts';
import { answerManagedIdentity } from './entra/managed-identity.ts';
import { applyEffect } from './faults/apply-effect.ts';
import type { FaultRegistry, Strike } from './faults/fault-registry.ts';
import { answerGraph, graphPath } from './graph/answer-graph.ts';
import { answerKubernetes } from './kubernetes/kubernetes.ts';
import type { SimulationState } from './simulation-state.ts';
import type { Answer } from './wire/answer.ts';
import { type Incoming, readIncoming } from './wire/incoming.ts';
import { platformHeaders } from './wire/platform-headers.ts';
import type { LoggedRequest, ServiceName } from './wire/request-log.ts';
import { send, sendCut } from './wire/send.ts';

/** What every listener needs beside the state. */
interface Serving {
  readonly state: SimulationState;
  readonly faults: FaultRegistry;
  readonly log: (request: LoggedRequest) => void;
}

type Address = 'arm' | 'entra' | 'identity' | 'kubernetes';

interface Handled {
  readonly answer: Answer;
  readonly principal: string | null;
}

/** A listener for one address: read, strike, answer, log, send. */
export function listenerFor(address: Address, serving: Serving): RequestListener {
  return (request, response) => {
    handle(address, request, response, serving).catch((error: unknown) => {
      // A client that went away while it was still sending is its own affair; anything else is a defect made visible.
      if (request.destroyed && !request.complete) return;
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(`The simulated Azure failed: ${message}`);
    });
  };
}

async function handle(
  address: Address,
  request: IncomingMessage,
  response: ServerResponse,
  serving: Serving,
): Promise<void> {
  const scheme = address === 'identity' ? 'http' : 'https';
  const incoming = await readIncoming(request, `${scheme}://${request.headers.host ?? 'localhost'}`);
  const service = serviceOf(address, incoming);
  const query = service === 'graph' ? queryText(incoming.body) : null;
  const path = `${incoming.url.pathname}${incoming.url.search}`;
  const strike = serving.faults.strike({ service, method: incoming.method, path, query });
  const entry = { service, method: incoming.method, path, query, fault: strike?.name ?? null };
  const at = serving.state.now();
  if (strike?.effect.kind === 'hang') {
    serving.log({ ...entry, status: 0, principal: null, at: at.toISOString() });
    return;
  }
  if (strike?.effect.kind === 'slow') await serving.state.wait(strike.effect.delayMs);

  const handled = await answerService(service, incoming, strike, serving.state);
  const struck = strike === null ? handled.answer : applyEffect(strike, handled.answer, incoming, at);
  const answer = {
    ...struck,
    headers: { ...platformHeaders(incoming, at, serving.state.settings.region), ...struck.headers },
  };
  serving.log({ ...entry, status: answer.status, principal: handled.principal, at: at.toISOString() });
  const { gzipFromBytes } = serving.state.settings;
  if (strike?.effect.kind === 'cut') sendCut(response, answer, incoming, gzipFromBytes);
  else send(response, answer, incoming, gzipFromBytes);
}

function serviceOf(address: Address, { method, url }: Incoming): ServiceName {
  if (address !== 'arm') return address;
  return method === 'POST' && url.pathname.toLowerCase() === graphPath ? 'graph' : 'arm';
}

async function answerService(
  service: ServiceName,
  incoming: Incoming,
  strike: Strike | null,
  state: SimulationState,
): Promise<Handled> {
  if (service === 'entra') return { answer: await answerEntra(incoming, state), principal: null };
  if (service === 'identity') return { answer: await answerManagedIdentity(incoming, state), principal: null };
  if (asksForCloudMetadata(incoming)) return { answer: answerCloudMetadata(incoming, state), principal: null };
  if (service === 'kubernetes') return { answer: await answerKubernetes(incoming, state), principal: null };
  const caller = await authenticate(incoming, state);
  if ('status' in caller) return { answer: caller, principal: null };
  if (service === 'arm') return { answer: answerArm(incoming, caller, state), principal: caller.clientId };
  const dropped = strike?.effect.kind === 'dropSubscription' ? [strike.effect.subscriptionId] : [];
  return { answer: answerGraph(incoming, { principal: caller, dropped }, state), principal: caller.clientId };
}

function queryText(body: string): string | null {
  try {
    const parsed: unknown = JSON.parse(body);
    const query = typeof parsed === 'object' && parsed !== null && 'query' in parsed ? parsed.query : null;
    return typeof query === 'string' ? query : null;
  } catch {
    // The service itself answers a body that is no JSON; for faults and the log it has no query.
    return null;
  }
}
