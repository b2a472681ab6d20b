import { type SendChoice, weekdays } from './settings/schema.ts';

/** An event this close to a digest waits for the next one: the audit that found it may still be writing. */
const graceMs = 15 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

/** The first time of the digest, in UTC, that an event found now can still make. */
export function nextDigest(send: Exclude<SendChoice, { when: 'immediate' }>, now: Date): Date {
  const [hours = 0, minutes = 0] = send.at.split(':').map(Number);
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), hours, minutes);
  const first = new Date(today + (today - now.getTime() > graceMs ? 0 : dayMs));
  if (send.when === 'daily') return first;
  const wait = (weekdays.indexOf(send.on) - first.getUTCDay() + 7) % 7;
  return new Date(first.getTime() + wait * dayMs);
}
