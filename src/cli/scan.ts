import { armActions } from '../arm/arm-actions.ts';
import { withHistory } from '../audit/report-history.ts';
import { type AuditProgress, runAudit } from '../audit/run-audit.ts';
import type { ScanSettings } from '../config/scan-settings.ts';
import type { AuditPlan } from '../model/audit.ts';
import type { ReportStream } from '../model/report.ts';
import { answerSentence, coverageSentence } from '../words/sentences.ts';
import { counted } from '../words/words.ts';
import { chooseFormat } from './choose-format.ts';
import { type AddCommand, type CommandContext, examples } from './command.ts';
import { UsageError } from './errors.ts';
import type { ExitCode } from './exit-codes.ts';
import { givenCode, withGivenCode } from './given-code.ts';
import { givenPlanSettings } from './given-plan-settings.ts';
import { givenWaivers } from './given-waivers.ts';
import { keepHistory, readHistory } from './history-folder.ts';
import { interruptible } from './interruptible.ts';
import { say } from './io.ts';
import { openSources } from './open-sources.ts';
import { portalOf } from './portal.ts';
import { type ProgressView, showProgress } from './progress.ts';
import { withRequestLog } from './request-log.ts';
import { scanResult } from './scan-result.ts';
import { scopeText } from './scope-text.ts';
import { addSettingOptions, environmentHelp, readSettingOptions } from './setting-options.ts';
import { auditAccess, auditedScope, type SummaryOption, summaryOption } from './shared-options.ts';
import { checkOutput, standardOutput } from './write-output.ts';
import { writeReport } from './write-report.ts';

const { clusterUserCredential } = armActions;

/** `scan`: audits a scope and writes a report. */
export const addScan: AddCommand = (command, context) => {
  addSettingOptions(command, [
    ...auditedScope,
    'KUBENET_AUDIT_CLUSTER',
    'KUBENET_AUDIT_TAG',
    'KUBENET_AUDIT_IN_CLUSTER',
    'KUBENET_AUDIT_WAIVERS',
    'KUBENET_AUDIT_PLAN_SETTINGS',
    'KUBENET_AUDIT_HISTORY',
    'KUBENET_AUDIT_IAC',
    'KUBENET_AUDIT_BICEP',
    'KUBENET_AUDIT_FORMAT',
    'KUBENET_AUDIT_OUTPUT',
    'KUBENET_AUDIT_AS_OF',
    'KUBENET_AUDIT_FAIL_ON',
    'KUBENET_AUDIT_REQUIRE_COMPLETE',
    ...auditAccess,
  ])
    .addOption(summaryOption())
    .addHelpText('after', help)
    .action(async ({ summary: isSummary }: SummaryOption) => {
      const settings = readSettingOptions(command, context.io);
      if (settings.input !== undefined && command.opts()['source'] !== undefined) {
        throw new UsageError('--input and --source exclude each other: a folder is read in place of Azure.');
      }
      if (settings.history !== undefined && isNarrowed(settings)) {
        throw new UsageError('--history counts whole subscriptions: leave out --cluster and --tag, or --history.');
      }
      context.exitWith(
        await withRequestLog(settings.verbose, context.io, () => scan({ ...settings, isSummary }, context)),
      );
    });
};

function isNarrowed({ scope }: ScanSettings): boolean {
  return scope.clusters.length > 0 || Object.keys(scope.tags).length > 0;
}

/** Said before it is switched on, and again when it is. */
const inClusterNeed = `It needs
${clusterUserCredential.action},
which Reader does not have; "Azure Kubernetes Service Cluster User Role" does.`;

const help = `${environmentHelp}

--in-cluster reads the API of each kubenet cluster with the credential of its user. ${inClusterNeed}
What is read there is what deploy/kubernetes/cluster-role.yaml lists.

Exit codes:
  0  done
  1  the tool could not do its work: nobody signed in, nothing could be read, a cluster that
     --cluster names is not there, or no cluster carries the tags of --tag
  2  wrong usage, such as a folder that does not exist
  3  a check failed at or above --fail-on; every check counts that is not waived, those of the
     deadline and of the estate too
  4  something could not be read, with --require-complete
Where several apply, the lowest number is told. With 3 and 4 the report is written; with 1 it is,
once the subscriptions could be listed.
${examples(
  ['everything the signed-in identity can see, as a table', 'kubenet-audit scan'],
  ['a folder of what "az aks list -o json" and others printed', 'kubenet-audit scan --input export'],
  ['what runs inside the clusters too, where the identity may', 'kubenet-audit scan --in-cluster'],
  ['one management group, as a page', 'kubenet-audit scan --management-group mg-prod --output report.html'],
  ['every Monday, with the pace since the first one', 'kubenet-audit scan --history audits --output report.html'],
  ['with the code that makes the clusters', 'kubenet-audit scan --iac . --output report.html'],
  ['a gate in a pipeline', 'kubenet-audit scan --tag env=prod --fail-on blocker --require-complete'],
  ['for another program', 'kubenet-audit scan --format json | jq .summary'],
)}`;

async function scan(
  settings: ScanSettings & { readonly isSummary: boolean | undefined },
  context: CommandContext,
): Promise<ExitCode> {
  const { io } = context;
  const { isSummary } = settings;
  const format = chooseFormat(settings.format, settings.output, io, { isSummary });
  await checkOutput(settings.output);
  const given = givenCode(settings);
  const earlier = settings.history === undefined ? undefined : await readHistory(settings.history, io);
  const known: string[] = [];
  const alone = await audit(settings, context, (plan) => known.push(...namesIn(plan)));
  const joined = await withGivenCode(alone, given, io.now());
  const report = earlier === undefined ? joined : withHistory(joined, earlier);
  const portalUrl = settings.portalUrl ?? portalOf(settings.audit.cloud);
  await interruptible(io, writeReport(report, { format, output: settings.output, portalUrl, isSummary }, io));
  if (settings.history !== undefined) await keepHistory(settings.history, report, io);
  if (format.isDocument || settings.output !== standardOutput) say(io, summary(report, settings.output));
  for (const { code, scope, detail } of report.head.waivers ?? []) say(io, `Waiver ${code} of ${scope}: ${detail}`);
  for (const problem of report.head.schedule?.problems ?? []) say(io, `Plan: ${problem}`);
  const { code, reason } = await scanResult(report, { ...settings, ...settings.scope, known });
  if (reason !== undefined) say(io, `kubenet-audit: ${reason}`);
  return code;
}

/** Every cluster that was listed, whether asked for or not. */
function namesIn({ index, notKubenet }: AuditPlan): string[] {
  return [...index, ...notKubenet].map(({ name }) => name);
}

/** Audits what the settings name, showing how far it is. */
export async function audit(
  settings: ScanSettings,
  { io, services }: CommandContext,
  onPlan?: (plan: AuditPlan) => void,
): Promise<ReportStream> {
  const asOf = settings.asOf ?? io.now();
  const waivers = await givenWaivers(settings.waivers, asOf);
  const planSettings = await givenPlanSettings(settings.planSettings, '--plan-settings');
  if (settings.audit.inCluster) say(io, `Looking inside each kubenet cluster too. ${inClusterNeed}`);
  const { sources, unusedFiles, from } = await interruptible(io, openSources(settings, services));
  const progress = showProgress(io, () => sources.source.requests(), settings.verbose);
  progress.line(`Scope: ${scopeText(settings.scope)}; from ${from}.`);
  try {
    const auditing = runAudit(sources, {
      scope: settings.scope,
      runId: services.newRunId(),
      asOf,
      waivers,
      planSettings,
      routeLimit: settings.audit.routeLimit,
      unusedFiles,
      onPlan,
      onProgress: progressWithPlan(progress),
      now: io.now,
    });
    return await interruptible(io, auditing);
  } finally {
    progress.stop();
  }
}

/** The first progress is the finished plan: what will be read is then known. */
function progressWithPlan(view: ProgressView): (progress: AuditProgress) => void {
  let isPlanned = false;
  return (progress) => {
    if (!isPlanned) {
      const { subscriptions, clustersTotal } = progress;
      view.line(`${counted(subscriptions, 'subscription')}, ${counted(clustersTotal, 'kubenet cluster')} to audit.`);
    }
    isPlanned = true;
    view.update(progress);
  };
}

function summary({ head }: ReportStream, output: string): string {
  const parts = [
    answerSentence(head),
    ...(head.run.status === 'complete' ? [] : [coverageSentence(head.run)]),
    ...(output === standardOutput ? [] : [`Report: ${output}`]),
  ];
  return parts.join(' ');
}
