import type { AlertEvent } from '../../model/alert.ts';
import { momentText } from '../../words/dates.ts';
import { plainLine, shortened } from '../../words/plain-text.ts';
import { counted } from '../../words/words.ts';
import { eventLabel, eventUrl, type Notice } from './notice.ts';

/** What a person reads in a mail; the rest is in the attachment and behind the link. */
export const mostMailEvents = 20;

/** One line without control characters: nothing can be added to the headers through it. */
export function mailSubject({ title }: Pick<Notice, 'title'>): string {
  return shortened(plainLine(`kubenet-audit: ${title}`), 150);
}

/** The text part of a mail. */
export function mailText(notice: Notice, attachment: string): string {
  const { title, events, summary, reportUrl, linkHint } = notice;
  const more = events.length - mostMailEvents;
  const blocks = [
    plainLine(title),
    ...events.slice(0, mostMailEvents).map((event) => eventText(notice, event)),
    ...(more > 0 ? [`And ${counted(more, 'more notice')} in the report.`] : []),
    summary.map(plainLine).join('\n'),
    ...(reportUrl === null ? [] : [`Report: ${reportUrl}`]),
    ...(linkHint === null ? [] : [linkHint]),
    attachment,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function eventText(notice: Notice, event: AlertEvent): string {
  const { cluster, code, title, detail, since } = event;
  const head = [eventLabel(event), cluster?.name, code].filter((part) => part !== null && part !== undefined);
  const url = eventUrl(notice, event);
  const lines = [
    head.join(' · '),
    title,
    since === null ? '' : `Was open since ${momentText(since)}.`,
    detail,
    cluster === null ? '' : cluster.id,
    url ?? '',
  ];
  return lines
    .map(plainLine)
    .filter((line) => line !== '')
    .join('\n  ');
}
