import type { Finding } from './finding.ts';
import type { CheckOutcome } from './outcome.ts';

/**
 * What it takes before a cluster can move, the least first. `setting`: something is changed and nothing restarts for it. `window`:
 * nodes are replaced or traffic is interrupted. `rebuild`: it cannot be mended in place.
 */
export const effortKinds = ['none', 'setting', 'window', 'rebuild'] as const;
export type EffortKind = (typeof effortKinds)[number];

export interface Effort {
  /** Failing checks of severity blocker that nobody accepted. */
  readonly blockers: number;
  /** The greatest that a failing check of severity blocker or high asks for. The migration itself always needs a window. */
  readonly kind: EffortKind;
}

/** By the fix that each check prints: every check that can be of severity blocker or high, but for those of the deadline. */
export const codesByEffort: Readonly<Record<EffortKind, readonly string[]>> = {
  none: [],
  setting: [
    ...['MIG-002', 'MIG-008', 'MIG-009', 'MIG-012', 'MIG-013', 'MIG-016', 'NP-003'],
    ...['RT-001', 'RT-002', 'RT-004', 'RT-005', 'RT-006', 'RT-007', 'RT-009', 'RT-010', 'RT-013', 'RT-014'],
    ...['HEAD-001', 'HEAD-002', 'HEAD-003', 'HEAD-004', 'HEAD-005', 'IP-001', 'IP-002', 'IP-003', 'IP-007'],
    ...['ING-004', 'ING-005', 'EGR-001', 'EGR-002', 'EGR-003', 'WL-001'],
  ],
  window: [
    ...['MIG-001', 'MIG-003', 'MIG-004', 'MIG-005', 'MIG-006', 'MIG-010', 'MIG-011', 'MIG-014', 'MIG-015'],
    ...['NP-001', 'NP-002', 'NP-004', 'NP-005', 'IP-005', 'ING-001', 'ING-002', 'ING-003'],
    ...['PLAT-001', 'PLAT-002', 'RT-011'],
  ],
  rebuild: ['MIG-007', 'IP-004', 'IP-006', 'RT-003'],
};

const kindByCode = new Map(effortKinds.flatMap((kind) => codesByEffort[kind].map((code) => [code, kind] as const)));

/** The update to Overlay takes another pod CIDR; a service CIDR takes another cluster. */
const reservedRanges = 'IP-007';

function isAboutPods({ status, evidence }: Finding): boolean {
  return status === 'pass' || evidence['range'] === 'pod CIDR';
}

export function effortOf(
  checks: readonly Pick<CheckOutcome, 'code' | 'category' | 'severity' | 'status' | 'waiver' | 'findings'>[],
): Effort {
  const failing = checks.filter(
    ({ status, waiver, category }) => status === 'fail' && waiver === null && category !== 'deadline',
  );
  const stops = failing.filter(({ severity }) => severity === 'blocker' || severity === 'high');
  const kinds = stops.map((outcome) => effortKinds.indexOf(kindOf(outcome)));
  return {
    blockers: stops.filter(({ severity }) => severity === 'blocker').length,
    kind: effortKinds[Math.max(0, ...kinds)] ?? 'none',
  };
}

function kindOf({ code, findings }: Pick<CheckOutcome, 'code' | 'findings'>): EffortKind {
  if (code === reservedRanges) return findings.every(isAboutPods) ? 'setting' : 'rebuild';
  return kindByCode.get(code) ?? 'setting';
}
