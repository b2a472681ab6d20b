import type { EngineParts } from '../../src/functions/engine.ts';
import type { AuditEngine, AuditSettings } from '../../src/model/audit-engine.ts';

/** What the entry of the package has in place of the engine: the scanner is read from disk when it is first asked for something. */
export function createAppEngine(settings: AuditSettings, parts: EngineParts): AuditEngine {
  let engine: Promise<AuditEngine> | undefined;
  const load = () => {
    engine ??= import('../../src/functions/engine.ts').then((scanner) => scanner.createAppEngine(settings, parts));
    return engine;
  };
  return {
    plan: async (...asked) => (await load()).plan(...asked),
    auditUnit: async (...asked) => (await load()).auditUnit(...asked),
    auditEstate: async (...asked) => (await load()).auditEstate(...asked),
  };
}
