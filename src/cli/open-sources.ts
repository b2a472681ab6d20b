import { stat } from 'node:fs/promises';
import type { AuditSources } from '../audit/audit-clusters.ts';
import { chooseSource } from '../audit/audit-engine.ts';
import type { RunOptions } from '../audit/run-audit.ts';
import { openAzure, openFolder } from '../audit/sources.ts';
import type { ScanSettings } from '../config/scan-settings.ts';
import type { Services } from './command.ts';
import { UsageError } from './errors.ts';

interface OpenedSources {
  readonly sources: AuditSources;
  readonly unusedFiles: NonNullable<RunOptions['unusedFiles']>;
  /** For a person: where facts will come from. */
  readonly from: string;
}

/**
 * Azure, or a folder of saved JSON.
 * @throws {UsageError} for a folder that does not exist, or that is asked what only Azure knows
 */
export async function openSources(settings: ScanSettings, services: Services): Promise<OpenedSources> {
  const { input, scope, audit: auditSettings } = settings;
  if (input === undefined) {
    const connection = await services.connect(auditSettings);
    const source = await chooseSource(auditSettings.source, connection);
    const from = source === 'graph' ? 'Azure Resource Graph' : 'Azure Resource Manager';
    return { sources: openAzure(connection, source, auditSettings), unusedFiles: [], from };
  }
  if (auditSettings.inCluster) {
    throw new UsageError(
      '--input and --in-cluster exclude each other: put what kubectl prints into the folder instead; "kubenet-audit collect" prints the lines.',
    );
  }
  if (scope.managementGroups.length > 0) {
    throw new UsageError(
      '--management-group needs Azure: a folder does not know management groups. Use --subscription.',
    );
  }
  const isFolder = await stat(input).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new UsageError(`The folder of --input does not exist: ${input}.`);
  const { unusedFiles, ...sources } = await openFolder(input);
  return { sources, unusedFiles, from: `the folder ${input}` };
}
