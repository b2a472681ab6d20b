import { expect } from 'vitest';
import type { Check } from '../../src/checks/define-check.ts';
import type { CheckOutcome } from '../../src/model/outcome.ts';
import type { FactName } from '../../src/network/derived-facts.ts';

/** Words that end as a sentence does. */
const sentence = /^[^\s].*\w.*[.!]$/s;

/** What only a slip puts into a text. */
const slip = /\bundefined\b|\bnull\b|\bNaN\b|\[object|\{\w*\}|\(\)|\s{2}|, ,|,\.$/;

/** What holds of every outcome of every check, whatever the facts: it reads as sentences, and a failure says what it was judged by. */
export function expectSound(check: Check<FactName>, outcome: CheckOutcome): void {
  const { reason, findings, severity, fix } = outcome;
  expect([...check.severities, check.severityWhenUnknown]).toContain(severity);
  expect(reason).toMatch(outcome.status === 'unknown' ? /\w/ : sentence);
  for (const finding of findings) {
    expect(finding.message).toMatch(sentence);
    expect(finding.message).not.toMatch(slip);
    expect(check.severities, finding.message).toContain(finding.severity);
    if (finding.status === 'fail') expect(finding.evidence, finding.message).not.toEqual({});
  }
  const isOfPools = findings.some(({ status, resourceId }) => status === 'fail' && /\/agentPools\//i.test(resourceId));
  for (const command of fix.commands) {
    expect(command).not.toMatch(/[{}]/);
    if (isOfPools) expect(command).not.toContain('<pool>');
  }
}
