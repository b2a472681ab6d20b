import type { MigrationProof, ProofItem } from '../../model/migration-proof.ts';
import type { ReportHead } from '../../model/report.ts';
import { dateText } from '../dates.ts';
import { migrationWords } from '../migration-record.ts';
import { counted } from '../words.ts';
import { type Html, html } from './escape.ts';
import { resourceLink } from './links.ts';

/** What has left kubenet: when, whether whole, and what is left over; nothing where nothing has. */
export function migrationSection({ migrations = [] }: ReportHead, portalUrl: string): Html | null {
  if (migrations.length === 0) return null;
  const open = migrations.filter(({ state }) => state !== 'migrated');
  const whole = migrations.filter(({ state }) => state === 'migrated');
  return html`
<section class="section" id="migrated" aria-labelledby="migrated-title">
<h2 id="migrated-title">Left kubenet</h2>
${open.map((proof) => openMigration(proof, portalUrl))}
${whole.length === 0 ? null : html`<details><summary>${counted(whole.length, 'cluster')} migrated whole</summary><ul>${whole.map((proof) => html`<li>${resourceLink(proof.id, portalUrl, proof.name)}, seen on Overlay since ${dateText(proof.seenMigrated)}</li>`)}</ul></details>`}
</section>`;
}

function openMigration({ id, name, state, summary, seenMigrated, items }: MigrationProof, portalUrl: string): Html {
  const due = items.filter(({ status }) => status === 'fail' || status === 'unknown');
  return html`<div class="outcome ${state === 'half' ? 'blocker' : 'high'}"><h3>${resourceLink(id, portalUrl, name)}: ${migrationWords[state]}</h3>
<p><bdi>${summary}</bdi> Seen off kubenet since ${dateText(seenMigrated)}.</p>
<ul>${due.map(dueItem)}</ul></div>
`;
}

function dueItem({ title, expected, found, commands }: ProofItem): Html {
  return html`<li><bdi>${title}</bdi>: expected <bdi>${expected}</bdi>, found <bdi>${found}</bdi>.${commands.length === 0 ? null : html`<pre class="copyable"><code>${commands.join('\n')}</code><button class="copy" type="button" aria-label="Copy the commands">Copy</button></pre>`}</li>
`;
}
