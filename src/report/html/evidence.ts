import type { Evidence, EvidenceValue } from '../../model/finding.ts';
import { shortened } from '../plain-text.ts';
import { notKnownText } from '../words.ts';
import { type Html, html } from './escape.ts';

/** A page is for reading; the whole of a longer value is in the JSON. */
const longestValue = 2000;

export function evidenceList(evidence: Evidence): Html | null {
  const facts = Object.entries(evidence);
  if (facts.length === 0) return null;
  return html`<dl class="evidence">${facts.map(
    ([name, value]) =>
      html`<div><dt><bdi>${shortened(name, longestValue)}</bdi></dt><dd><bdi>${shortened(evidenceText(value), longestValue)}</bdi></dd></div>`,
  )}</dl>
`;
}

/** `10.1.0.4, 10.1.0.5`, `name: a; prefix: 10.0.0.0/8`. */
function evidenceText(value: EvidenceValue): string {
  if (value === null) return notKnownText;
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return value.length === 0 ? 'none' : value.map(evidenceText).join(', ');
  return Object.entries(value)
    .map(([name, inner]) => `${name}: ${evidenceText(inner)}`)
    .join('; ');
}

function isList(value: readonly EvidenceValue[] | Evidence): value is readonly EvidenceValue[] {
  return Array.isArray(value);
}
