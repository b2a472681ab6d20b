import { clusterCodeSchema, type IacReport } from '../../model/iac-report.ts';
import type { ReportStream } from '../../model/report.ts';
import { resourceKey } from '../../model/resource-id.ts';

/** An audit's report with what was found in the code that its clusters were joined with. */
export function withCode(report: ReportStream, code: IacReport): ReportStream {
  const { clean: _, ...told } = code;
  const byId = new Map((code.clusters ?? []).map((cluster) => [resourceKey(cluster.id), cluster]));
  return {
    head: { ...report.head, code: told },
    async *clusters() {
      for await (const cluster of report.clusters()) {
        const joined = byId.get(resourceKey(cluster.id));
        yield joined === undefined ? cluster : { ...cluster, code: clusterCodeSchema.parse(joined) };
      }
    },
  };
}
