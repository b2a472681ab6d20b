import type { CheckOutcome } from '../../src/model/outcome.ts';

/** A passing migration check of severity high. */
export function aCheckOutcome(overrides: Partial<CheckOutcome> = {}): CheckOutcome {
  return {
    code: 'MIG-001',
    category: 'migration',
    severity: 'high',
    live: false,
    status: 'pass',
    title: 'The cluster is fit',
    reason: 'It is.',
    findings: [],
    fix: { text: 'Nothing to do.', commands: [] },
    docs: 'docs/checks/MIG-001.md',
    waiver: null,
    ...overrides,
  };
}
