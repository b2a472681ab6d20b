import type { AlertEvent } from '../../model/alert.ts';
import { momentText } from '../../words/dates.ts';
import { plainLine, shortened } from '../../words/plain-text.ts';
import { counted } from '../../words/words.ts';
import { eventLabel, eventUrl, type Notice } from './notice.ts';

/**
 * Teams refuses a message above about 28 KB, envelope and all; one library met the limit at 21 KB.
 * @see https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
const budgetBytes = 20 * 1024;

/** More do not read well on a phone. */
const mostEvents = 10;

const longest = { title: 160, name: 80, text: 260 } as const;

/** The message that a Teams workflow takes: an Adaptive Card in its envelope, as JSON. Events beyond the budget are counted. */
export function teamsMessage(notice: Notice): string {
  for (let shown = Math.min(mostEvents, notice.events.length); shown > 0; shown -= 1) {
    const message = JSON.stringify(envelope(adaptiveCard(notice, shown)));
    if (Buffer.byteLength(message) <= budgetBytes) return message;
  }
  return JSON.stringify(envelope(adaptiveCard({ ...notice, summary: [] }, 0)));
}

function envelope(content: object) {
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content };
  return { type: 'message', attachments: [attachment] };
}

function adaptiveCard(notice: Notice, shown: number) {
  const { reportUrl, events, summary, linkHint, title } = notice;
  const more = events.length - shown;
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.4',
    msteams: { width: 'Full' },
    fallbackText: cardText(`kubenet-audit: ${title}`, longest.title),
    body: [
      richText([{ text: cardText(title, longest.title), weight: 'Bolder', size: 'Large' }]),
      ...events.slice(0, shown).map((event) => eventContainer(notice, event)),
      ...(more > 0 ? [richText([{ text: `And ${counted(more, 'more notice')} in the report.` }])] : []),
      ...summary.map((sentence, index) => ({
        ...richText([{ text: cardText(sentence, longest.text), isSubtle: true }]),
        ...(index === 0 ? { separator: true, spacing: 'Medium' } : { spacing: 'Small' }),
      })),
      ...(linkHint === null ? [] : [richText([{ text: linkHint, isSubtle: true, size: 'Small' }])]),
    ],
    ...(reportUrl === null ? {} : { actions: [{ type: 'Action.OpenUrl', title: 'Open report', url: reportUrl }] }),
  };
}

/** Colour says how bad it is, and so does the word in front. */
const styles = {
  blocker: 'attention',
  high: 'attention',
  medium: 'warning',
  low: 'emphasis',
  info: 'emphasis',
} as const;

function eventContainer(notice: Notice, event: AlertEvent) {
  const url = eventUrl(notice, event);
  const link = url === null ? {} : { selectAction: { type: 'Action.OpenUrl', url } };
  const { cluster, transition, severity, title, detail, code, since } = event;
  const label = [eventLabel(event), ...(code === null ? [] : [code])].join(' · ');
  const open = since === null ? '' : `Was open since ${momentText(since)}. `;
  return {
    type: 'Container',
    style: transition === 'closed' ? 'good' : styles[severity],
    spacing: 'Small',
    items: [
      richText([{ text: label, weight: 'Bolder', size: 'Small' }]),
      ...(cluster === null
        ? []
        : [richText([{ text: cardText(cluster.name, longest.name), weight: 'Bolder', ...link }], 'None')]),
      richText([{ text: cardText(title, longest.text) }], 'Small'),
      ...(open + detail === ''
        ? []
        : [richText([{ text: cardText(`${open}${detail}`, longest.text), isSubtle: true }], 'Small')]),
    ],
  };
}

/** Never a TextBlock: that reads Markdown, and names are other people's. A run of text is shown as it is. */
function richText(runs: readonly object[], spacing = 'Default') {
  return { type: 'RichTextBlock', spacing, inlines: runs.map((run) => ({ type: 'TextRun', ...run })) };
}

/** `{{DATE(…)}}` and its like are the one thing that a run of text does act upon. */
function cardText(text: string, max: number): string {
  const shown = shortened(plainLine(text), max)
    .replaceAll('{{', '{\u2060{')
    // Runs of text wrap at spaces only: a longer name would leave the card.
    .replace(/[^\s-]{30}(?=[^\s-])/gu, '$&\u200B');
  return shown === '' ? '(no text)' : shown;
}
