import type { z } from 'zod';
import { type ClusterReport, clusterReportSchema, type ReportStream, reportHeadSchema } from '../model/report.ts';
import { formatError } from './parse-report.ts';

/**
 * The report as JSON, valid against `docs/report.schema.json`: one key of the head a line, then one cluster a line. Keys come in
 * the schema's order and tags by name, so that equal reports are equal bytes. Throws `ReportFormatError` for a report that does
 * not fit the schema.
 */
export async function* renderJson(report: ReportStream): AsyncGenerator<string> {
  const head = inSchemaOrder(reportHeadSchema, report.head, '');
  const lines = Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  yield `{\n${lines.join(',\n')},\n"clusters":[`;
  let index = 0;
  for await (const cluster of report.clusters()) {
    yield `${index === 0 ? '\n' : ',\n'}${clusterLine(cluster, index)}`;
    index += 1;
  }
  yield `${index === 0 ? '' : '\n'}]}\n`;
}

function clusterLine(cluster: ClusterReport, index: number): string {
  const ordered = inSchemaOrder(clusterReportSchema, cluster, `clusters[${index}]`);
  return JSON.stringify({ ...ordered, tags: sortedByKey(ordered.tags) });
}

/** Validation makes a new object, with the keys as the schema lists them. */
function inSchemaOrder<T>(schema: z.ZodType<T>, value: T, path: string): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw formatError(parsed.error, path);
  return parsed.data;
}

function sortedByKey(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
