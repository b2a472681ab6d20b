import { Option } from 'commander';
import type { ClusterReport, ReportStream } from '../model/report.ts';
import { type RunbookFormat, runbookFormats } from '../report/runbook/formats.ts';
import { makeRunbook } from '../runbook/make-runbook.ts';
import type { Runbook } from '../runbook/runbook.ts';
import { type AddCommand, examples } from './command.ts';
import { UsageError } from './errors.ts';
import { findCluster } from './find-cluster.ts';
import { givenCode, withGivenCode } from './given-code.ts';
import { withRequestLog } from './request-log.ts';
import { savedOrAudited } from './saved-or-audited.ts';
import { addSettingOptions, environmentHelp, readSettingOptions } from './setting-options.ts';
import { auditAccess, auditedScope, type FromOption, fromOption } from './shared-options.ts';
import { writeDocument } from './write-document.ts';
import { checkOutput } from './write-output.ts';

interface RunbookOptions extends FromOption {
  readonly format: RunbookFormat;
}

/** `runbook CLUSTER`: how one cluster leaves kubenet, of a saved report or of an audit made for it. */
export const addRunbook: AddCommand = (command, context) => {
  const { io } = context;
  command
    .argument('<CLUSTER>')
    .addOption(fromOption('the cluster is'))
    .addOption(
      new Option('--format <FORMAT>', 'Form of the runbook; checklist is for the body of an issue.')
        .choices(Object.keys(runbookFormats))
        .default('md'),
    );
  addSettingOptions(command, [
    'KUBENET_AUDIT_IAC',
    'KUBENET_AUDIT_BICEP',
    'KUBENET_AUDIT_OUTPUT',
    ...auditedScope,
    'KUBENET_AUDIT_IN_CLUSTER',
    'KUBENET_AUDIT_AS_OF',
    ...auditAccess,
  ])
    .addHelpText('after', help)
    .action(async (cluster: string, options: RunbookOptions) => {
      const settings = readSettingOptions(command, io);
      await checkOutput(settings.output);
      const code = givenCode(settings);
      const text = await withRequestLog(settings.verbose, io, async () => {
        const alone = await savedOrAudited(options, cluster, settings, context);
        const report = await withGivenCode(alone, code, io.now());
        return runbookFormats[options.format](runbookOf(report, await findCluster(report, cluster)));
      });
      await writeDocument(text, { output: settings.output, name: 'Runbook' }, io);
    });
};

const help = `${environmentHelp}

It prints commands and runs none. Every command is the same in bash and in PowerShell.
${examples(
  ['of a saved report', 'kubenet-audit runbook aks-shop --from run.json --output aks-shop.md'],
  ['with the lines of code to change', 'kubenet-audit runbook aks-shop --from run.json --iac .'],
  ['of the cluster as it is now', 'kubenet-audit runbook aks-shop --subscription 00000000-0000-0000-0000-000000000000'],
  [
    'as the body of an issue',
    'kubenet-audit runbook aks-shop --from run.json --format checklist | gh issue create -F -',
  ],
)}`;

function runbookOf({ head }: ReportStream, cluster: ClusterReport): Runbook {
  const runbook = makeRunbook(cluster, head.asOf, head.schedule?.settings.onPremises);
  if (runbook !== undefined) return runbook;
  throw new UsageError(
    `The report of ${head.asOf} was made by an earlier version, which did not record what a migration needs: scan again.`,
  );
}
