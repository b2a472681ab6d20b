import type { ClusterReport, ReportStream } from '../../model/report.ts';
import { failingChecks, planCluster } from '../../plan/plan-cluster.ts';
import { verdictWords } from '../words.ts';
import { resourceCell } from './links.ts';
import { dateCell, type SheetField, sheetOf } from './sheet.ts';

interface WaveRow {
  /** Undefined for a cluster that cannot make it. */
  readonly wave: number | undefined;
  readonly week: string | undefined;
  readonly date: string | undefined;
  readonly cluster: ClusterReport;
  readonly stops: readonly string[];
  readonly owner: string | undefined;
  readonly environment: string | undefined;
}

const fields: readonly SheetField<WaveRow>[] = [
  { name: 'wave', kind: 'number', width: 10, cell: ({ wave }) => wave ?? null },
  { name: 'week', kind: 'date', width: 12, cell: ({ week }) => dateCell(week) },
  { name: 'day', kind: 'date', width: 12, cell: ({ date }) => dateCell(date) },
  {
    name: 'cluster',
    kind: 'text',
    width: 30,
    cell: ({ cluster }, { portalUrl }) => resourceCell(cluster.name, cluster.id, portalUrl),
  },
  { name: 'verdict', kind: 'text', width: 12, cell: ({ cluster }) => verdictWords[cluster.verdict].word },
  { name: 'nodes', kind: 'number', width: 9, cell: ({ cluster }) => cluster.headroom.nodesNow },
  { name: 'environment', kind: 'text', width: 14, cell: ({ environment }) => environment ?? null },
  { name: 'owner', kind: 'text', width: 22, cell: ({ owner }) => owner ?? null },
  { name: 'before', kind: 'long', width: 40, cell: ({ stops }) => stops.join(', ') },
];

/** In the report's order of clusters, so that nothing is held; a spreadsheet sorts. */
async function* rowsOf(report: ReportStream): AsyncGenerator<WaveRow> {
  const { schedule } = report.head;
  if (schedule === undefined) return;
  const placed = new Map(
    schedule.waves.flatMap(({ week, clusters }, index) =>
      clusters.map(({ key, date }) => [key, { wave: index + 1, week, date }] as const),
    ),
  );
  for await (const cluster of report.clusters()) {
    const { stops, owner, environment } = planCluster(cluster, failingChecks(cluster), schedule.settings.tags);
    const place = placed.get(cluster.key) ?? { wave: undefined, week: undefined, date: undefined };
    yield { ...place, cluster, stops, owner, environment };
  }
}

/** One row for each cluster: the week and the day on which it migrates; none where it cannot make it. */
export const wavesSheet = sheetOf(
  'Waves',
  fields,
  rowsOf,
  'The plan is not part of this report: see the command "plan" or GET /api/plan.',
);
