import type { Evidence } from '../../model/finding.ts';
import { evidenceFact } from '../../words/evidence-words.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { shortened } from '../../words/plain-text.ts';

/** A page is for reading; the whole of a longer value is in the JSON. */
const longestValue = 2000;

export function evidenceList(evidence: Evidence): Html | null {
  const facts = Object.entries(evidence).map(([name, value]) => evidenceFact(name, value));
  if (facts.length === 0) return null;
  return html`<dl class="evidence">${facts.map(
    ({ name, value }) =>
      html`<div><dt><bdi>${shortened(name, longestValue)}</bdi></dt><dd><bdi>${shortened(value, longestValue)}</bdi></dd></div>`,
  )}</dl>
`;
}
