import type { ClusterReport, Limit } from '../../model/report.ts';
import { resourceNameOf } from '../../model/resource-id.ts';
import { limitWords } from '../../words/words.ts';
import { resourceCell } from './links.ts';
import { type SheetField, type SheetRows, sheetOf } from './sheet.ts';

interface LimitRow {
  readonly cluster: ClusterReport;
  readonly limit: Limit;
}

const fields: readonly SheetField<LimitRow>[] = [
  {
    name: 'Cluster',
    kind: 'text',
    width: 30,
    cell: ({ cluster }, { portalUrl }) => resourceCell(cluster.name, cluster.id, portalUrl),
  },
  { name: 'Limit', kind: 'text', width: 18, cell: ({ limit }) => limitWords[limit.name].name },
  {
    name: 'Binds first',
    kind: 'flag',
    width: 13,
    cell: ({ cluster, limit }) => limit.name === cluster.headroom.binding,
  },
  { name: 'Unit', kind: 'text', width: 13, cell: ({ limit }) => limitWords[limit.name].unit },
  { name: 'Capacity', kind: 'number', width: 11, cell: ({ limit }) => limit.capacity },
  { name: 'Used', kind: 'number', width: 9, cell: ({ limit }) => limit.used },
  { name: 'Used of capacity', kind: 'share', width: 17, cell: ({ limit }) => shareOf(limit.used, limit) },
  { name: 'Peak', kind: 'number', width: 9, cell: ({ limit }) => limit.peak },
  { name: 'Peak of capacity', kind: 'share', width: 17, cell: ({ limit }) => shareOf(limit.peak, limit) },
  { name: 'Left', kind: 'number', width: 9, cell: ({ limit }) => limit.left },
  { name: 'Nodes left', kind: 'number', width: 12, cell: ({ limit }) => limit.nodesLeft },
  { name: 'Resource', kind: 'text', width: 36, cell: ({ limit }) => resourceNameOf(limit.resourceId) },
  {
    name: 'Resource id',
    kind: 'text',
    width: 60,
    cell: ({ limit: { resourceId } }, { portalUrl }) => resourceCell(resourceId, resourceId, portalUrl),
  },
];

function shareOf(amount: number | null, { capacity }: Limit): number | null {
  return amount === null || capacity === null || capacity === 0 ? null : amount / capacity;
}

function rowsOf(): SheetRows<LimitRow> {
  return { of: (cluster) => cluster.headroom.limits.map((limit) => ({ cluster, limit })) };
}

/** One row for each limit of each cluster. */
export const headroomSheet = sheetOf({
  name: 'Headroom',
  fields,
  rowsOf,
  whenEmpty: 'No kubenet cluster in this report.',
});
