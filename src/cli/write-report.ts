import type { ReportStream } from '../model/report.ts';
import type { Format, RenderOptions } from '../report/formats.ts';
import { type Io, showsColour, textWidth } from './io.ts';
import { standardOutput, writeOutput } from './write-output.ts';

/** Renders a report to where it was asked for. */
export function writeReport(
  report: ReportStream,
  {
    format,
    output,
    portalUrl,
    isSummary = false,
  }: {
    readonly format: Format;
    readonly output: string;
    readonly portalUrl?: string | undefined;
    readonly isSummary?: boolean | undefined;
  },
  io: Io,
): Promise<void> {
  const toStdout = output === standardOutput;
  const options: RenderOptions = {
    width: textWidth(io),
    colour: toStdout && showsColour(io),
    isSummary,
    ...(portalUrl === undefined ? {} : { portalUrl }),
  };
  return writeOutput(format.render(report, options), output, io);
}
