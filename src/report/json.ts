import type { z } from 'zod';
import { clusterJson } from '../model/cluster-json.ts';
import {
  type ClusterStream,
  clusterReportSchema,
  type ReportHead,
  type ReportStream,
  reportHeadSchema,
} from '../model/report.ts';
import { formatError } from './parse-report.ts';

/**
 * The report as JSON, valid against `docs/report.schema.json`: one key of the head a line, then one cluster a line. Keys come in
 * the schema's order and tags by name, so that equal reports are equal bytes. Throws `ReportFormatError` for a report that does
 * not fit the schema.
 */
export async function* renderJson(report: ReportStream): AsyncGenerator<string | Uint8Array> {
  yield* headLines(report.head);
  yield '"clusters":[';
  const clusters = report.clusters();
  let isFirst = true;
  for await (const line of clusters.json?.() ?? clusterLines(clusters)) {
    yield isFirst ? '\n' : ',\n';
    yield line;
    isFirst = false;
  }
  yield `${isFirst ? '' : '\n'}]}\n`;
}

/** One at a time: of a large estate the head is megabytes too. A head that does not fit gives none. */
function* headLines(head: ReportHead): Generator<string> {
  const entries = Object.entries(inSchemaOrder(reportHeadSchema, head, ''));
  for (const [index, [key, value]] of entries.entries()) {
    yield `${index === 0 ? '{\n' : ''}${JSON.stringify(key)}:${JSON.stringify(value)},\n`;
  }
}

async function* clusterLines(clusters: ClusterStream): AsyncGenerator<string> {
  let index = 0;
  for await (const cluster of clusters) {
    yield clusterJson(inSchemaOrder(clusterReportSchema, cluster, `clusters[${index}]`));
    index += 1;
  }
}

/** Validation makes a new object, with the keys as the schema lists them. */
function inSchemaOrder<T>(schema: z.ZodType<T>, value: T, path: string): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw formatError(parsed.error, path);
  return parsed.data;
}
