import { readFile } from 'node:fs/promises';
import type { ReportStream } from '../model/report.ts';
import { ReportFormatError } from '../report/errors.ts';
import { parseReport, toReportStream } from '../report/parse-report.ts';
import { UsageError } from './errors.ts';
import { unreadableFile } from './unreadable-file.ts';

/**
 * Reads a file, of `--from` unless told otherwise: a report that `--format json` wrote.
 * @throws {UsageError} where it is none, or cannot be read
 */
export async function savedReport(file: string, what = 'of --from'): Promise<ReportStream> {
  try {
    return toReportStream(parseReport(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof ReportFormatError) throw new UsageError(`${file}: ${error.message}`, { cause: error });
    throw unreadableFile(error, file, what) ?? error;
  }
}
