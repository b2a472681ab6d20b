import type { AuditEngine, AuditSettings } from '../../src/model/audit-engine.ts';

/** What the entry of the package has in place of the engine: the scanner is read from disk when it is first asked for something. */
export function createAuditEngine(settings: AuditSettings): AuditEngine {
  let engine: Promise<AuditEngine> | undefined;
  const load = () => {
    engine ??= import('../../src/functions/engine.ts').then((scanner) => scanner.createAuditEngine(settings));
    return engine;
  };
  return {
    plan: async (scope) => (await load()).plan(scope),
    auditUnit: async (unit, context) => (await load()).auditUnit(unit, context),
    auditEstate: async (plan, asOf) => (await load()).auditEstate(plan, asOf),
  };
}
