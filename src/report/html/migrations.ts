import type { MigrationProof, ProofItem } from '../../model/migration-proof.ts';
import type { ReportHead } from '../../model/report.ts';
import { dateText } from '../../words/dates.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { resourceLink } from '../../words/links.ts';
import { counted, numberText } from '../../words/words.ts';
import { migrationWords, proofStatusWords } from '../migration-record.ts';
import { commandBlock } from './command-block.ts';

/** What has left kubenet: when, as the how-manieth, whether whole, and what is left over; nothing where nothing has. */
export function migrationSection({ migrations = [], summary }: ReportHead, portalUrl: string): Html | null {
  if (migrations.length === 0) return null;
  const inOrder = migrations.toSorted((a, b) => Date.parse(a.seenMigrated) - Date.parse(b.seenMigrated));
  const places = new Map(inOrder.map(({ id }, index) => [id, index + 1]));
  const all = inOrder.length + summary.kubenet;
  const placeOf = ({ id }: MigrationProof) => `${numberText(places.get(id) ?? 0)} of ${numberText(all)}`;
  const open = inOrder.filter(({ state }) => state !== 'migrated');
  const whole = inOrder.filter(({ state }) => state === 'migrated');
  return html`
<section class="section" id="migrated" aria-labelledby="migrated-title">
<h2 id="migrated-title">Left kubenet</h2>
<p>${counted(inOrder.length, 'cluster')} of ${numberText(all)} that an audit has seen on kubenet. Each stands in the burn-down from the day on which it was first seen elsewhere.</p>
${open.map((proof) => openMigration(proof, placeOf(proof), portalUrl))}
${whole.length === 0 ? null : html`<details><summary>${counted(whole.length, 'cluster')} migrated whole</summary><ul>${whole.map((proof) => html`<li>${resourceLink(proof.id, portalUrl, proof.name)}: number ${placeOf(proof)}, seen on Overlay since ${dateText(proof.seenMigrated)}, last on kubenet on ${dateText(proof.lastOnKubenet)}${proofTable(proof)}</li>`)}</ul></details>`}
</section>`;
}

function openMigration(proof: MigrationProof, place: string, portalUrl: string): Html {
  const { id, name, state, summary, seenMigrated, items } = proof;
  const due = items.filter(({ status }) => status === 'fail' || status === 'unknown');
  return html`<div class="outcome ${state === 'half' ? 'blocker' : 'high'}"><h3>${resourceLink(id, portalUrl, name)}: ${migrationWords[state]}</h3>
<p><bdi>${summary}</bdi> Number ${place}, seen off kubenet since ${dateText(seenMigrated)}.</p>
<ul>${due.map(dueItem)}</ul>${proofTable(proof)}</div>
`;
}

/** Everything that was looked at, for whoever files it. */
function proofTable({ name, items }: MigrationProof): Html | null {
  if (items.length === 0) return null;
  const rows = items.map(
    ({ title, status, expected, found }) =>
      html`<tr><th scope="row"><bdi>${title}</bdi></th><td><bdi>${expected}</bdi></td><td><bdi>${found}</bdi></td><td>${proofStatusWords[status]}</td></tr>
`,
  );
  return html`<details><summary>What was looked at: ${counted(items.length, 'thing')}</summary><div class="scroll" role="group" aria-label="Proof of ${name}" tabindex="0"><table class="compact"><thead><tr><th scope="col">What</th><th scope="col">Expected</th><th scope="col">Found</th><th scope="col">Result</th></tr></thead><tbody>
${rows}</tbody></table></div></details>`;
}

function dueItem({ title, expected, found, commands }: ProofItem): Html {
  return html`<li><bdi>${title}</bdi>: expected <bdi>${expected}</bdi>, found <bdi>${found}</bdi>.${commands.length === 0 ? null : commandBlock(commands.join('\n'), 'Copy the commands')}</li>
`;
}
