import { defaultPlanSettings, type PlanSettings } from '../model/plan-settings.ts';
import type { ReportStream } from '../model/report.ts';
import type { Schedule } from '../model/schedule.ts';
import { makePlan, scheduleReport } from '../plan/make-plan.ts';
import { parsePreviousPlan } from '../plan/parse-settings.ts';
import { type PlanFormat, planFormats } from '../report/plan/formats.ts';
import { planSentence } from '../report/plan/sentences.ts';
import { type AddCommand, type CommandContext, examples } from './command.ts';
import { formatFor, formatOption } from './document-format.ts';
import { UsageError } from './errors.ts';
import { givenPlanInput, givenPlanSettings } from './given-plan-settings.ts';
import { interruptible } from './interruptible.ts';
import { withRequestLog } from './request-log.ts';
import { savedReport } from './saved-report.ts';
import { audit } from './scan.ts';
import { addSettingOptions, environmentHelp, readSettingOptions } from './setting-options.ts';
import { auditAccess, auditedScope, type FromOption, fromOption } from './shared-options.ts';
import { writeDocument } from './write-document.ts';
import { checkOutput } from './write-output.ts';

interface PlanOptions extends FromOption {
  readonly settings?: string;
  readonly previous?: string;
  readonly format?: PlanFormat['name'];
}

/** `plan`: when each cluster migrates and what becomes of its addresses, of a saved report or of an audit made for it. */
export const addPlan: AddCommand = (command, context) => {
  command
    .addOption(fromOption('the clusters are'))
    .option('--settings <FILE>', 'Freezes, capacity, pairs and the rest, as docs/plan.md says.')
    .option('--previous <FILE>', 'The plan before, saved with --format json: whoever can keep a place keeps it.')
    .addOption(formatOption('plan', planFormats));
  addSettingOptions(command, [
    'KUBENET_AUDIT_OUTPUT',
    ...auditedScope,
    'KUBENET_AUDIT_CLUSTER',
    'KUBENET_AUDIT_TAG',
    'KUBENET_AUDIT_AS_OF',
    'KUBENET_AUDIT_IN_CLUSTER',
    ...auditAccess,
  ])
    .addHelpText('after', help)
    .action((options: PlanOptions) => plan(options, readSettingOptions(command, context.io), context));
};

const help = `${environmentHelp}

Settings that name a cluster there is none of, or that leave no day to migrate on, end with exit
code 2. Clusters that cannot make it are named in the plan, and are no error.
${examples(
  ['of a saved report', 'kubenet-audit plan --from run.json'],
  [
    'with your freezes and pairs, for people',
    'kubenet-audit plan --from run.json --settings plan-settings.json --output plan.md',
  ],
  [
    'after the next audit, moving as few clusters as it must',
    'kubenet-audit plan --from run.json --previous plan.json --output next.json',
  ],
  ['for a calendar', 'kubenet-audit plan --from run.json --output plan.ics'],
)}`;

async function plan(
  options: PlanOptions,
  settings: ReturnType<typeof readSettingOptions>,
  context: CommandContext,
): Promise<void> {
  const { io } = context;
  const { output, verbose } = settings;
  const format = formatFor(planFormats, options.format, output);
  await checkOutput(output);
  const own = await ownSettings(options, settings.planSettings);
  const previous = await givenPlanInput(options.previous, '--previous', parsePreviousPlan);
  await withRequestLog(verbose, io, async () => {
    const report =
      options.from === undefined ? await interruptible(io, audit(settings, context)) : await plannable(options.from);
    const document = await makePlan(report, await scheduleFor(report, own, previous));
    await writeDocument(format.render(document), { output, name: `${planSentence(document)} Plan` }, io);
  });
}

/** @throws {UsageError} where the report is of an earlier version: ranges would be proposed without a look at what is around */
async function plannable(file: string): Promise<ReportStream> {
  const report = await savedReport(file);
  for await (const { network } of report.clusters()) {
    if (network.surroundings !== undefined) continue;
    throw new UsageError(
      `${file} was made by an earlier version, which did not record what is around the clusters: scan again.`,
    );
  }
  return report;
}

/** Those of the option; of an audit made for the plan, those of the environment else. */
function ownSettings({ from, settings }: PlanOptions, ofEnvironment: string | undefined) {
  if (settings !== undefined || from !== undefined) return givenPlanSettings(settings, '--settings');
  return givenPlanSettings(ofEnvironment, 'KUBENET_AUDIT_PLAN_SETTINGS');
}

/** A report that carries a schedule is taken at its word, unless something else is asked for. */
async function scheduleFor(
  report: ReportStream,
  own: PlanSettings | undefined,
  previous: Schedule | undefined,
): Promise<Schedule> {
  const carried = report.head.schedule;
  if (own === undefined && previous === undefined && carried !== undefined) return carried;
  const settings = own ?? previous?.settings ?? defaultPlanSettings;
  const schedule = await scheduleReport(report, settings, previous);
  const [problem] = schedule.problems;
  if (problem !== undefined) throw new UsageError(`The plan settings cannot be followed: ${problem}`);
  return schedule;
}
