import { createAuditEngine } from '../audit/audit-engine.ts';
import { connectToAzure } from '../audit/sources.ts';
import type { AuditEngine, AuditSettings } from '../model/audit-engine.ts';
import type { Waiver } from '../model/waiver.ts';

/** What the engine of an app takes, beside its settings. */
export interface EngineParts {
  readonly waivers: readonly Waiver[];
  /** Waits for the turn to ask Resource Graph, among all instances of the app. */
  readonly graphTurn: () => Promise<void>;
}

export function createAppEngine(settings: AuditSettings, { waivers, graphTurn }: EngineParts): AuditEngine {
  return createAuditEngine(settings, connectToAzure(settings, graphTurn), waivers);
}
