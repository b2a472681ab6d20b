import type { ClusterReport, Score } from '../../model/report.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { notKnownText, numberText } from '../../words/words.ts';
import { toneOf } from './table-columns.ts';

/** The three scores as arcs: a number, its range, a shape and a colour. */
export function scoreGauges({ readiness, routeTable, headroom }: ClusterReport['scores']): Html {
  return html`<div class="gauges">${gauge('Readiness', readiness)}${gauge('Route table', routeTable)}${gauge('Headroom', headroom)}</div>
`;
}

/** What the bands of the score mean: a failed blocker caps it at 39, a failed high at 79. */
const tones = {
  blocked: { symbol: '■', word: 'held back' },
  needsWork: { symbol: '▲', word: 'needs work' },
  ready: { symbol: '●', word: 'good' },
} as const;

/** Half a circle with a radius of 50, as a hundred parts. */
const arc = 'M10 60A50 50 0 0 1 110 60';
const outerArc = 'M3 60A57 57 0 0 1 117 60';

function gauge(name: string, { value, low, high }: Score): Html {
  const tone = value === null ? 'unverified' : toneOf(value);
  const { symbol, word } = tone === 'unverified' ? { symbol: '◇', word: notKnownText } : tones[tone];
  const isRange = low !== high;
  const range = isRange
    ? html`<path class="span" d="${outerArc}" pathLength="100" stroke-dasharray="0 ${Math.round(low)} ${Math.max(1, Math.round(high - low))} 200"></path>`
    : null;
  const filled =
    value === null
      ? null
      : html`<path class="value" d="${arc}" pathLength="100" stroke-dasharray="${Math.round(value)} 200"></path>`;
  return html`<div class="gauge ${tone}"><svg viewBox="0 0 120 64" aria-hidden="true"><path class="track" d="${arc}"></path>${filled}${range}</svg>
<p><span class="figure">${value === null ? '–' : numberText(value)}</span><span class="name">${name}</span><span class="small"><span class="shape" aria-hidden="true">${symbol}</span> ${word}</span>${isRange ? html`<span class="between">between ${numberText(low)} and ${numberText(high)}</span>` : null}</p></div>
`;
}
