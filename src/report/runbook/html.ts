import type { Runbook, RunbookStep } from '../../runbook/runbook.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { codeText, runbookElementId } from '../../words/links.ts';
import { counted } from '../../words/words.ts';
import { commandBlock } from '../html/command-block.ts';
import { conditionWords, durationText, effectWords } from './words.ts';

/** The runbook in a cluster's page, folded. Ticks stay in the reader's browser. */
export function runbookSection(runbook: Runbook): Html {
  const { cluster, owner, conditions, duration, sections, errors, rollback } = runbook;
  const all = sections.flatMap(({ steps }) => steps);
  return html`<details class="runbook" id="${runbookElementId(cluster.key)}" data-runbook="${cluster.key}"><summary>Runbook: ${counted(all.length, 'step')} to Azure CNI Overlay<span class="ticked"></span></summary>
${owner === null ? null : html`<p><strong><bdi>${owner.system}</bdi> declares this cluster</strong> (<bdi>${owner.evidence}</bdi>): what follows is done there, not beside it.</p>`}
<h4>Go or no-go</h4>
<ul>${conditions.map(({ state, text, code }) => html`<li><strong>${conditionWords[state]}</strong> <bdi>${text}</bdi>${code === null ? null : html` ${codeText(code)}`}</li>`)}</ul>
<p><strong>How long:</strong> <bdi>${durationText(duration)}</bdi> <bdi class="muted">${duration.basis}</bdi></p>
${sections.map(
  ({ name, title, intro, steps }) => html`<h4>${title}</h4>
${intro === '' ? null : html`<p${name === 'update' ? html` class="no-return"` : null}>${intro}</p>`}
<ol class="tasks">${steps.map((step) => task(step, owner !== null && name === 'owner' ? owner.declaration : []))}</ol>
`,
)}
<h4>If it ends with an error</h4>
<dl>${errors.map(({ code, meaning, action }) => html`<dt><code>${code}</code></dt><dd>${meaning} ${action}</dd>`)}</dl>
<p><strong>Rollback:</strong> ${rollback}</p></details>
`;
}

function task({ id, title, why, commands, expect, effect, code }: RunbookStep, declaration: readonly string[]): Html {
  const lines = [...commands, ...declaration];
  return html`<li><label><input type="checkbox" data-step="${id}"> <strong><bdi>${title}</bdi></strong></label>${effectWords[effect] === '' ? null : html` <span class="effect">${effectWords[effect]}</span>`}${code === null ? null : html` ${codeText(code)}`}
${why === '' ? null : html`<p class="small"><bdi>${why}</bdi></p>`}
${lines.length === 0 ? null : commandBlock(lines.join('\n'), 'Copy the commands')}
<p class="small"><strong>Worked when:</strong> <bdi>${expect}</bdi></p></li>
`;
}
