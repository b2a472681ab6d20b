import type { AuditPlan, AuditUnit, UnitResult } from '../../src/model/audit.ts';
import type { AuditEngine } from '../../src/model/audit-engine.ts';
import { audited, oneRequest } from '../store/reports.ts';

/** An engine that plans what it is given and finds every cluster ready, under the overrides. */
export function fakeEngine(plan: AuditPlan, overrides: Partial<AuditEngine> = {}): AuditEngine {
  return {
    plan: async () => plan,
    auditUnit: async (unit) => everyClusterReady(unit),
    auditEstate: async () => ({ checks: [], troubles: [], requests: oneRequest }),
    ...overrides,
  };
}

export function everyClusterReady({ clusterIds }: AuditUnit): UnitResult {
  return { clusters: clusterIds.map((id) => audited(id)), troubles: [], requests: oneRequest };
}
