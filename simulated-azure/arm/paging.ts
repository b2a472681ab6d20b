import { createHash, createHmac } from 'node:crypto';
import type { SimulationState } from '../simulation-state.ts';
import { type Answer, armError } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';
import type { ArmRead } from './arm-read.ts';

/** One page of rows; `nextLink` is absolute, on the host that the client used. */
interface Page {
  readonly rows: readonly unknown[];
  readonly nextLink: string | null;
}

/** Cuts the page that the request's `$skiptoken` stands for. The rows are those of now: a list may shift between pages. */
export function pageOf(rows: readonly unknown[], { incoming, rule, state }: ArmRead): Page | Answer {
  const offset = readSkipToken(incoming.url.searchParams.get('$skiptoken'), listOf(incoming), state);
  if (offset === null) {
    return armError(400, 'InvalidSkipToken', 'The skip token in the request is invalid or has expired.', {});
  }
  const pageSize = pageSizeOf(rule.type, rule.pageSize, state);
  const end = offset + pageSize;
  const more = end < rows.length;
  return { rows: rows.slice(offset, end), nextLink: more ? linkTo(end, incoming, state) : null };
}

function pageSizeOf(type: string, standard: number, state: SimulationState): number {
  const set = Object.entries(state.settings.pageSizes).find(([key]) => key.toLowerCase() === type.toLowerCase());
  return set?.[1] ?? standard;
}

function linkTo(offset: number, incoming: Incoming, state: SimulationState): string {
  const next = new URL(incoming.url);
  next.searchParams.delete('$skiptoken');
  const separator = next.search === '' ? '?' : '&';
  return `${next.href}${separator}$skiptoken=${makeSkipToken(offset, listOf(incoming), state)}`;
}

/** What a token belongs to: the same path, filter and expansion. */
function listOf({ url }: Incoming): string {
  const query = [...url.searchParams].filter(([name]) => name.toLowerCase() !== '$skiptoken').sort();
  return createHash('sha256')
    .update(`${url.pathname.toLowerCase()}${JSON.stringify(query)}`)
    .digest('base64url')
    .slice(0, 16);
}

/** An opaque token for a place in a list, good for the settings' life time. */
export function makeSkipToken(offset: number, list: string, state: SimulationState): string {
  const expires = state.now().getTime() + state.settings.skipTokenLifetimeSeconds * 1000;
  const content = Buffer.from(JSON.stringify({ offset, list, expires })).toString('base64url');
  return `${content}${signature(content, state)}`;
}

const signatureLength = 22;

/** The place that a token stands for: 0 without one, null when it is forged, expired, or another list's. */
export function readSkipToken(token: string | null | undefined, list: string, state: SimulationState): number | null {
  if (token === null || token === undefined || token === '') return 0;
  const content = token.slice(0, -signatureLength);
  if (signature(content, state) !== token.slice(-signatureLength)) return null;
  const parsed: { offset: number; list: string; expires: number } = JSON.parse(
    Buffer.from(content, 'base64url').toString('utf8'),
  );
  return parsed.list === list && parsed.expires > state.now().getTime() ? parsed.offset : null;
}

function signature(content: string, state: SimulationState): string {
  return createHmac('sha256', state.skipTokenKey).update(content).digest('base64url').slice(0, signatureLength);
}
