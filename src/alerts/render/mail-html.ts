import type { AlertEvent } from '../../model/alert.ts';
import { momentText } from '../../words/dates.ts';
import { type Html, html, markupOf } from '../../words/html-escape.ts';
import { plainLine } from '../../words/plain-text.ts';
import { counted } from '../../words/words.ts';
import { mostMailEvents } from './mail-text.ts';
import { eventLabel, eventUrl, type Notice } from './notice.ts';

/** The HTML part of a mail: styles inline, no image, no script, nothing fetched. */
export function mailHtml(notice: Notice, attachment: string): string {
  const { title, events, summary, reportUrl, linkHint } = notice;
  const more = events.length - mostMailEvents;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body style="margin:0;padding:16px;font:15px/1.5 -apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#1b1f24;background:#fff">
<div style="max-width:640px;margin:0 auto">
<h1 style="font-size:20px;line-height:1.3;margin:0 0 16px">${plainLine(title)}</h1>
${events.slice(0, mostMailEvents).map((event) => eventHtml(notice, event))}
${more > 0 ? html`<p>And ${counted(more, 'more notice')} in the report.</p>` : null}
${summary.map((sentence) => html`<p style="margin:0 0 6px">${plainLine(sentence)}</p>`)}
${reportUrl === null ? null : html`<p style="margin:16px 0"><a href="${reportUrl}">Open report</a></p>`}
${[linkHint, attachment].map((text) => (text === null || text === '' ? null : html`<p style="font-size:13px;color:#57606a">${text}</p>`))}
</div></body></html>
`;
  return markupOf(page);
}

/** Dark enough on white for text, and never without the word. */
const colours = { blocker: '#b42318', high: '#b42318', medium: '#8a4b00', low: '#57606a', info: '#57606a' } as const;
const overColour = '#1a6334';

function eventHtml(notice: Notice, event: AlertEvent): Html {
  const { cluster, transition, severity, code, title, detail, since } = event;
  const colour = transition === 'closed' ? overColour : colours[severity];
  const label = [eventLabel(event), ...(code === null ? [] : [code])].join(' · ');
  const url = eventUrl(notice, event);
  return html`<div style="border-left:4px solid ${colour};padding:2px 0 2px 12px;margin:0 0 16px">
<div style="font-size:13px;font-weight:600;color:${colour}">${label}</div>
${cluster === null ? null : html`<div style="font-weight:600"><bdi>${url === null ? plainLine(cluster.name) : html`<a href="${url}">${plainLine(cluster.name)}</a>`}</bdi></div>`}
<div>${plainLine(title)}</div>
${since === null ? null : html`<div>Was open since ${momentText(since)}.</div>`}
${detail === '' ? null : html`<div style="color:#57606a">${plainLine(detail)}</div>`}
${cluster === null ? null : html`<div style="font-size:12px;color:#57606a;overflow-wrap:anywhere"><bdi>${plainLine(cluster.id)}</bdi></div>`}
</div>
`;
}
