import { effortOf } from '../../model/effort.ts';
import type { ClusterReport, ReportHead } from '../../model/report.ts';
import { tagValue } from '../../model/tag-value.ts';
import { worstInWords } from '../../words/cluster-checks.ts';
import { effortText, limitWords, ownershipWords } from '../../words/words.ts';
import type { ClusterCodeCells } from '../code/cluster-cells.ts';
import { rowSurroundings } from '../finding-rows.ts';
import { resourceCell } from './links.ts';
import { dateCell, type SheetField, type SheetRows, sheetOf } from './sheet.ts';

interface ClusterRow {
  readonly cluster: ClusterReport;
  readonly subscriptionName: string | null;
  readonly code: ClusterCodeCells | undefined;
}

const fields: readonly SheetField<ClusterRow>[] = [
  {
    name: 'Cluster',
    kind: 'text',
    width: 28,
    cell: ({ cluster }, { portalUrl }) => resourceCell(cluster.name, cluster.id, portalUrl),
  },
  { name: 'Verdict', kind: 'text', width: 14, cell: ({ cluster: { verdict } }) => ({ verdict }) },
  { name: 'Worst finding', kind: 'long', width: 56, cell: ({ cluster }) => worstInWords(cluster.checks) },
  { name: 'Losing traffic', kind: 'text', width: 14, cell: ({ cluster }) => cluster.live.join(', ') || null },
  { name: 'Blockers', kind: 'number', width: 10, cell: ({ cluster }) => effortOf(cluster.checks).blockers },
  { name: 'Effort', kind: 'text', width: 11, cell: ({ cluster }) => effortText(effortOf(cluster.checks)) },
  { name: 'Readiness', kind: 'number', width: 11, cell: ({ cluster }) => cluster.scores.readiness.value },
  { name: 'Nodes left', kind: 'number', width: 12, cell: ({ cluster }) => cluster.headroom.nodesLeft },
  {
    name: 'Binding limit',
    kind: 'text',
    width: 15,
    cell: ({ cluster: { headroom } }) => (headroom.binding === null ? null : limitWords[headroom.binding].name),
  },
  { name: 'Owner', kind: 'text', width: 18, cell: ({ cluster }) => tagValue(cluster.tags, 'owner') ?? null },
  { name: 'Subscription', kind: 'text', width: 22, cell: (row) => row.subscriptionName },
  { name: 'Readiness at least', kind: 'number', width: 18, cell: ({ cluster }) => cluster.scores.readiness.low },
  { name: 'Readiness at most', kind: 'number', width: 18, cell: ({ cluster }) => cluster.scores.readiness.high },
  { name: 'Route table score', kind: 'number', width: 18, cell: ({ cluster }) => cluster.scores.routeTable.value },
  { name: 'Headroom score', kind: 'number', width: 16, cell: ({ cluster }) => cluster.scores.headroom.value },
  { name: 'Nodes now', kind: 'number', width: 12, cell: ({ cluster }) => cluster.headroom.nodesNow },
  { name: 'Nodes at maximum', kind: 'number', width: 19, cell: ({ cluster }) => cluster.headroom.nodesAtMax },
  { name: 'Reason of the verdict', kind: 'long', width: 60, cell: ({ cluster }) => cluster.verdictReason },
  { name: 'Resource group', kind: 'text', width: 26, cell: ({ cluster }) => cluster.resourceGroup },
  { name: 'Location', kind: 'text', width: 15, cell: ({ cluster }) => cluster.location },
  { name: 'Kubernetes', kind: 'text', width: 13, cell: ({ cluster }) => cluster.kubernetesVersion },
  { name: 'Network policy', kind: 'text', width: 16, cell: ({ cluster }) => cluster.networkPolicy },
  { name: 'Outbound type', kind: 'text', width: 22, cell: ({ cluster }) => cluster.network.outboundType },
  {
    name: 'Network',
    kind: 'text',
    width: 32,
    cell: ({ cluster: { network } }) => (network.ownership === null ? null : ownershipWords[network.ownership]),
  },
  { name: 'Pod CIDRs', kind: 'text', width: 20, cell: ({ cluster }) => cluster.network.podCidrs.join(', ') },
  { name: 'Created', kind: 'date', width: 12, cell: ({ cluster }) => dateCell(cluster.createdAt) },
  { name: 'Subscription id', kind: 'text', width: 38, cell: ({ cluster }) => cluster.subscriptionId },
  { name: 'Resource id', kind: 'text', width: 60, cell: ({ cluster }) => cluster.id },
  { name: 'Written in code', kind: 'text', width: 40, cell: ({ code }) => code?.writtenAt ?? null },
  { name: 'Verdict of the code', kind: 'text', width: 24, cell: ({ code }) => code?.verdicts.join(', ') || null },
  { name: 'What the code does', kind: 'long', width: 60, cell: ({ cluster }) => cluster.code?.says ?? null },
];

function rowsOf(head: ReportHead): SheetRows<ClusterRow> {
  const { nameOf, codeOf } = rowSurroundings(head);
  return {
    of: (cluster) => [{ cluster, subscriptionName: nameOf(cluster.subscriptionId), code: codeOf(cluster) }],
  };
}

/** One row a cluster. */
export const clustersSheet = sheetOf({
  name: 'Clusters',
  fields,
  rowsOf,
  orderOf:
    ({ cluster: { key } }) =>
    (placeOf) =>
      placeOf(key),
  whenEmpty: 'No kubenet cluster in this report.',
});
