import { Option } from 'commander';
import type { FailLevel } from '../config/scan-setting-list.ts';
import { isOpening } from '../diff/compare-outcomes.ts';
import { compareReports } from '../diff/compare-reports.ts';
import { diffJson, diffMarkdown, diffText } from '../diff/render-diff.ts';
import { DiffError, type FindingChange, type ReportDiff } from '../diff/report-diff.ts';
import { severityRank } from '../model/finding.ts';
import { counted } from '../words/words.ts';
import { type AddCommand, examples } from './command.ts';
import { UsageError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';
import { interruptible } from './interruptible.ts';
import { type Io, say } from './io.ts';
import { namedReport } from './named-report.ts';
import { addSettingOptions, readSettingOptions } from './setting-options.ts';
import { verboseOption } from './shared-options.ts';
import { writeDocument } from './write-document.ts';
import { checkOutput } from './write-output.ts';

const renderers = { text: diffText, json: diffJson, md: diffMarkdown } as const;
type DiffFormat = keyof typeof renderers;

/** `diff OLD NEW`: what changed between two saved reports, or two stored runs. */
export const addDiff: AddCommand = (command, { io, exitWith }) => {
  command
    .argument('<OLD>')
    .argument('<NEW>')
    .addOption(new Option('--format <FORMAT>', 'Form of the answer.').choices(Object.keys(renderers)).default('text'));
  addSettingOptions(command, ['KUBENET_AUDIT_OUTPUT', 'KUBENET_AUDIT_FAIL_ON'])
    .addOption(verboseOption())
    .addHelpText('after', help)
    .action(async (older: string, newer: string, { format }: { readonly format: DiffFormat }) => {
      const { output, failOn } = readSettingOptions(command, io);
      await checkOutput(output);
      const diff = await interruptible(io, compared(older, newer, io));
      await writeDocument(renderers[format](diff), { output, name: 'Differences' }, io);
      const opened = diff.findings.filter((each) => isOpening(each) && isAtLevel(each, failOn));
      if (opened.length === 0) return;
      say(io, `kubenet-audit: ${counted(opened.length, 'finding')} opened at or above --fail-on ${failOn}.`);
      exitWith(exitCodes.findings);
    });
};

const help = `
OLD and NEW are reports saved with --format json, or ids of runs that the app has stored (or
latest), in the storage account that KUBENET_AUDIT_STORAGE or AzureWebJobsStorage names.
With --fail-on the exit code is 3 where a finding opened, or got worse, at that level; what was
open before fails nothing.
${examples(
  ['what happened since last week', 'kubenet-audit diff last-week.json today.json'],
  ['a gate: nothing new of severity high', 'kubenet-audit diff main.json branch.json --fail-on high'],
  ['as a comment on a pull request', 'kubenet-audit diff old.json new.json --format md --output changes.md'],
  ['two stored runs', 'kubenet-audit diff 20261121T060000Z latest'],
)}`;

async function compared(older: string, newer: string, io: Io): Promise<ReportDiff> {
  const [before, after] = [await namedReport(older, 'OLD', io), await namedReport(newer, 'NEW', io)];
  try {
    return await compareReports(before, after);
  } catch (error) {
    if (error instanceof DiffError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function isAtLevel({ severity }: FindingChange, level: FailLevel | undefined): boolean {
  if (level === undefined) return false;
  return level === 'any' || severityRank(severity) <= severityRank(level);
}
