import type { Preview } from '../alerts/preview.ts';
import { eventLabel } from '../alerts/render/notice.ts';
import { momentText } from '../words/dates.ts';
import { plainLine } from '../words/plain-text.ts';
import { counted, numberText } from '../words/words.ts';

/** Each event with a line for each channel, and a last line that counts. */
export async function* previewText(previews: AsyncIterable<Preview>): AsyncGenerator<string> {
  let events = 0;
  let heard = 0;
  for await (const preview of previews) {
    events += 1;
    if (preview.lines.some(({ hears }) => hears)) heard += 1;
    yield eventText(preview);
  }
  yield events === 0
    ? 'This audit has nothing to say.\n'
    : `${counted(events, 'event')}, ${numberText(heard)} of them heard by a channel.\n`;
}

function eventText({ event, lines }: Preview): string {
  const { cluster, code, severity, title, detail } = event;
  const head = [eventLabel(event), cluster?.name, code, severity].filter((part) => part !== null && part !== undefined);
  const to = lines.length === 0 ? ['No channel is set up.'] : lines.map(channelText);
  const rest = [title, detail, ...to].filter((line) => line !== '').map((line) => `  ${plainLine(line)}\n`);
  return `${plainLine(head.join(' · '))}\n${rest.join('')}\n`;
}

function channelText({ channel, hears, why, dueAt }: Preview['lines'][number]): string {
  if (!hears) return `not to ${channel}: ${why}`;
  const when = dueAt === undefined ? 'at once' : `in the digest of ${momentText(dueAt.toISOString())}`;
  return `to ${channel}, ${when}: ${why}`;
}
