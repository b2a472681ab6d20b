import type { Schedule } from '../../model/schedule.ts';
import type { PlanOutline } from '../../plan/outline-plan.ts';
import { dateText, monthText } from '../../words/dates.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { numberText, verdictsByUrgency, verdictWords } from '../../words/words.ts';
import { planSentence } from '../plan/sentences.ts';
import { monthTicks } from './month-ticks.ts';

const dayMs = 24 * 60 * 60 * 1000;
const weekMs = 7 * dayMs;

interface Size {
  readonly width: number;
  readonly height: number;
  readonly name: 'wide' | 'narrow';
}

const margin = { left: 38, right: 14, top: 22, bottom: 26 };

/** Clusters a week from the audit to the deadline, by verdict, with the weeks in which nobody migrates. The lists below say the same. */
export function waveTimeline(plan: PlanOutline): Html {
  const { schedule } = plan;
  const has = new Set(schedule.waves.flatMap(({ clusters }) => clusters.map(({ verdict }) => verdict)));
  return html`<figure class="burn-down">
${chart(plan, { width: 820, height: 170, name: 'wide' })}
${chart(plan, { width: 340, height: 190, name: 'narrow' })}
<figcaption class="small muted">${verdictsByUrgency.filter((verdict) => has.has(verdict)).map((verdict) => key(verdict, `${verdictWords[verdict].word} when planned`))} ${key('capacity', `${numberText(schedule.clustersPerWeek)} a week at most`)} ${schedule.settings.freezes.length === 0 ? null : key('frozen', 'no migrations')}</figcaption>
</figure>
`;
}

function chart(plan: PlanOutline, { width, height, name }: Size): Html {
  const { schedule, deadline } = plan;
  const start = Date.parse(schedule.asOf);
  const due = Date.parse(deadline.date);
  const end = Math.max(due, start + 4 * weekMs) + 2 * weekMs;
  const most = Math.max(schedule.clustersPerWeek, ...schedule.waves.map(({ clusters }) => clusters.length));
  const [top, base] = [margin.top, height - margin.bottom];
  const x = (time: number) =>
    round(margin.left + ((time - start) / (end - start)) * (width - margin.left - margin.right));
  const y = (clusters: number) => round(base - (clusters / most) * (base - top));
  const isRight = x(due) > width - 90;
  return html`<svg class="chart waves-chart ${name}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="waves-${name}-title waves-${name}-desc"><title id="waves-${name}-title">Clusters that migrate, by week</title><desc id="waves-${name}-desc">${planSentence(plan)}</desc>
${frozen(schedule, start, end).map(({ from, to }) => html`<rect class="frozen" x="${x(from)}" width="${round(Math.max(1, x(to) - x(from)))}" y="${top}" height="${base - top}"></rect>`)}
${[0, most].map((value) => html`<line class="${value === schedule.clustersPerWeek ? 'capacity' : 'grid'}" x1="${margin.left}" x2="${width - margin.right}" y1="${y(value)}" y2="${y(value)}"></line><text class="tick" x="${margin.left - 6}" y="${y(value) + 4}" text-anchor="end">${numberText(value)}</text>`)}
${monthTicks(start, end, name === 'wide' ? 8 : 3).map((time) => html`<line class="grid" x1="${x(time)}" x2="${x(time)}" y1="${base}" y2="${base + 4}"></line><text class="tick" x="${x(time)}" y="${base + 18}" text-anchor="middle">${monthText(new Date(time).toISOString())}</text>`)}
${schedule.waves.map((wave) => bar(wave, { left: x(Date.parse(wave.week)), right: x(Date.parse(wave.week) + 0.8 * weekMs), y }))}
<line class="due" x1="${x(due)}" x2="${x(due)}" y1="${top - 6}" y2="${base}"></line><text class="tick strong" x="${x(due) + (isRight ? 4 : 0)}" y="${top - 10}" text-anchor="${isRight ? 'end' : 'middle'}">${dateText(deadline.date)}</text>
</svg>`;
}

interface BarPlace {
  readonly left: number;
  readonly right: number;
  y(clusters: number): number;
}

/** The most urgent at the bottom. A week that has begun before the audit keeps its width. */
function bar({ clusters }: Schedule['waves'][number], { left, right, y }: BarPlace): Html[] {
  let below = 0;
  return verdictsByUrgency.flatMap((verdict) => {
    const count = clusters.filter((each) => each.verdict === verdict).length;
    if (count === 0) return [];
    const [from, to] = [y(below), y(below + count)];
    below += count;
    return [
      html`<rect class="${verdict}" x="${Math.max(margin.left, left)}" width="${round(Math.max(2, right - Math.max(margin.left, left)))}" y="${to}" height="${round(from - to)}"></rect>`,
    ];
  });
}

/** The freezes that the picture shows, both days included. */
function frozen({ settings }: Schedule, start: number, end: number) {
  return settings.freezes
    .map(({ from, to }) => ({
      from: Math.max(start, Date.parse(from)),
      to: Math.min(end, Date.parse(to) + dayMs),
    }))
    .filter(({ from, to }) => from < to);
}

function key(name: string, meaning: string): Html {
  const mark =
    name === 'capacity'
      ? html`<line class="capacity" x1="0" x2="22" y1="5" y2="5"></line>`
      : html`<rect class="${name}" width="22" height="10"></rect>`;
  return html`<span class="key"><svg class="chart waves-chart" viewBox="0 0 22 10" aria-hidden="true">${mark}</svg>${meaning}</span>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
