import type { AlertEvent } from '../../model/alert.ts';
import { momentText } from '../../words/dates.ts';
import { plainLine, shortened } from '../../words/plain-text.ts';
import { counted } from '../../words/words.ts';
import { eventLabel, type Notice } from './notice.ts';

/** Slack takes 50 blocks, 150 characters in a header and 3,000 in a section, after escaping. */
const mostEvents = 20;
const longest = { header: 140, text: 500 } as const;

/** The JSON that an incoming webhook of Slack takes. Texts are plain: nothing in them formats, links or mentions anybody. */
export function slackMessage({ title, events, summary, reportUrl, linkHint }: Notice): string {
  const more = events.length - mostEvents;
  const foot = [
    ...(more > 0 ? [`And ${counted(more, 'more notice')} in the report.`] : []),
    ...summary,
    ...(linkHint === null ? [] : [linkHint]),
  ];
  return JSON.stringify({
    text: slackText(`kubenet-audit: ${title}`, longest.text),
    mrkdwn: false,
    unfurl_links: false,
    blocks: [
      { type: 'header', text: plain(slackText(title, longest.header)) },
      ...events.slice(0, mostEvents).map(eventBlock),
      ...(foot.length === 0
        ? []
        : [{ type: 'context', elements: foot.map((text) => plain(slackText(text, longest.text))) }]),
      ...(reportUrl === null
        ? []
        : [{ type: 'actions', elements: [{ type: 'button', text: plain('Open report'), url: reportUrl }] }]),
    ],
  });
}

function eventBlock(event: AlertEvent) {
  const { cluster, code, title, detail, since } = event;
  const head = [eventLabel(event), cluster?.name, code]
    .filter((part) => part !== null && part !== undefined)
    .join(' · ');
  const open = since === null ? '' : `Was open since ${momentText(since)}. `;
  const lines = [head, title, `${open}${detail}`]
    .map((line) => slackText(line, longest.text))
    .filter((line) => line !== '');
  return { type: 'section', text: plain(lines.join('\n')) };
}

function plain(text: string) {
  return { type: 'plain_text', text, emoji: false };
}

/**
 * These three are control characters in every text object, and nothing else is to be escaped.
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
function slackText(text: string, max: number): string {
  return shortened(plainLine(text), max).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
