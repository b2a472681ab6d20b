import { readFile } from 'node:fs/promises';
import type { ReportStream } from '../model/report.ts';
import { ReportFormatError } from '../report/errors.ts';
import { parseReport, toReportStream } from '../report/parse-report.ts';
import { CommandError, UsageError } from './errors.ts';

/** Reads the file of `--from`: a report that `--format json` wrote. */
export async function savedReport(file: string): Promise<ReportStream> {
  try {
    return toReportStream(parseReport(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof ReportFormatError) throw new CommandError(`${file}: ${error.message}`, { cause: error });
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new UsageError(`The file of --from does not exist: ${file}.`, { cause: error });
    }
    throw error;
  }
}
