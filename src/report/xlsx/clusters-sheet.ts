import { effortOf } from '../../model/effort.ts';
import type { ClusterReport, ReportStream } from '../../model/report.ts';
import { tagValue } from '../../model/tag-value.ts';
import { worstInWords } from '../cluster-checks.ts';
import { subscriptionNames } from '../finding-rows.ts';
import { effortText, limitWords, verdictWords } from '../words.ts';
import { resourceCell } from './links.ts';
import { dateCell, type SheetField, sheetOf } from './sheet.ts';

interface ClusterRow {
  readonly cluster: ClusterReport;
  readonly subscriptionName: string | null;
}

const fields: readonly SheetField<ClusterRow>[] = [
  {
    name: 'cluster',
    kind: 'text',
    width: 30,
    cell: ({ cluster }, { portalUrl }) => resourceCell(cluster.name, cluster.id, portalUrl),
  },
  { name: 'verdict', kind: 'text', width: 13, cell: ({ cluster }) => verdictWords[cluster.verdict].word },
  { name: 'worstFinding', kind: 'long', width: 60, cell: ({ cluster }) => worstInWords(cluster.checks) },
  { name: 'liveProblems', kind: 'text', width: 14, cell: ({ cluster }) => cluster.live.join(', ') || null },
  { name: 'blockers', kind: 'number', width: 10, cell: ({ cluster }) => effortOf(cluster.checks).blockers },
  { name: 'effort', kind: 'text', width: 12, cell: ({ cluster }) => effortText(effortOf(cluster.checks)) },
  { name: 'readiness', kind: 'number', width: 11, cell: ({ cluster }) => cluster.scores.readiness.value },
  { name: 'readinessLow', kind: 'number', width: 13, cell: ({ cluster }) => cluster.scores.readiness.low },
  { name: 'readinessHigh', kind: 'number', width: 13, cell: ({ cluster }) => cluster.scores.readiness.high },
  { name: 'routeTableScore', kind: 'number', width: 16, cell: ({ cluster }) => cluster.scores.routeTable.value },
  { name: 'headroomScore', kind: 'number', width: 15, cell: ({ cluster }) => cluster.scores.headroom.value },
  { name: 'nodesNow', kind: 'number', width: 11, cell: ({ cluster }) => cluster.headroom.nodesNow },
  { name: 'nodesAtMax', kind: 'number', width: 12, cell: ({ cluster }) => cluster.headroom.nodesAtMax },
  { name: 'nodesLeft', kind: 'number', width: 11, cell: ({ cluster }) => cluster.headroom.nodesLeft },
  {
    name: 'bindingLimit',
    kind: 'text',
    width: 16,
    cell: ({ cluster: { headroom } }) => (headroom.binding === null ? null : limitWords[headroom.binding].name),
  },
  { name: 'owner', kind: 'text', width: 20, cell: ({ cluster }) => tagValue(cluster.tags, 'owner') ?? null },
  { name: 'subscription', kind: 'text', width: 26, cell: (row) => row.subscriptionName },
  { name: 'subscriptionId', kind: 'text', width: 38, cell: ({ cluster }) => cluster.subscriptionId },
  { name: 'resourceGroup', kind: 'text', width: 26, cell: ({ cluster }) => cluster.resourceGroup },
  { name: 'location', kind: 'text', width: 15, cell: ({ cluster }) => cluster.location },
  { name: 'kubernetesVersion', kind: 'text', width: 18, cell: ({ cluster }) => cluster.kubernetesVersion },
  { name: 'networkPolicy', kind: 'text', width: 15, cell: ({ cluster }) => cluster.networkPolicy },
  { name: 'outboundType', kind: 'text', width: 22, cell: ({ cluster }) => cluster.network.outboundType },
  { name: 'ownership', kind: 'text', width: 16, cell: ({ cluster }) => cluster.network.ownership },
  { name: 'podCidrs', kind: 'text', width: 20, cell: ({ cluster }) => cluster.network.podCidrs.join(', ') },
  { name: 'createdAt', kind: 'date', width: 12, cell: ({ cluster }) => dateCell(cluster.createdAt) },
  { name: 'verdictReason', kind: 'long', width: 60, cell: ({ cluster }) => cluster.verdictReason },
  { name: 'resourceId', kind: 'text', width: 60, cell: ({ cluster }) => cluster.id },
];

async function* rowsOf(report: ReportStream): AsyncGenerator<ClusterRow> {
  const nameOf = subscriptionNames(report.head);
  for await (const cluster of report.clusters()) yield { cluster, subscriptionName: nameOf(cluster.subscriptionId) };
}

/** One row a cluster. */
export const clustersSheet = sheetOf('Clusters', fields, rowsOf, 'No kubenet cluster in this report.');
