import { countOf } from '../../model/count-of.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Sign-in with a certificate or a federated token is refused beyond this. */
const warnMs = 5 * 60_000;
/**
 * The shortest life of an access token: beyond it a fresh one looks expired here, or an expired one fresh.
 * @see https://learn.microsoft.com/entra/identity-platform/access-tokens#token-lifetime
 */
const errorMs = 60 * 60_000;

/** @param azure the moment Azure's answer names, whole seconds */
export function judgeClock(azure: Date | undefined, here: Date): Diagnosis {
  if (azure === undefined) return { level: 'note', text: 'Clock: Azure did not say what time it is.' };
  const differenceMs = here.getTime() - azure.getTime();
  const size = Math.abs(differenceMs);
  const side = differenceMs < 0 ? 'behind' : 'ahead of';
  const text = `Clock: this machine is ${durationText(size)} ${side} Azure`;
  if (size < 2000) return { level: 'ok', text: "Clock: as Azure's." };
  if (size <= warnMs) return { level: 'ok', text: `${text}.` };
  const advice = 'set it, or let it follow a time server';
  return size <= errorMs
    ? { level: 'warning', text: `${text}: some sign-ins are refused beyond 5 minutes; ${advice}.` }
    : { level: 'stop', text: `${text}: tokens are not valid at both times; ${advice}.` };
}

function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? countOf(minutes, 'minute') : `${Math.round(minutes / 60)} hours`;
}
