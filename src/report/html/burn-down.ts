import type { ReportHead } from '../../model/report.ts';
import { dateText, monthText } from '../../words/dates.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { paceBasis } from '../../words/sentences.ts';
import { counted, numberText, rateText, verdictsByUrgency, verdictWords } from '../../words/words.ts';
import { type BurnDownSeries, burnDownSeries, type Place } from './burn-down-series.ts';
import { monthTicks } from './month-ticks.ts';

/** Kubenet clusters over time, the straight line to none at the deadline, and where the recent pace leads; again as a table. */
export function burnDown(head: ReportHead): Html | null {
  if (head.summary.kubenet === 0 && (head.history ?? []).length === 0) return null;
  const series = burnDownSeries(head);
  const { forecast } = head.summary;
  const said = description(head, series);
  return html`<figure class="burn-down">
${chart(series, { width: 820, height: 190, name: 'wide' }, said)}
${chart(series, { width: 340, height: 210, name: 'narrow' }, said)}
<figcaption class="small muted">${key('measured', 'on kubenet')} ${series.now.time < series.deadline ? key('needed', 'straight to none at the deadline') : null} ${forecast.perWeekLately === null ? null : key('forecast', 'at the recent pace')} ${series.range === undefined ? null : key('range', 'four times in five')} ${series.left.length === 0 ? null : key('left', 'a cluster has left')}</figcaption>
${notes(head).map((note) => html`<p class="small muted">${note}</p>`)}</figure>
${pointTable(series)}`;
}

function notes({ history = [], run }: ReportHead): string[] {
  return [
    ...(history.some(({ invented }) => invented) ? ['The audits before this one are invented, to show the line.'] : []),
    ...paceBasis({ run, history }),
  ];
}

function description({ summary, deadline, asOf, run }: ReportHead, series: BurnDownSeries): string {
  const first = series.points[0];
  const { perWeekLately, projectedFinish } = summary.forecast;
  const parts = [
    series.points.length > 1 && first !== undefined
      ? `${counted(first.kubenet, 'cluster')} on kubenet on ${dateText(first.asOf)}, ${numberText(summary.kubenet)} on ${dateText(asOf)}.`
      : `${counted(summary.kubenet, 'cluster')} on kubenet on ${dateText(asOf)}.`,
    series.now.time < series.deadline
      ? `The straight line reaches none on ${dateText(deadline.date)}.`
      : `Support ended on ${dateText(deadline.date)}.`,
    perWeekLately === null
      ? ''
      : projectedFinish === null
        ? perWeekLately < 0
          ? `The number grew by ${rateText(-perWeekLately)} a week.`
          : `The recent pace of ${rateText(perWeekLately)} a week never reaches it.`
        : `The recent pace reaches none in ${monthText(projectedFinish)}.`,
    run.status === 'complete' ? '' : 'The last count is of an audit that could not read everything.',
  ];
  return parts.filter(Boolean).join(' ');
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly name: 'wide' | 'narrow';
}

const margin = { left: 38, right: 14, top: 22, bottom: 26 };

function chart(series: BurnDownSeries, size: Size, said: string): Html {
  const { width, height, name } = size;
  const x = (time: number) =>
    round(margin.left + ((time - series.start) / (series.end - series.start)) * (width - margin.left - margin.right));
  const y = (kubenet: number) =>
    round(height - margin.bottom - (kubenet / series.most) * (height - margin.top - margin.bottom));
  const line = (places: readonly Place[]) => places.map(({ time, kubenet }) => `${x(time)},${y(kubenet)}`).join(' ');
  const { now, deadline, forecast, range, measured } = series;
  const base = y(0);
  const isNearEnd = x(now.time) > width - 80;
  return html`<svg class="chart ${name}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="burn-${name}-title burn-${name}-desc"><title id="burn-${name}-title">Clusters on kubenet over time</title><desc id="burn-${name}-desc">${said}</desc>
${[0, series.most / 2, series.most].map((value) => html`<line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${y(value)}" y2="${y(value)}"></line><text class="tick" x="${margin.left - 6}" y="${y(value) + 4}" text-anchor="end">${numberText(value)}</text>`)}
${monthTicks(series.start, series.end, name === 'wide' ? 8 : 3).map((time) => html`<line class="grid" x1="${x(time)}" x2="${x(time)}" y1="${base}" y2="${base + 4}"></line><text class="tick" x="${x(time)}" y="${base + 18}" text-anchor="middle">${monthText(new Date(time).toISOString())}</text>`)}
<line class="due" x1="${x(deadline)}" x2="${x(deadline)}" y1="${margin.top - 6}" y2="${base}"></line><text class="tick strong" x="${x(deadline) + (x(deadline) > width - 90 ? 4 : 0)}" y="${margin.top - 10}" text-anchor="${x(deadline) > width - 90 ? 'end' : 'middle'}">${dateText(new Date(deadline).toISOString())}</text>
${range === undefined ? null : html`<polygon class="range" points="${line([now, ...corners(range)])}"></polygon>`}
${now.time < deadline ? html`<polyline class="needed" points="${line([now, { time: deadline, kubenet: 0 }])}"></polyline>` : null}
${forecast === undefined ? null : html`<polyline class="forecast" points="${line([now, forecast])}"></polyline>`}
<polyline class="measured" points="${line(measured)}"></polyline>${series.left.map(({ time, kubenet }) => html`<circle class="left" cx="${x(time)}" cy="${y(kubenet)}" r="3.5"></circle>`)}<circle class="now" cx="${x(now.time)}" cy="${y(now.kubenet)}" r="4.5"></circle><text class="tick strong" x="${x(now.time) + (isNearEnd ? -8 : 8)}" y="${y(now.kubenet) - 8}"${isNearEnd ? html` text-anchor="end"` : null}>${numberText(now.kubenet)} now</text>
</svg>`;
}

/** Where one end is at none and the other leaves the picture, the corner between belongs to what is possible. */
function corners([earliest, latest]: readonly [Place, Place]): readonly Place[] {
  const isCut = earliest.kubenet === 0 && latest.kubenet > 0;
  return isCut ? [earliest, { time: latest.time, kubenet: 0 }, latest] : [earliest, latest];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

type Line = 'measured' | 'needed' | 'forecast' | 'range' | 'left';

function key(line: Line, meaning: string): Html {
  const mark =
    line === 'range'
      ? html`<rect class="range" width="22" height="10"></rect>`
      : line === 'left'
        ? html`<circle class="left" cx="11" cy="5" r="3.5"></circle>`
        : html`<line class="${line}" x1="0" x2="22" y1="5" y2="5"></line>`;
  return html`<span class="key"><svg class="chart" viewBox="0 0 22 10" aria-hidden="true">${mark}</svg>${meaning}</span>`;
}

function pointTable({ points }: BurnDownSeries): Html {
  const rows = points.toReversed().map(
    ({ asOf, kubenet, verdicts, invented }) =>
      html`<tr><th scope="row">${dateText(asOf)}${invented === undefined ? null : ' (invented)'}</th><td class="number">${numberText(kubenet)}</td>${verdictsByUrgency.map((each) => html`<td class="number">${numberText(verdicts[each])}</td>`)}</tr>
`,
  );
  return html`<details><summary>Show as table</summary><div class="scroll" role="group" aria-label="Audits" tabindex="0"><table class="compact"><thead><tr><th scope="col">Audit</th><th scope="col" class="number">On kubenet</th>${verdictsByUrgency.map((each) => html`<th scope="col" class="number">${verdictWords[each].word}</th>`)}</tr></thead><tbody>
${rows}</tbody></table></div></details>`;
}
