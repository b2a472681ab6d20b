import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { auditPoint } from '../audit/report-history.ts';
import { type AuditPoint, auditPointSchema } from '../model/audit-point.ts';
import type { ReportStream } from '../model/report.ts';
import { ReportFormatError } from '../report/errors.ts';
import { formatError, parseReport, toReportStream } from '../report/parse-report.ts';
import { type Io, say } from './io.ts';
import { makeFolder } from './make-folder.ts';
import { writeOutput } from './write-output.ts';

/**
 * What earlier audits left in the folder of `--history`, or full reports that somebody put there. A file that is neither is named
 * and left out. The folder is made where there is none.
 * @throws {UsageError} where it is a file
 */
export async function readHistory(folder: string, io: Io): Promise<AuditPoint[]> {
  await makeFolder(folder, '--history');
  const files = (await readdir(folder)).filter((file) => /\.json$/i.test(file)).sort();
  const points = new Map<string, AuditPoint>();
  for (const file of files) {
    const point = await readPoint(join(folder, file), io);
    if (point !== undefined) points.set(point.asOf, point);
  }
  return [...points.values()];
}

async function readPoint(file: string, io: Io): Promise<AuditPoint | undefined> {
  try {
    return await pointIn(await readFile(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof ReportFormatError)) throw error;
    say(io, `History: ${file} is left out: ${error.message}`);
    return undefined;
  }
}

async function pointIn(text: string): Promise<AuditPoint> {
  if (!text.includes('"kubenet-audit history"')) return auditPoint(toReportStream(parseReport(text)));
  try {
    return auditPointSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new ReportFormatError('', `it is not JSON (${error.message}).`, { cause: error });
    throw error instanceof z.ZodError ? formatError(error) : error;
  }
}

/** Leaves this audit there for the next one; one that read nothing leaves nothing. */
export async function keepHistory(folder: string, report: ReportStream, io: Io): Promise<void> {
  if (report.head.run.status === 'failed') return;
  const point = await auditPoint(report);
  const file = join(folder, `kubenet-audit-${point.asOf.replaceAll(':', '')}.json`);
  await writeOutput(`${JSON.stringify(point)}\n`, file, io);
}
