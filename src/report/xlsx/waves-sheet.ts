import type { ClusterReport, ReportStream } from '../../model/report.ts';
import { addressPlan } from '../../plan/address-plan.ts';
import { addressText } from '../../plan/address-text.ts';
import { failingChecks, planCluster } from '../../plan/plan-cluster.ts';
import { type PlannedPlace, placesOf } from '../plan/places.ts';
import { verdictWords } from '../words.ts';
import { resourceCell } from './links.ts';
import { dateCell, type SheetField, sheetOf } from './sheet.ts';

interface WaveRow {
  /** Undefined for a cluster that the plan does not know. */
  readonly place: PlannedPlace | undefined;
  readonly cluster: ClusterReport;
  readonly stops: readonly string[];
  readonly owner: string | undefined;
  readonly environment: string | undefined;
  /** What becomes of the pod CIDR on Overlay. */
  readonly addresses: string;
}

const fields: readonly SheetField<WaveRow>[] = [
  { name: 'wave', kind: 'number', width: 10, cell: ({ place }) => place?.wave ?? null },
  { name: 'week', kind: 'date', width: 12, cell: ({ place }) => dateCell(place?.week) },
  { name: 'day', kind: 'date', width: 12, cell: ({ place }) => dateCell(place?.date) },
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
  { name: 'cannotMakeIt', kind: 'long', width: 50, cell: ({ place }) => place?.misfit ?? null },
  { name: 'podAddresses', kind: 'long', width: 60, cell: ({ addresses }) => addresses },
];

/** In the report's order of clusters, so that nothing is held; a spreadsheet sorts. */
async function* rowsOf(report: ReportStream): AsyncGenerator<WaveRow> {
  const { schedule } = report.head;
  if (schedule === undefined) return;
  const places = placesOf(schedule);
  for await (const cluster of report.clusters()) {
    const { stops, owner, environment } = planCluster(cluster, failingChecks(cluster), schedule.settings.tags);
    const addresses = addressText(addressPlan(cluster, schedule.settings.onPremises));
    yield { place: places.get(cluster.key), cluster, stops, owner, environment, addresses };
  }
}

/** One row for each cluster: the week and the day on which it migrates; or why it cannot make it. */
export const wavesSheet = sheetOf(
  'Waves',
  fields,
  rowsOf,
  'The plan is not part of this report: see the command "plan" or GET /api/plan.',
);
