import type { CheckContext } from '../../src/checks/define-check.ts';

/** The moment the healthy cluster is judged at. */
export const asOf = new Date('2026-11-22T06:00:00Z');

export function aContext(overrides: Partial<CheckContext> = {}): CheckContext {
  return { asOf, routeLimit: 400, ...overrides };
}
