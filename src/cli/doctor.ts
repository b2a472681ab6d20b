import type { ScanSettings } from '../config/scan-settings.ts';
import { type AddCommand, type CommandContext, examples } from './command.ts';
import { describeError } from './describe-error.ts';
import { type Diagnosis, diagnosisText } from './doctor/diagnosis.ts';
import { examine } from './doctor/examine.ts';
import { InterruptedError } from './errors.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { interruptible } from './interruptible.ts';
import { showsColour } from './io.ts';
import { withRequestLog } from './request-log.ts';
import { addSettingOptions, environmentHelp, readSettingOptions } from './setting-options.ts';
import { azureAccess } from './shared-options.ts';
import { standardOutput, writeOutput } from './write-output.ts';

/** `doctor`: what a scan will and will not be able to read, before any scan. */
export const addDoctor: AddCommand = (command, context) => {
  addSettingOptions(command, [
    'KUBENET_AUDIT_MANAGEMENT_GROUP',
    'KUBENET_AUDIT_SUBSCRIPTION',
    'KUBENET_AUDIT_SOURCE',
    'KUBENET_AUDIT_REQUIRE_COMPLETE',
    'KUBENET_AUDIT_MAX_RPS',
    ...azureAccess,
  ])
    .addHelpText('after', help)
    .action(async () => {
      const settings = readSettingOptions(command, context.io);
      context.exitWith(await withRequestLog(settings.verbose, context.io, () => doctor(settings, context)));
    });
};

const help = `${environmentHelp}

Exit codes:
  0  a scan could start
  1  a scan could not start
  4  something would be unreadable, with --require-complete
${examples(
  ['everything the signed-in identity can see', 'kubenet-audit doctor'],
  ['one subscription, for a pipeline', 'kubenet-audit doctor --subscription ID --require-complete'],
)}`;

async function doctor(settings: ScanSettings, { io, services }: CommandContext): Promise<ExitCode> {
  const levels = new Set<Diagnosis['level']>();
  const colour = showsColour(io);
  async function* lines(): AsyncGenerator<string> {
    const connection = await services.connect(settings.audit);
    for await (const diagnosis of endingWithError(examine(settings, connection, io))) {
      levels.add(diagnosis.level);
      yield diagnosisText(diagnosis, colour);
    }
  }
  await interruptible(io, writeOutput(lines(), standardOutput, io));
  if (levels.has('stop')) return exitCodes.failed;
  return levels.has('gap') && settings.requireComplete ? exitCodes.incomplete : exitCodes.done;
}

/** What would end a scan is the last thing a doctor says, not the end of the doctor. */
async function* endingWithError(diagnoses: AsyncIterable<Diagnosis>): AsyncGenerator<Diagnosis> {
  try {
    yield* diagnoses;
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    yield { level: 'stop', text: describeError(error) };
  }
}
