import type { LiveSince } from '../model/live-since.ts';
import { dateText } from './dates.ts';

/** `since 3 Oct 2026`; empty where nothing is known. */
export function sinceText(since: LiveSince | undefined): string {
  if (since === undefined) return '';
  const date = dateText(since.asOf);
  switch (since.before) {
    case 'absent':
      return `since ${date}`;
    case 'noAudit':
      return `since the first audit, ${date}`;
    case 'notKnown':
      return `since ${date} or earlier`;
    default:
      return since.before satisfies never;
  }
}

/** The line of a live problem, and since when as a sentence after it. */
export function withSince(line: string, since: LiveSince | undefined): string {
  const text = sinceText(since);
  return text === '' ? line : `${line.replace(/\.$/, '')}. S${text.slice(1)}.`;
}
