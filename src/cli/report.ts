import { chooseFormat } from './choose-format.ts';
import { type AddCommand, examples } from './command.ts';
import { interruptible } from './interruptible.ts';
import { say } from './io.ts';
import { portalOf } from './portal.ts';
import { savedReport } from './saved-report.ts';
import { addSettingOptions, readSettingOptions } from './setting-options.ts';
import { checkOutput, standardOutput } from './write-output.ts';
import { writeReport } from './write-report.ts';

/** `report --from run.json`: renders a saved report in another format. */
export const addReport: AddCommand = (program, { io }) => {
  const command = program
    .command('report')
    .description('Render a report saved with --format json in another format.')
    .requiredOption('--from <FILE>', 'The saved report.');
  addSettingOptions(command, ['KUBENET_AUDIT_FORMAT', 'KUBENET_AUDIT_OUTPUT', 'KUBENET_AUDIT_CLOUD'])
    .option('--verbose', 'Show where an error comes from.')
    .addHelpText(
      'after',
      examples(
        ['as a table', 'kubenet-audit report --from run.json'],
        ['as a page', 'kubenet-audit report --from run.json --output report.html'],
        ['for a spreadsheet', 'kubenet-audit report --from run.json --format csv > findings.csv'],
      ),
    )
    .action(async ({ from }: { readonly from: string }) => {
      const { format: named, output, audit, portalUrl } = readSettingOptions(command, io);
      const format = chooseFormat(named, output, io);
      await checkOutput(output);
      const target = { format, output, portalUrl: portalUrl ?? portalOf(audit.cloud) };
      await interruptible(io, writeReport(await savedReport(from), target, io));
      if (output !== standardOutput) say(io, `Report: ${output}`);
    });
};
