import { type NextStep, nextSteps } from '../next-steps.ts';
import type { Overview } from '../overview.ts';
import { counted, numberText } from '../words.ts';
import { type Html, html } from './escape.ts';
import { clusterAnchor, codeText } from './links.ts';

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
  const { title, fix } = texts(next);
  return html`<li class="${next.kind}"><h3>${title}</h3>
<p class="gain">${gain(next)}</p>
${fix === '' ? null : html`<p><bdi>${fix}</bdi></p>`}
${named(next)}</li>
`;
}

function texts({ kind, title, fix, clusters }: NextStep): { readonly title: Html; readonly fix: string } {
  if (kind !== 'move') return { title: html`<bdi>${title}</bdi>`, fix };
  return {
    title: html`Move ${clusters.length === 1 ? 'the cluster that is' : `the ${numberText(clusters.length)} clusters that are`} ready`,
    fix: 'Nothing that was read stops the update to Azure CNI Overlay. It reimages every node, needs a window and cannot be undone.',
  };
}

function gain({ kind, unblocks, clusters }: NextStep): string {
  const all = clusters.length;
  if (kind === 'move') return `Takes ${counted(all, 'cluster')} off kubenet.`;
  const free =
    unblocks === 0
      ? 'none gets a better verdict by this alone'
      : unblocks === all
        ? `${all === 1 ? 'it needs' : 'each needs'} nothing else for a better verdict`
        : `${numberText(unblocks)} of them ${unblocks === 1 ? 'needs' : 'need'} nothing else for a better verdict`;
  return `${kind === 'live' ? 'Traffic is lost today. ' : ''}In ${counted(all, 'cluster')}; ${free}.`;
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
