import type { PlanOutline } from '../../plan/outline-plan.ts';
import type { PlannedCluster, PlannedWave } from '../../plan/plan-document.ts';
import { dateText } from '../../words/dates.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { clusterAnchor, codeText, runbookAnchor } from '../../words/links.ts';
import { counted, numberText, verdictsByUrgency, verdictWords } from '../../words/words.ts';
import { paceText, planSentence, sharedRangeSentence, waveSentence } from '../plan/sentences.ts';
import { rowLimit } from './limits.ts';
import { waveTimeline } from './wave-timeline.ts';

/**
 * Waves that stand open: what is next. The others open at a click, and where scripts run their rows are read only then: of thousands a
 * browser would make elements that nobody looks at.
 */
const wavesOpen = 2;

/** What has to be dealt with first; the rest unfolds. */
const preparationShown = 10;

/** When whom: the waves as a picture and as lists, who cannot make it, what must be true by when. Nothing where nothing is planned. */
export function planSection(plan: PlanOutline | undefined): Html | null {
  if (plan === undefined) return null;
  // A part of a report holds not every cluster of the plan.
  const waves = plan.waves.filter(({ clusters }) => clusters.length > 0);
  if (waves.length + plan.misfits.length === 0) return null;
  const names = new Map(waves.flatMap(({ clusters }) => clusters.map(({ key, name }) => [key, name] as const)));
  return html`
<section class="section plan" id="plan" aria-labelledby="plan-title">
<h2 id="plan-title">The plan: who leaves kubenet when</h2>
<p class="lead">${planSentence({ ...plan, waves })}</p>
<p>${paceText(plan.schedule)}</p>
${plan.schedule.problems.map((problem) => html`<p class="notice"><bdi>${problem}</bdi></p>`)}
${misfits(plan.misfits)}
${plan.schedule.waves.length === 0 ? null : waveTimeline(plan)}
${preparation(plan.preparation)}
${waves.length === 0 ? null : html`<h3>Waves</h3><div class="waves">${waveList(waves)}</div>`}
${milestones(plan.milestones)}
${shared(plan.sharedRanges, names)}
</section>`;
}

function misfits(all: PlanOutline['misfits']): Html | null {
  if (all.length === 0) return null;
  return html`<h3>Cannot make it</h3>
<ul class="misfits">${all.map(({ key, name, text }) => html`<li><a href="${clusterAnchor(key)}"><bdi>${name}</bdi></a>: ${text}</li>`)}</ul>`;
}

function preparation(all: PlanOutline['preparation']): Html | null {
  if (all.length === 0) return null;
  const more = all.slice(preparationShown);
  return html`<h3>What must be dealt with by when</h3>
${preparationTable(all.slice(0, preparationShown))}
${more.length === 0 ? null : html`<details class="later-on"><summary>${numberText(more.length)} more, due later</summary>${preparationTable(more)}</details>`}`;
}

function preparationTable(entries: PlanOutline['preparation']): Html {
  const rows = entries.map(
    ({ by, code, title, clusters }) =>
      html`<tr><th scope="row">${dateText(by)}</th><td><bdi>${title}</bdi> ${codeText(code)}</td><td class="number"><a href="#clusters" data-code-filter="${code}">${numberText(clusters.length)}</a></td></tr>
`,
  );
  return html`<div class="scroll"><table class="compact"><thead><tr><th scope="col">By</th><th scope="col">What is wrong</th><th scope="col" class="number">Clusters</th></tr></thead><tbody>
${rows}</tbody></table></div>`;
}

function waveList(waves: readonly PlannedWave[]): Html[] {
  let room = rowLimit;
  return waves.map((wave, index) => {
    const listed = wave.clusters.slice(0, Math.max(0, room));
    room -= listed.length;
    return waveDetails(wave, listed, index < wavesOpen);
  });
}

function waveDetails(wave: PlannedWave, listed: readonly PlannedCluster[], isOpen: boolean): Html {
  const { number, week, clusters } = wave;
  const counts = verdictsByUrgency.flatMap((verdict) => {
    const count = clusters.filter((each) => each.verdict === verdict).length;
    const { symbol, word } = verdictWords[verdict];
    return count === 0
      ? []
      : [
          html` <span class="verdict ${verdict}"><span class="shape" aria-hidden="true">${symbol}</span>${numberText(count)} ${word}</span>`,
        ];
  });
  const missing = clusters.length - listed.length;
  const rows = listed.length === 0 ? null : clusterRows(listed);
  return html`<details class="wave" id="wave-${number}"${isOpen ? html` open` : null}><summary><strong>Wave ${number}</strong>, week of ${dateText(week)}: ${counted(clusters.length, 'cluster')}<span class="small">${counts}</span></summary>
<p>${waveSentence(wave)}</p>
${isOpen || rows === null ? rows : html`<noscript>${rows}</noscript>`}
${missing === 0 ? null : html`<p class="notice">${counted(missing, 'more cluster')}: the JSON and the workbook list them.</p>`}</details>
`;
}

function clusterRows(clusters: readonly PlannedCluster[]): Html {
  const rows = clusters.map(
    ({ key, name, date, verdict, nodes, owner, stops, maintenance }) =>
      html`<tr><th scope="row">${dateText(date)}</th><td><a href="${clusterAnchor(key)}"><bdi>${name}</bdi></a>${maintenance.length === 0 ? null : html`<span class="small muted">AKS maintenance: <bdi>${maintenance.join('; ')}</bdi></span>`}</td><td><span class="verdict ${verdict}"><span class="shape" aria-hidden="true">${verdictWords[verdict].symbol}</span>${verdictWords[verdict].word}</span></td><td class="number">${nodes === null ? null : numberText(nodes)}</td><td><bdi>${owner ?? ''}</bdi></td><td class="before">${stops.length === 0 ? 'nothing' : stops.map((code, index) => html`${index === 0 ? null : ', '}${codeText(code)}`)}</td><td><a href="${runbookAnchor(key)}" aria-label="Runbook of ${name}">Runbook</a></td></tr>
`,
  );
  return html`<div class="scroll"><table class="compact planned"><thead><tr><th scope="col">Day</th><th scope="col">Cluster</th><th scope="col">Verdict</th><th scope="col" class="number">Nodes</th><th scope="col">Owner</th><th scope="col">To do before</th><th scope="col">How</th></tr></thead><tbody>
${rows}</tbody></table></div>`;
}

function milestones(all: PlanOutline['milestones']): Html | null {
  if (all.length === 0) return null;
  const rows = all.map(
    ({ date, planned, atMost }) =>
      html`<tr><th scope="row">${dateText(date)}</th><td class="number">${numberText(planned)}</td><td class="number">${numberText(atMost)}</td></tr>
`,
  );
  return html`<details><summary>Clusters still on kubenet, quarter by quarter</summary><div class="scroll" role="group" aria-label="Clusters still on kubenet" tabindex="0"><table class="compact"><thead><tr><th scope="col">At the end of</th><th scope="col" class="number">By this plan</th><th scope="col" class="number">At most, to make it</th></tr></thead><tbody>
${rows}</tbody></table></div></details>`;
}

const clustersNamed = 12;

function shared(all: PlanOutline['sharedRanges'], names: ReadonlyMap<string, string>): Html | null {
  if (all.length === 0) return null;
  const named = (keys: readonly string[]) => {
    const shown = keys.slice(0, clustersNamed).map((key) => names.get(key) ?? key);
    return `${shown.join(', ')}${keys.length > shown.length ? ` and ${numberText(keys.length - shown.length)} more` : ''}`;
  };
  const rows = all.map(
    ({ podCidrs, clusters, onOneTable }) =>
      html`<tr><th scope="row"><code><bdi>${podCidrs.join(', ')}</bdi></code></th><td><bdi>${named(clusters)}</bdi></td><td><bdi>${onOneTable.map((each) => named(each.clusters)).join('; ') || 'no'}</bdi></td></tr>
`,
  );
  return html`<details><summary>Pod addresses that several clusters use</summary><p>${sharedRangeSentence}</p><div class="scroll" role="group" aria-label="Pod addresses that several clusters use" tabindex="0"><table class="compact"><thead><tr><th scope="col">Range</th><th scope="col">Clusters</th><th scope="col">On one route table</th></tr></thead><tbody>
${rows}</tbody></table></div></details>`;
}
