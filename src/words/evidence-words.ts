import type { Evidence, EvidenceValue } from '../model/finding.ts';
import { notKnownText } from './words.ts';

/** A fact of the evidence as a reader meets it: `age`, `47 minutes`. */
export function evidenceFact(name: string, value: EvidenceValue): { readonly name: string; readonly value: string } {
  return { name: evidenceName(name), value: `${evidenceText(value)}${evidenceUnit(name, value)}` };
}

const unitAtEnd = /(?<=[a-z])(Minutes|Hours|Days)$/;

/** `nextHopType` as `next hop type`, `ageMinutes` as `age`; what is no such name stays as it is. */
function evidenceName(name: string): string {
  if (!/^[a-z][a-zA-Z]*$/.test(name)) return name;
  return name.replace(unitAtEnd, '').replaceAll(/(?<=[a-z])[A-Z](?=[a-z])/g, (letter) => ` ${letter.toLowerCase()}`);
}

function evidenceUnit(name: string, value: EvidenceValue): string {
  const [unit] = unitAtEnd.exec(name) ?? [];
  return unit === undefined || typeof value !== 'number' ? '' : ` ${unit.toLowerCase()}`;
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
