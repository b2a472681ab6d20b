import { readFile } from 'node:fs/promises';
import type { ReportStream } from '../model/report.ts';
import { ReportFormatError } from '../report/errors.ts';
import { parseReport, toReportStream } from '../report/parse-report.ts';
import { CommandError, UsageError } from './errors.ts';
import { unreadableFile } from './unreadable-file.ts';

/** Reads a file, of `--from` unless told otherwise: a report that `--format json` wrote. */
export function savedReport(file: string, what = 'of --from'): Promise<ReportStream> {
  return readSaved(file, what, (message, options) => new CommandError(message, options));
}

/**
 * The same for a report that another is measured by: one that cannot be used is then wrong usage.
 * @throws {UsageError}
 */
export function comparedReport(file: string, what: string): Promise<ReportStream> {
  return readSaved(file, what, (message, options) => new UsageError(message, options));
}

async function readSaved(
  file: string,
  what: string,
  unusable: (message: string, options: ErrorOptions) => Error,
): Promise<ReportStream> {
  try {
    return toReportStream(parseReport(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof ReportFormatError) throw unusable(`${file}: ${error.message}`, { cause: error });
    throw unreadableFile(error, file, what) ?? error;
  }
}
