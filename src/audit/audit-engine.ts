import { AzureAnswerError, AzureRequestError } from '../arm/errors.ts';
import { isThrottled } from '../arm/graph-pace.ts';
import { indexClusters } from '../gather/cluster-index.ts';
import type { AuditEngine, AuditSettings, SourceChoice } from '../model/audit-engine.ts';
import type { SourceKind } from '../model/report.ts';
import type { Waiver } from '../model/waiver.ts';
import { judgeUnit, readUnit } from './audit-clusters.ts';
import { auditEstate } from './audit-estate.ts';
import { planAudit } from './plan-audit.ts';
import { type AzureConnection, connectToAzure, openAzure } from './sources.ts';
import { verifyMigrations } from './verify-migrations.ts';

/** The engine of hosts that work in pieces: every call opens its own sources, so nothing is carried from one piece to another. */
export function createAuditEngine(
  settings: AuditSettings,
  connection: AzureConnection = connectToAzure(settings),
  waivers: readonly Waiver[] = [],
): AuditEngine {
  const open = (kind: SourceKind) => openAzure(connection, kind === 'graph' ? 'graph' : 'arm', settings);
  return {
    plan: async (scope) => planAudit(open(await chooseSource(settings.source, connection)).source, scope),
    auditUnit: async ({ clusterIds }, { asOf, source, index, previousAudits }) => {
      const sources = open(source);
      const judging = {
        asOf,
        routeLimit: settings.routeLimit,
        index: indexClusters(index),
        previousAudits,
        waivers,
      };
      const read = await readUnit(sources, clusterIds, judging);
      return {
        ...judgeUnit(sources, clusterIds, judging, read),
        get requests() {
          return sources.source.requests();
        },
      };
    },
    auditEstate: async (plan, asOf, moved = []) => {
      const { source } = open(plan.source);
      const result = await auditEstate(source, plan, { waivers, asOf });
      const migrations = await verifyMigrations(source, moved);
      return { ...result, migrations, requests: source.requests() };
    },
  };
}

/** `auto` tries Resource Graph with the cheapest question there is, and takes ARM where it is closed. */
export async function chooseSource(choice: SourceChoice, connection: AzureConnection): Promise<'graph' | 'arm'> {
  if (choice !== 'auto') return choice;
  try {
    await openAzure(connection, 'graph').source.subscriptions([]);
    return 'graph';
  } catch (error) {
    // One that is busy is there.
    if (isThrottled(error)) return 'graph';
    if (error instanceof AzureRequestError || error instanceof AzureAnswerError) return 'arm';
    throw error;
  }
}
