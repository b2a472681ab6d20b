import type { z } from 'zod';
import { type Report, type ReportStream, reportSchema } from '../model/report.ts';
import { ReportFormatError } from './errors.ts';

/**
 * Reads a saved report of any 1.x: keys this version does not know are dropped, optional ones that are missing stay absent.
 * Throws `ReportFormatError` with the path of the first thing that is wrong.
 */
export function parseReport(text: string): Report {
  const value = withThisVersion(parseJson(text));
  const parsed = reportSchema.safeParse(value);
  if (!parsed.success) throw formatError(parsed.error);
  return parsed.data;
}

/** A report in memory, as renderers take it. */
export function toReportStream({ clusters, ...head }: Report): ReportStream {
  return {
    head,
    async *clusters() {
      yield* clusters;
    },
  };
}

/** The first issue of a failed validation; `within` is prepended to its path. */
export function formatError(error: z.ZodError, within = ''): ReportFormatError {
  const issue = error.issues[0];
  const path = [within, ...(issue?.path ?? [])].reduce<string>(appendPath, '');
  return new ReportFormatError(path, issue?.message ?? error.message, { cause: error });
}

function appendPath(path: string, segment: PropertyKey): string {
  if (typeof segment === 'number') return `${path}[${segment}]`;
  const name = String(segment);
  return path === '' || name === '' ? path + name : `${path}.${name}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new ReportFormatError('', `it is not JSON (${cause instanceof Error ? cause.message : cause}).`, { cause });
  }
}

/** Every 1.x has all that 1.0 has, so a later minor is read as 1.0. */
function withThisVersion(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value)) {
    throw new ReportFormatError('schemaVersion', 'it is missing. Is this a report made with --format json?');
  }
  const version = value.schemaVersion;
  if (typeof version === 'string' && /^1\.\d+$/.test(version)) return { ...value, schemaVersion: '1.0' };
  throw new ReportFormatError('schemaVersion', `this version reads 1.x reports, not ${JSON.stringify(version)}.`);
}
