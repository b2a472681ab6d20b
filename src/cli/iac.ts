import { productVersion } from '../config/product-version.ts';
import { type RunningCluster, runningClusters } from '../iac/estate/running-cluster.ts';
import { withFileNames } from '../iac/name-files.ts';
import type { IacReport } from '../model/iac-report.ts';
import { type IacVerdict, iacVerdicts } from '../model/iac-verdict.ts';
import { codeMarkdown } from '../report/code/markdown.ts';
import { codeSarif } from '../report/code/sarif.ts';
import { codeTable } from '../report/code/table.ts';
import { counted } from '../words/words.ts';
import { type AddCommand, examples } from './command.ts';
import { UsageError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';
import { checkCodePaths, givenCompiler, nameFromHere } from './given-code.ts';
import { type Io, say, showsColour, textWidth } from './io.ts';
import { verboseOption } from './shared-options.ts';
import { checkOutput, standardOutput, writeOutput } from './write-output.ts';

interface IacOptions {
  readonly format?: string;
  readonly output: string;
  readonly failOn?: string;
  readonly requireComplete?: boolean;
  readonly report?: string;
  readonly bicep?: string;
}

/** `iac PATH…`: where the next kubenet cluster comes from. */
export const addIac: AddCommand = (command, { io, exitWith }) => {
  command
    .argument('<PATH...>', 'Folders or files to read. Nothing in them is executed, and no network is used.')
    .option('--format <table|json|md|sarif>', "What to write (default: the output file's ending, else table).")
    .option('--output <FILE|->', 'Where to write.', standardOutput)
    .option('--fail-on <VERDICT,...>', 'Exit 3 where one of these is found: creates, destroys, may-create, …, or any.')
    .option('--require-complete', 'Exit 4 where something could not be read whole.')
    .option('--report <FILE>', 'A report of scan, saved as JSON: which cluster each place made.')
    .option(
      '--bicep <PROGRAM|none>',
      'The Bicep compiler, for what the source leaves open (default: the one on the PATH).',
    )
    .addOption(verboseOption())
    .addHelpText('after', help)
    .action(async (paths: readonly string[], options: IacOptions) => {
      const [format, failOn] = [formatOf(options), failOnOf(options.failOn)];
      await checkOutput(options.output);
      checkCodePaths(paths);
      const compiler = givenCompiler(paths, options.bicep);
      const { scanPaths } = await import('../iac/scan-paths.ts');
      const running = options.report === undefined ? undefined : await clustersOf(options.report);
      const report = await scanPaths(paths, io.now(), { running, compiler });
      await writeOutput(rendered(report, format, paths, io), options.output, io);
      const failing = report.findings.filter(({ verdict, waiver }) => waiver === null && failOn.includes(verdict));
      if (failing.length > 0) {
        say(io, `kubenet-audit: ${counted(failing.length, 'place')} with a verdict of --fail-on ${options.failOn}.`);
        exitWith(exitCodes.findings);
      } else if (options.requireComplete === true && report.notRead.length > 0) {
        say(io, 'kubenet-audit: Not everything could be read, and --require-complete was given.');
        exitWith(exitCodes.incomplete);
      }
    });
};

/** How a report is read is most of what there is to load: not without one. */
async function clustersOf(file: string): Promise<readonly RunningCluster[]> {
  const { savedReport } = await import('./saved-report.ts');
  return runningClusters(await savedReport(file, 'of --report'));
}

const help = `
Verdicts: ${iacVerdicts.join(', ')}.
A comment right above a line accepts what it does for a while, at most 180 days:
  # kubenet-audit: allow reason="why" until="YYYY-MM-DD"

Exit codes: 0 done, 1 the tool could not do its work, 2 wrong usage, 3 a finding of --fail-on, 4 something was not
read whole, with --require-complete.
${examples(
  ['a repository', 'kubenet-audit iac .'],
  ['a gate in a pipeline', "kubenet-audit iac . --fail-on 'creates,destroys'"],
  ['for GitHub, which shows it at the lines', 'kubenet-audit iac . --output kubenet.sarif'],
  ['for a pull request', 'kubenet-audit iac infra scripts --format md'],
)}`;

const formats = ['table', 'json', 'md', 'sarif'] as const;
type IacFormat = (typeof formats)[number];

function formatOf({ format, output }: IacOptions): IacFormat {
  const named = format?.trim().toLowerCase();
  if (named === undefined) return formats.find((each) => output.endsWith(`.${each}`)) ?? 'table';
  const found = formats.find((each) => each === named);
  if (found === undefined) throw new UsageError(`--format ${format} is not known: expected ${formats.join(', ')}.`);
  return found;
}

/** Verdicts by their names or the words they begin with: `creates` is `creates-kubenet`. */
function failOnOf(text: string | undefined): readonly IacVerdict[] {
  if (text === undefined) return [];
  return text.split(',').flatMap((word) => {
    const wanted = word.trim().toLowerCase();
    if (wanted === 'any') return [...iacVerdicts];
    const found = iacVerdicts.filter(
      (verdict) => verdict === wanted || (wanted !== '' && verdict.startsWith(`${wanted}-`)),
    );
    if (found.length === 0)
      throw new UsageError(`--fail-on ${word.trim()} is not known: expected ${iacVerdicts.join(', ')} or any.`);
    return found;
  });
}

function rendered(report: IacReport, format: IacFormat, paths: readonly string[], io: Io): string {
  // A program finds the files below the path that it gave; a person, and GitHub, from where the command runs.
  if (format === 'json') return `${JSON.stringify(report, null, 2)}\n`;
  const named = withFileNames(report, nameFromHere(paths));
  switch (format) {
    case 'md':
      return codeMarkdown(named);
    case 'sarif':
      return codeSarif(named, productVersion);
    case 'table':
      return codeTable(named, { width: textWidth(io), colour: showsColour(io) });
  }
}
