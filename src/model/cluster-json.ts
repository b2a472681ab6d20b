import type { ClusterReport } from './report.ts';

/**
 * A cluster as the JSON report has it, one line, with tags by name.
 * @param ordered its keys in the order of `clusterReportSchema`, so that equal reports are equal bytes
 */
export function clusterJson(ordered: ClusterReport): string {
  return JSON.stringify({ ...ordered, tags: sortedByKey(ordered.tags) });
}

function sortedByKey(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
