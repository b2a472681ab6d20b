import { kubenetAnnouncement } from '../../model/deadline.ts';
import type { ReportHead, Summary, Verdict } from '../../model/report.ts';
import { staleRulesSentence } from '../../words/dated-facts.ts';
import { dateText, momentText } from '../../words/dates.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { clusterAnchor } from '../../words/links.ts';
import {
  answerSentence,
  coverageSentence,
  deadlineSentence,
  isNothingRead,
  paceSentence,
  quietSentence,
  verdictCountsText,
} from '../../words/sentences.ts';
import { counted, filterText, numberText, rateText, verdictsByUrgency, verdictWords } from '../../words/words.ts';
import type { ClusterRow } from '../overview.ts';
import { burnDown } from './burn-down.ts';

/** What a reader must see in ten seconds, without scrolling. */
export function firstScreen(head: ReportHead, rows: readonly ClusterRow[]): Html {
  return html`
<header class="masthead">
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
  return html`<p class="notice">This is a part of the report: ${numberText(rows.length)} of ${counted(summary.kubenet, 'kubenet cluster')} shown (<bdi>${filterText(filter)}</bdi>). The figures here are the whole estate's.</p>
`;
}

const burningShown = 5;

function burningNow(head: ReportHead, rows: readonly ClusterRow[]): Html | null {
  const lines = rows.flatMap((row) => row.live.map((line) => burningLine(row, line)));
  if (rows.length === 0) return null;
  if (lines.length === 0) return html`<p class="quiet">${quietSentence(rows)}</p>`;
  const more = lines.slice(burningShown);
  return html`<section class="burning" aria-labelledby="burning">
<h2 id="burning">Burning now</h2>
<ul class="plain">${lines.slice(0, burningShown)}</ul>
${more.length === 0 ? null : html`<details><summary>${numberText(more.length)} more</summary><ul class="plain">${more}</ul></details>`}
<p class="small muted">Traffic is lost in ${counted(rows.filter((row) => row.live.length > 0).length, 'cluster')}, seen ${momentText(head.run.finishedAt)}.</p>
</section>`;
}

function burningLine({ key, name }: ClusterRow, line: string): Html {
  return html`<li><a href="${clusterAnchor(key)}"><bdi>${name}</bdi></a>: <bdi>${line}</bdi></li>`;
}

function deadline(head: ReportHead): Html {
  const {
    deadline: { date, daysLeft },
    asOf,
    summary,
  } = head;
  const whole = Date.parse(date) - Date.parse(kubenetAnnouncement);
  const passed = Math.min(1, Math.max(0, (Date.parse(asOf) - Date.parse(kubenetAnnouncement)) / whole));
  const percent = Math.round(passed * 100);
  const [, ...rest] = deadlineSentence({ date, daysLeft }).split(' ');
  const isRunning = summary.kubenet > 0 && daysLeft >= 0;
  return html`<section class="deadline" aria-labelledby="deadline">
<h2 id="deadline">Time left</h2>
<p class="days"><span class="figure">${numberText(Math.abs(daysLeft))}</span> <span>${rest.join(' ')}</span></p>
<svg class="bar" viewBox="0 0 1000 12" preserveAspectRatio="none" role="img" aria-labelledby="time-title"><title id="time-title">${percent} % of the time since the announcement has passed.</title><rect class="track" width="1000" height="12"></rect><rect class="used" width="${Math.round(passed * 1000)}" height="12"></rect></svg>
<p class="ends small muted"><span>announced ${dateText(kubenetAnnouncement)}</span><span>${percent} % passed</span></p>
${isRunning ? html`<p class="pace">To finish in time: <strong>${neededText(summary.forecast.perWeekNeeded)} a week.</strong>${lately(summary.forecast.perWeekLately)}</p>` : null}
${isNothingRead(head.run) ? null : burnDown(head)}
</section>`;
}

function neededText(perWeek: number): string {
  const rate = rateText(perWeek);
  return `${rate} ${rate === rateText(1) ? 'cluster' : 'clusters'}`;
}

function lately(perWeek: number | null): string {
  return perWeek === null ? '' : ` Lately: ${rateText(perWeek)}.`;
}

function verdictCounts(head: ReportHead): Html {
  const { summary } = head;
  if (summary.kubenet === 0) return noCounts(head);
  return html`<section class="verdicts" aria-labelledby="verdicts">
<h2 id="verdicts">${counted(summary.kubenet, 'kubenet cluster')}</h2>
${shareBar(summary)}
<ul class="plain counts">${verdictsByUrgency.map((verdict) => verdictCount(verdict, summary.verdicts[verdict]))}</ul>
${otherCounts(summary, 'Not on kubenet, the grey end of the bar')}
</section>`;
}

/** How far the whole fleet is: what moved already, then the verdicts of what has not. */
function shareBar({ clusters, overlay, other, verdicts }: Summary): Html {
  const moved = overlay + other;
  const parts: (readonly [string, number])[] = [
    ...verdictsByUrgency.map((verdict) => [verdict, verdicts[verdict]] as const),
    ['moved', moved],
  ];
  const said = `Of ${counted(clusters, 'cluster')}: ${verdictsByUrgency.map((each) => `${numberText(verdicts[each])} ${verdictWords[each].word}`).join(', ')}, ${numberText(moved)} not on kubenet.`;
  let x = 0;
  const bars = parts.map(([name, count]) => {
    const width = (count / Math.max(1, clusters)) * 1000;
    const bar = html`<rect class="${name}" x="${Math.round(x)}" width="${Math.max(0, Math.round(width) - 3)}" height="12"></rect>`;
    x += width;
    return count === 0 ? null : bar;
  });
  return html`<svg class="bar share" viewBox="0 0 1000 12" preserveAspectRatio="none" role="img" aria-labelledby="share-title"><title id="share-title">${said}</title>${bars}</svg>`;
}

/** Four zeros would read as measured where nothing was. */
function noCounts(head: ReportHead): Html {
  const { summary, run } = head;
  return html`<section class="verdicts" aria-labelledby="verdicts">
<h2 id="verdicts">Clusters</h2>
<p>${verdictCountsText(head)}</p>
${isNothingRead(run) ? null : otherCounts(summary, 'Not on kubenet')}
</section>`;
}

function otherCounts({ overlay, other }: Summary, what: string): Html {
  return html`<p class="small muted">${what}: ${counted(overlay, 'cluster')} on Azure CNI Overlay, ${numberText(other)} on something else.</p>`;
}

function verdictCount(verdict: Verdict, count: number): Html {
  const { word, symbol } = verdictWords[verdict];
  return html`<li><a class="toggle ${verdict}" href="#clusters" data-verdict-filter="${verdict}" data-word="${word}"><span class="figure">${numberText(count)}</span> <span class="word"><span class="shape" aria-hidden="true">${symbol}</span> ${word}</span></a></li>`;
}

function coverage(head: ReportHead): Html {
  const { run, noticeTrouble } = head;
  const stale = staleRulesSentence(head);
  const whole = run.status === 'complete' && run.scopes.every((scope) => scope.status === 'read');
  return html`<section class="${whole ? 'coverage' : 'coverage gaps'}" aria-labelledby="coverage">
<h2 id="coverage">Coverage</h2>
${covered(run)}
${stale === '' ? null : html`<p class="notice">${stale}</p>`}
${noticeTrouble === undefined ? null : html`<p class="notice">${noticeTrouble}</p>`}
<p class="small"><a href="#run">How this was read</a></p>
</section>`;
}

/** How much was read first and boldly, then what was not. */
function covered(run: ReportHead['run']): Html {
  const sentence = coverageSentence(run);
  const end = sentence.indexOf('. ') + 1 || sentence.length;
  return html`<p class="covered"><strong>${sentence.slice(0, end)}</strong><bdi>${sentence.slice(end)}</bdi></p>`;
}
