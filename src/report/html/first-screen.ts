import { kubenetAnnouncement } from '../../model/deadline.ts';
import type { ReportHead, Summary, Verdict } from '../../model/report.ts';
import { dateText, momentText } from '../dates.ts';
import type { ClusterRow } from '../overview.ts';
import {
  answerSentence,
  coverageSentence,
  deadlineSentence,
  isNothingRead,
  paceSentence,
  quietSentence,
  verdictCountsText,
} from '../sentences.ts';
import { counted, filterText, numberText, rateText, verdictsByUrgency, verdictWords } from '../words.ts';
import { type Html, html } from './escape.ts';
import { clusterAnchor } from './links.ts';

/** What a reader must see in ten seconds, without scrolling. */
export function firstScreen(head: ReportHead, rows: readonly ClusterRow[]): Html {
  return html`
<header class="masthead">
<p class="muted">kubenet-audit · as of ${momentText(head.asOf)}</p>
<h1>${answerSentence(head)}</h1>
<p class="lead">${paceSentence(head)}</p>
${filterNotice(head, rows)}</header>
${burningNow(head, rows)}
<div class="stand">
${deadline(head)}
${verdictCounts(head)}
${coverage(head)}
</div>`;
}

function filterNotice({ filter, summary }: ReportHead, rows: readonly ClusterRow[]): Html | null {
  if (filter === undefined) return null;
  return html`<p class="notice">This is a part of the report: ${numberText(rows.length)} of ${counted(summary.kubenet, 'kubenet cluster')} shown (<bdi>${filterText(filter)}</bdi>). The figures here are the whole estate’s.</p>
`;
}

const burningShown = 6;

function burningNow(head: ReportHead, rows: readonly ClusterRow[]): Html | null {
  const lines = rows.flatMap((row) => row.live.map((line) => burningLine(row, line)));
  if (rows.length === 0) return null;
  if (lines.length === 0) return html`<p class="quiet">${quietSentence(rows)}</p>`;
  const more = lines.slice(burningShown);
  return html`<section class="burning" aria-labelledby="burning">
<h2 id="burning">Burning now</h2>
<ul class="plain">${lines.slice(0, burningShown)}</ul>
${more.length === 0 ? null : html`<details><summary>${numberText(more.length)} more</summary><ul class="plain">${more}</ul></details>`}
<p class="small muted">Traffic is lost in ${counted(new Set(rows.filter((row) => row.live.length > 0)).size, 'cluster')}, seen ${momentText(head.run.finishedAt)}.</p>
</section>`;
}

function burningLine({ key, name }: ClusterRow, line: string): Html {
  return html`<li><a href="${clusterAnchor(key)}"><bdi>${name}</bdi></a>: <bdi>${line}</bdi></li>`;
}

function deadline({ deadline: { date, daysLeft }, asOf, summary }: ReportHead): Html {
  const whole = Date.parse(date) - Date.parse(kubenetAnnouncement);
  const passed = Math.min(1, Math.max(0, (Date.parse(asOf) - Date.parse(kubenetAnnouncement)) / whole));
  const percent = Math.round(passed * 100);
  const [, ...rest] = deadlineSentence({ date, daysLeft }).split(' ');
  return html`<section class="deadline" aria-labelledby="deadline">
<h2 id="deadline">Time left</h2>
<p><span class="figure">${numberText(Math.abs(daysLeft))}</span> ${rest.join(' ')}</p>
<svg class="bar" viewBox="0 0 1000 12" preserveAspectRatio="none" role="img" aria-labelledby="time-title"><title id="time-title">${percent} % of the time since the announcement has passed.</title><rect class="track" width="1000" height="12"></rect><rect class="used" width="${Math.round(passed * 1000)}" height="12"></rect></svg>
<p class="ends small muted"><span>announced ${dateText(kubenetAnnouncement)}</span><span>${percent} % passed</span></p>
${summary.kubenet === 0 || daysLeft < 0 ? null : html`<p class="small">To finish in time: ${rateText(summary.forecast.perWeekNeeded)} clusters a week.${lately(summary.forecast.perWeekLately)}</p>`}
</section>`;
}

function lately(perWeek: number | null): string {
  return perWeek === null ? '' : ` Lately: ${rateText(perWeek)}.`;
}

function verdictCounts({ summary, run }: ReportHead): Html {
  if (summary.kubenet === 0) return noCounts({ summary, run });
  return html`<section aria-labelledby="verdicts">
<h2 id="verdicts">${counted(summary.kubenet, 'kubenet cluster')}</h2>
<ul class="plain counts">${verdictsByUrgency.map((verdict) => verdictCount(verdict, summary.verdicts[verdict]))}</ul>
${otherCounts(summary)}
</section>`;
}

/** Four zeros would read as measured where nothing was. */
function noCounts({ summary, run }: Pick<ReportHead, 'summary' | 'run'>): Html {
  return html`<section aria-labelledby="verdicts">
<h2 id="verdicts">Clusters</h2>
<p>${verdictCountsText({ summary, run })}</p>
${isNothingRead(run) ? null : otherCounts(summary)}
</section>`;
}

function otherCounts({ overlay, other }: Summary): Html {
  return html`<p class="small muted">${counted(overlay, 'cluster')} on Azure CNI Overlay, ${numberText(other)} on something else.</p>`;
}

function verdictCount(verdict: Verdict, count: number): Html {
  const { word, symbol } = verdictWords[verdict];
  return html`<li><a class="${verdict}" href="#clusters" data-verdict-filter="${verdict}" data-word="${word}"><span class="figure">${numberText(count)}</span> <span class="word"><span aria-hidden="true">${symbol}</span> ${word}</span></a></li>`;
}

function coverage({ run }: ReportHead): Html {
  const whole = run.status === 'complete' && run.scopes.every((scope) => scope.status === 'read');
  return html`<section class="${whole ? 'coverage' : 'coverage gaps'}" aria-labelledby="coverage">
<h2 id="coverage">Coverage</h2>
<p>${coverageSentence(run)}</p>
<p class="small"><a href="#run">How this was read</a></p>
</section>`;
}
