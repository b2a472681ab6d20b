import { codePlacesText } from '../../model/code-places-text.ts';
import type { CodeReport, IacReportFinding } from '../../model/iac-report.ts';
import type { ClusterReport, ReportHead } from '../../model/report.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { counted, numberText } from '../../words/words.ts';
import { clustersText, codeInShort, codeVerdictWords, joinedText, placeText } from '../code/words.ts';

/** Where a cluster is written, in its own page; nothing where the audit was given no code. */
export function clusterCode({ code }: ClusterReport): Html | null {
  if (code === undefined) return null;
  const places = codePlacesText(code);
  return html`<h3>In code</h3>
<p><bdi>${code.says}</bdi></p>
${places === '' ? null : html`<p class="small"><code><bdi>${places}</bdi></code></p>`}
${code.instead === '' ? null : html`<p class="small"><strong>What to write there:</strong> <bdi>${code.instead}</bdi></p>`}
`;
}

const rowsShown = 200;

/** What was found in the code that the audit was given. */
export function codeSection({ code }: ReportHead): Html | null {
  if (code === undefined) return null;
  const grave = code.findings.filter(({ verdict }) => codeVerdictWords[verdict].level !== 'note');
  const others = code.findings.filter(({ verdict }) => codeVerdictWords[verdict].level === 'note');
  return html`
<section class="section" id="code" aria-labelledby="code-title">
<h2 id="code-title">kubenet in code</h2>
<p><bdi>${codeInShort(code)}</bdi></p>
${joinedClusters(code)}
${placeTable('What to look at', grave)}
${others.length === 0 ? null : html`<details><summary>${counted(others.length, 'more place')}, to know of</summary>${placeTable('To know of', others)}</details>`}
${notRead(code)}
</section>`;
}

function joinedClusters({ clusters = [] }: CodeReport): Html | null {
  const told = clusters.filter(({ state }) => state !== 'written');
  if (told.length === 0) return null;
  const items = told.slice(0, rowsShown).map(
    (cluster) => html`<li><strong><bdi>${cluster.name}</bdi></strong>: <bdi>${joinedText(cluster)}</bdi></li>
`,
  );
  return html`<ul>${items}</ul>${left(told.length)}`;
}

function placeTable(label: string, findings: readonly IacReportFinding[]): Html | null {
  if (findings.length === 0) return null;
  const rows = findings.slice(0, rowsShown).map((finding) => {
    const { verdict, why, instead, waiver } = finding;
    const waived = waiver === null ? '' : ` (waived until ${waiver.until}: ${waiver.reason})`;
    const text = [why, instead, clustersText(finding)].filter(Boolean).join(' ');
    return html`<tr><th scope="row"><code><bdi>${placeText(finding)}</bdi></code></th><td><bdi>${codeVerdictWords[verdict].says}${waived}</bdi></td><td><bdi>${text}</bdi></td></tr>
`;
  });
  return html`<div class="scroll" role="group" aria-label="${label}" tabindex="0"><table><thead><tr><th scope="col">Place</th><th scope="col">Verdict</th><th scope="col">Why, and what to write instead</th></tr></thead><tbody>
${rows}</tbody></table></div>${left(findings.length)}`;
}

function left(count: number): Html | null {
  return count <= rowsShown
    ? null
    : html`<p class="small muted">And ${numberText(count - rowsShown)} more: the JSON of the same report holds every one.</p>`;
}

function notRead({ notRead: gaps }: CodeReport): Html | null {
  if (gaps.length === 0) return null;
  const items = gaps.slice(0, rowsShown).map(
    (gap) => html`<li><code><bdi>${placeText(gap)}</bdi></code>: <bdi>${gap.reason}</bdi></li>
`,
  );
  return html`<details><summary>${counted(gaps.length, 'place')} not read whole</summary><ul>${items}</ul>${left(gaps.length)}</details>`;
}
