import { Option } from 'commander';
import { verifyMigrations } from '../audit/verify-migrations.ts';
import { beforeMigration } from '../model/before-migration.ts';
import type { BeforeMigration, MigrationProof, MigrationState } from '../model/migration-proof.ts';
import type { ClusterReport, ReportHead, ReportStream } from '../model/report.ts';
import { sameResource } from '../model/resource-id.ts';
import { timestamp } from '../model/timestamp.ts';
import { migrationRecord } from '../report/migration-record.ts';
import { dateText } from '../words/dates.ts';
import { type AddCommand, type CommandContext, examples } from './command.ts';
import { CommandError, UsageError } from './errors.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { findCluster } from './find-cluster.ts';
import { interruptible } from './interruptible.ts';
import { openSources } from './open-sources.ts';
import { withRequestLog } from './request-log.ts';
import { savedReport } from './saved-report.ts';
import { addSettingOptions, environmentHelp, readSettingOptions } from './setting-options.ts';
import { azureAccess } from './shared-options.ts';
import { writeDocument } from './write-document.ts';
import { checkOutput } from './write-output.ts';

const renderers = {
  md: migrationRecord,
  json: (proof: MigrationProof) => `${JSON.stringify(proof, null, 2)}\n`,
} as const;

interface VerifyOptions {
  readonly before: string;
  readonly format: keyof typeof renderers;
}

/** `verify CLUSTER --before run.json`: whether a migration is whole, and what is left over. */
export const addVerify: AddCommand = (command, context) => {
  const { io, exitWith } = context;
  command
    .argument('<CLUSTER>')
    .requiredOption('--before <FILE>', 'A report from before the migration, saved with --format json.')
    .addOption(new Option('--format <FORMAT>', 'Form of the record.').choices(Object.keys(renderers)).default('md'));
  addSettingOptions(command, [
    'KUBENET_AUDIT_OUTPUT',
    'KUBENET_AUDIT_SUBSCRIPTION',
    'KUBENET_AUDIT_SOURCE',
    'KUBENET_AUDIT_INPUT',
    'KUBENET_AUDIT_MAX_RPS',
    ...azureAccess,
  ])
    .addHelpText('after', help)
    .action(async (cluster: string, { before, format }: VerifyOptions) => {
      const settings = readSettingOptions(command, io);
      await checkOutput(settings.output);
      const remembered = await rememberedCluster(before, cluster, io.now());
      const proof = await withRequestLog(settings.verbose, io, () =>
        interruptible(io, prove(remembered, settings, context)),
      );
      await writeDocument(renderers[format](proof), { output: settings.output, name: `${proof.summary} Record` }, io);
      exitWith(codes[proof.state]);
    });
};

const codes: Readonly<Record<MigrationState, ExitCode>> = {
  migrated: exitCodes.done,
  leftovers: exitCodes.findings,
  half: exitCodes.findings,
  notMigrated: exitCodes.findings,
  unknown: exitCodes.incomplete,
};

const help = `${environmentHelp}

Exit codes:
  0  migrated whole: nothing that Azure tells of is left over
  2  wrong usage, such as a report from after the migration
  3  still on kubenet, half-migrated, or leftovers
  4  something that would tell could not be read
${examples(
  ['after the update', 'kubenet-audit verify aks-shop --before aks-shop-before.json'],
  ['a record to file', 'kubenet-audit verify aks-shop --before before.json --output aks-shop-migrated.md'],
)}`;

async function prove(
  before: BeforeMigration,
  settings: ReturnType<typeof readSettingOptions>,
  { io, services }: CommandContext,
): Promise<MigrationProof> {
  const { sources } = await openSources(settings, services);
  // Proof is not taken from tables that lag behind.
  const [proof] = await verifyMigrations(sources.fresh ?? sources.source, [
    { before, seenMigrated: timestamp(io.now()) },
  ]);
  if (proof?.items.length === 0) throw new CommandError(proof.summary);
  if (proof === undefined) throw new CommandError(`${before.name} could not be looked at.`);
  return proof;
}

/** @throws {UsageError} where the report cannot be one from before the migration of this cluster */
async function rememberedCluster(file: string, wanted: string, now: Date): Promise<BeforeMigration> {
  const report = await savedReport(file, 'of --before');
  const { head } = report;
  if (Date.parse(head.asOf) > now.getTime()) {
    throw new UsageError(`${file} is of ${dateText(head.asOf)}, which is yet to come: give a report from before.`);
  }
  const cluster = await clusterOn(report, wanted, file);
  const before = beforeMigration(cluster, head.asOf);
  if (before !== undefined) return before;
  throw new UsageError(
    `${file} was made by an earlier version, which did not record what a migration is proved by: give a newer report from before.`,
  );
}

async function clusterOn(report: ReportStream, wanted: string, file: string): Promise<ClusterReport> {
  if (isElsewhere(report.head, wanted)) {
    throw new UsageError(
      `${file} is from after the migration: in it ${wanted} does not use kubenet any more. Give a report from before.`,
    );
  }
  try {
    return await findCluster(report, wanted);
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${file}: ${error.message}`, { cause: error });
    throw error;
  }
}

function isElsewhere({ overlay, other }: ReportHead, wanted: string): boolean {
  return [...overlay, ...other].some(
    ({ id, name }) => sameResource(id, wanted) || name.toLowerCase() === wanted.toLowerCase(),
  );
}
