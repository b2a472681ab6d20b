import { type Html, html } from '../../words/html-escape.ts';
import { checkElementId, codeText, sourceLinks } from '../../words/links.ts';
import { counted } from '../../words/words.ts';
import type { PageContext } from './page-context.ts';

/** What each check asks and why: the texts the clusters were judged by. */
export function checkTexts(catalogue: PageContext['catalogue']): Html | null {
  const entries = Object.entries(catalogue);
  if (entries.length === 0) return null;
  return html`
<section class="section" id="checks" aria-labelledby="checks-title">
<h2 id="checks-title">The checks</h2>
<details><summary>${counted(entries.length, 'check')}: what they ask, and why</summary>
${entries.map(
  ([
    code,
    { title, why, condition, sources },
  ]) => html`<div class="check" id="${checkElementId(code)}"><h3>${codeText(code)} <bdi>${title}</bdi></h3>
<p><bdi>${why}</bdi></p>
<p class="small"><bdi>${condition}</bdi> <span class="muted">The rule:</span> ${sourceLinks(sources)}</p></div>
`,
)}</details>
</section>`;
}
