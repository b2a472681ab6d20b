import { join } from 'node:path';
import type { ReportStream } from '../model/report.ts';
import { formats } from '../report/formats.ts';
import { parseReport, toReportStream } from '../report/parse-report.ts';
import { renderTable } from '../report/table.ts';
import { type AddCommand, examples, type ShownDemo } from './command.ts';
import { interruptible, untilInterrupted } from './interruptible.ts';
import { type Io, say, showsColour, textWidth } from './io.ts';
import { localLog } from './local-log.ts';
import { makeFolder } from './make-folder.ts';
import { freePort } from './port.ts';
import { type LocalAppOptions, logOption, portOption } from './shared-options.ts';
import { standardOutput, writeOutput } from './write-output.ts';

interface DemoCommandOptions extends LocalAppOptions {
  readonly once?: boolean;
  readonly out?: string;
}

/** `demo`: a simulated estate, audited by the real app on this machine. */
export const addDemo: AddCommand = (command, { io, services }) => {
  command
    .option('--once', 'Stop everything when the report is there.')
    .option('--out <DIR>', 'Write the report into this folder, in every format.')
    .addOption(portOption())
    .addOption(logOption())
    .addHelpText(
      'after',
      examples(['keep serving', 'kubenet-audit demo'], ['only the files', 'kubenet-audit demo --once --out out']),
    )
    .action(async (options: DemoCommandOptions) => {
      if (options.out !== undefined) await makeFolder(options.out, '--out');
      const port = await freePort(options.port);
      const demo = await interruptible(
        io,
        services.startDemo({
          log: localLog(io, options.verbose === true),
          onStep: (step) => say(io, `${step}…`),
          port,
        }),
      );
      try {
        await show(demo, options, io);
      } finally {
        await demo.stop();
      }
    });
};

async function show(demo: ShownDemo, { once, out }: DemoCommandOptions, io: Io): Promise<void> {
  const report = toReportStream(parseReport(await (await demo.fetchReport('json')).text()));
  await printTable(report, io);
  if (out !== undefined) await writeFiles(demo, out, io);
  if (once === true) return;
  io.stdout.write(`\nReport: ${demo.address('/api/report?format=html')}\n`);
  say(
    io,
    'A second audit of this estate shows a few problems more: a route without a node counts only once two audits saw it.',
  );
  say(io, 'Press Ctrl-C to stop.');
  await untilInterrupted(io, demo.host.ended);
}

function printTable(report: ReportStream, io: Io): Promise<void> {
  return writeOutput(renderTable(report, { width: textWidth(io), colour: showsColour(io) }), standardOutput, io);
}

async function writeFiles(demo: ShownDemo, directory: string, io: Io): Promise<void> {
  for (const { name, extension } of formats.filter(({ isDocument }) => isDocument)) {
    const file = join(directory, `report.${extension}`);
    const { body } = await demo.fetchReport(name);
    if (body !== null) await writeOutput(body, file, io);
    say(io, `Wrote ${file}`);
  }
}
