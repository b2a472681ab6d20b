import { type Html, html } from '../../words/html-escape.ts';
import { clusterAnchor, codeText } from '../../words/links.ts';
import { counted, numberText } from '../../words/words.ts';
import { gainText, type NextStep, nextSteps, stepTexts } from '../next-steps.ts';
import type { Overview } from '../overview.ts';

const stepsShown = 6;
const clustersNamed = 4;

/** What to do next, what gives most at the top; nothing where there is nothing to do. */
export function nextStepsSection(overview: Overview): Html | null {
  const steps = nextSteps(overview);
  if (steps.length === 0) return null;
  const more = steps.slice(stepsShown);
  return html`
<section class="section next" id="next" aria-labelledby="next-title">
<h2 id="next-title">What to do next</h2>
<ol class="steps">${steps.slice(0, stepsShown).map(step)}</ol>
${more.length === 0 ? null : html`<details><summary>${counted(more.length, 'more step')}</summary><ol class="steps" start="${stepsShown + 1}">${more.map(step)}</ol></details>`}
</section>`;
}

function step(next: NextStep): Html {
  const { title, fix } = stepTexts(next);
  return html`<li class="${next.kind}"><h3><bdi>${title}</bdi></h3>
<p class="gain">${gainText(next)}</p>
${fix === '' ? null : html`<p><bdi>${fix}</bdi></p>`}
${named(next)}</li>
`;
}

function named({ clusters, code, kind }: NextStep): Html {
  const shown = clusters.slice(0, clustersNamed);
  const links = shown.map(
    ({ key, name }, index) => html`${index === 0 ? null : ', '}<a href="${clusterAnchor(key)}"><bdi>${name}</bdi></a>`,
  );
  const all = html`<span class="filter"> · <a href="#clusters" ${kind === 'move' ? html`data-verdict-filter="ready"` : html`data-code-filter="${code ?? ''}"`}>${clusters.length > shown.length ? `all ${numberText(clusters.length)} in the table` : 'in the table'}</a></span>`;
  return html`<p class="small">${links}${clusters.length > shown.length ? ' …' : null} ${all}${code === undefined ? null : html` · ${codeText(code)}`}</p>
`;
}
