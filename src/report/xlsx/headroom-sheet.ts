import type { ClusterReport, Limit, ReportStream } from '../../model/report.ts';
import { resourceNameOf } from '../../model/resource-id.ts';
import { limitWords } from '../words.ts';
import { resourceCell } from './links.ts';
import { type SheetField, sheetOf } from './sheet.ts';

interface LimitRow {
  readonly cluster: ClusterReport;
  readonly limit: Limit;
}

const fields: readonly SheetField<LimitRow>[] = [
  {
    name: 'cluster',
    kind: 'text',
    width: 30,
    cell: ({ cluster }, { portalUrl }) => resourceCell(cluster.name, cluster.id, portalUrl),
  },
  { name: 'limit', kind: 'text', width: 18, cell: ({ limit }) => limitWords[limit.name].name },
  {
    name: 'bindingLimit',
    kind: 'flag',
    width: 14,
    cell: ({ cluster, limit }) => limit.name === cluster.headroom.binding,
  },
  { name: 'unit', kind: 'text', width: 13, cell: ({ limit }) => limitWords[limit.name].unit },
  { name: 'capacity', kind: 'number', width: 11, cell: ({ limit }) => limit.capacity },
  { name: 'used', kind: 'number', width: 9, cell: ({ limit }) => limit.used },
  { name: 'usedShare', kind: 'share', width: 12, cell: ({ limit }) => shareOf(limit.used, limit) },
  { name: 'peak', kind: 'number', width: 9, cell: ({ limit }) => limit.peak },
  { name: 'peakShare', kind: 'share', width: 12, cell: ({ limit }) => shareOf(limit.peak, limit) },
  { name: 'left', kind: 'number', width: 9, cell: ({ limit }) => limit.left },
  { name: 'nodesLeft', kind: 'number', width: 11, cell: ({ limit }) => limit.nodesLeft },
  { name: 'resource', kind: 'text', width: 36, cell: ({ limit }) => resourceNameOf(limit.resourceId) },
  {
    name: 'resourceId',
    kind: 'text',
    width: 60,
    cell: ({ limit: { resourceId } }, { portalUrl }) => resourceCell(resourceId, resourceId, portalUrl),
  },
];

function shareOf(amount: number | null, { capacity }: Limit): number | null {
  return amount === null || capacity === null || capacity === 0 ? null : amount / capacity;
}

async function* rowsOf(report: ReportStream): AsyncGenerator<LimitRow> {
  for await (const cluster of report.clusters()) {
    for (const limit of cluster.headroom.limits) yield { cluster, limit };
  }
}

/** One row for each limit of each cluster. */
export const headroomSheet = sheetOf('Headroom', fields, rowsOf, 'No kubenet cluster in this report.');
