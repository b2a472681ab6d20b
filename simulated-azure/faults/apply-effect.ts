import { graphPath } from '../graph/answer-graph.ts';
import { graphError } from '../graph/graph-error.ts';
import { type Answer, armError } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';
import type { Strike } from './fault-registry.ts';
import type { FaultEffect } from './fault-rule.ts';
import { repeatPage, withRows } from './page-body.ts';

/** What a fault makes of an answer. Effects that act elsewhere (on the connection, inside Resource Graph) leave it as it is. */
export function applyEffect({ effect, memory }: Strike, answer: Answer, incoming: Incoming, now: Date): Answer {
  switch (effect.kind) {
    case 'status':
      return statusAnswer(effect);
    case 'html':
      return {
        status: effect.status ?? 200,
        text: '<!DOCTYPE html><html><body><h1>Service Unavailable</h1></body></html>',
      };
    case 'truncatedJson': {
      const text = JSON.stringify(answer.json ?? {});
      const headers = { ...answer.headers, 'content-type': 'application/json; charset=utf-8' };
      return { status: answer.status, headers, text: text.slice(0, Math.ceil(text.length / 2)) };
    }
    case 'emptyPage':
      return repeatPage(
        withRows(answer, () => []),
        incoming,
      );
    case 'repeatedNextLink':
      return repeatPage(answer, incoming);
    case 'foreignNextLink':
      return withForeignNextLink(answer, effect.host, incoming);
    case 'expiredSkipToken':
      return expiredSkipToken(incoming, now);
    case 'resultTruncated':
      return withTruncation(answer);
    case 'oldBody':
      return withOldBodies(answer, effect.resources);
    case 'duplicateRows':
      return withRows(answer, (rows) => {
        const again = memory.lastRow === undefined ? rows : [memory.lastRow, ...rows];
        memory.lastRow = rows.at(-1);
        return again;
      });
    case 'cut':
    case 'hang':
    case 'slow':
    case 'dropSubscription':
      return answer;
    default:
      return effect satisfies never;
  }
}

function expiredSkipToken(incoming: Incoming, now: Date): Answer {
  const detail = { code: 'InvalidSkipToken', message: 'The skip token in the request is invalid or has expired.' };
  const isGraph = incoming.url.pathname.toLowerCase() === graphPath;
  return isGraph ? graphError(400, 'BadRequest', [detail], now) : armError(400, detail.code, detail.message, {});
}

const standardCodes: Readonly<Record<number, string>> = {
  403: 'AuthorizationFailed',
  404: 'ResourceNotFound',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  503: 'ServerBusy',
};

function statusAnswer(effect: Extract<FaultEffect, { kind: 'status' }>): Answer {
  const { status, headers, retryAfter } = effect;
  const code = effect.code ?? standardCodes[status] ?? 'Error';
  const json = effect.json ?? { error: { code, message: effect.message ?? `The request failed with ${code}.` } };
  const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return { status, headers: { ...wait, ...headers }, json };
}

function withForeignNextLink(answer: Answer, host: string, incoming: Incoming): Answer {
  if (!isObject(answer.json)) return answer;
  const current = answer.json['nextLink'];
  const link = new URL(typeof current === 'string' ? current : incoming.url.href);
  return { ...answer, json: { ...answer.json, nextLink: `https://${host}${link.pathname}${link.search}` } };
}

function withTruncation(answer: Answer): Answer {
  const cut = withRows(answer, (rows) => rows.slice(0, Math.ceil(rows.length / 2)));
  if (!isObject(cut.json)) return cut;
  const { $skipToken: _none, ...rest } = cut.json;
  return { ...cut, json: { ...rest, resultTruncated: 'true' } };
}

function withOldBodies(answer: Answer, resources: readonly { readonly id: string }[]): Answer {
  const older = new Map(resources.map((each) => [each.id.toLowerCase(), each]));
  const replace = (row: unknown) =>
    isObject(row) && typeof row['id'] === 'string' ? (older.get(row['id'].toLowerCase()) ?? row) : row;
  const replaced = withRows(answer, (rows) => rows.map(replace));
  return replaced === answer ? { ...answer, json: replace(answer.json) } : replaced;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
