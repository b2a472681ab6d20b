import type { ClusterReport, ReportFilter, ReportStream } from './report.ts';
import { tagValue } from './tag-value.ts';

/**
 * The same report with the clusters that pass: in one of the subscriptions, with one of the verdicts, carrying all of the tags.
 * What is left out of the filter lets every cluster pass. Summary, coverage and estate stay the whole estate's, and
 * `head.filter` says that the clusters are not.
 */
export function selectClusters(report: ReportStream, wanted: Partial<ReportFilter>): ReportStream {
  const filter: ReportFilter = {
    subscriptionIds: (wanted.subscriptionIds ?? []).map((id) => id.toLowerCase()),
    verdicts: wanted.verdicts ?? [],
    tags: wanted.tags ?? {},
  };
  if (isEmpty(filter)) return report;
  return {
    head: { ...report.head, filter },
    async *clusters() {
      for await (const cluster of report.clusters()) if (passesFilter(cluster, filter)) yield cluster;
    },
  };
}

function isEmpty({ subscriptionIds, verdicts, tags }: ReportFilter): boolean {
  return subscriptionIds.length === 0 && verdicts.length === 0 && Object.keys(tags).length === 0;
}

/** Whether the filter lets a cluster pass; its subscription ids are lower case. */
export function passesFilter(
  cluster: Pick<ClusterReport, 'subscriptionId' | 'verdict' | 'tags'>,
  { subscriptionIds, verdicts, tags }: ReportFilter,
): boolean {
  return (
    (subscriptionIds.length === 0 || subscriptionIds.includes(cluster.subscriptionId.toLowerCase())) &&
    (verdicts.length === 0 || verdicts.includes(cluster.verdict)) &&
    Object.entries(tags).every(([name, value]) => tagValue(cluster.tags, name) === value)
  );
}
