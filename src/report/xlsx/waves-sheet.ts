import type { ClusterReport, ReportHead } from '../../model/report.ts';
import { addressPlan } from '../../plan/address-plan.ts';
import { addressText } from '../../plan/address-text.ts';
import { failingChecks, planCluster } from '../../plan/plan-cluster.ts';
import { type PlannedPlace, placesOf } from '../plan/places.ts';
import { resourceCell } from './links.ts';
import { dateCell, type SheetField, type SheetRows, sheetOf } from './sheet.ts';

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
  { name: 'Wave', kind: 'number', width: 8, cell: ({ place }) => place?.wave ?? null },
  { name: 'Week', kind: 'date', width: 12, cell: ({ place }) => dateCell(place?.week) },
  { name: 'Day', kind: 'date', width: 12, cell: ({ place }) => dateCell(place?.date) },
  {
    name: 'Cluster',
    kind: 'text',
    width: 28,
    cell: ({ cluster }, { portalUrl }) => resourceCell(cluster.name, cluster.id, portalUrl),
  },
  { name: 'Verdict', kind: 'text', width: 14, cell: ({ cluster: { verdict } }) => ({ verdict }) },
  { name: 'Nodes', kind: 'number', width: 9, cell: ({ cluster }) => cluster.headroom.nodesNow },
  { name: 'Environment', kind: 'text', width: 13, cell: ({ environment }) => environment ?? null },
  { name: 'Owner', kind: 'text', width: 18, cell: ({ owner }) => owner ?? null },
  { name: 'To mend before', kind: 'long', width: 27, cell: ({ stops }) => stops.join(', ') },
  { name: 'Cannot make it', kind: 'long', width: 30, cell: ({ place }) => place?.misfit ?? null },
  { name: 'What becomes of the pod addresses', kind: 'long', width: 43, cell: ({ addresses }) => addresses },
];

function rowsOf({ schedule }: ReportHead): SheetRows<WaveRow> {
  if (schedule === undefined) return {};
  const places = placesOf(schedule);
  return {
    of(cluster) {
      const { stops, owner, environment } = planCluster(cluster, failingChecks(cluster), schedule.settings.tags);
      const addresses = addressText(addressPlan(cluster, schedule.settings.onPremises));
      return [{ place: places.get(cluster.key), cluster, stops, owner, environment, addresses }];
    },
  };
}

const dayMs = 86_400_000;

/** Days are further apart than clusters can stand; who has no day comes first, since that is the one to act on. */
function dayOf(place: PlannedPlace | undefined): number {
  return place?.date == null ? 0 : Date.parse(place.date) || dayMs;
}

/** One row for each cluster, the next to migrate at the top: its week and day; or why it cannot make it, before them all. */
export const wavesSheet = sheetOf({
  name: 'Waves',
  fields,
  rowsOf,
  orderOf({ place, cluster: { key } }) {
    const day = dayOf(place);
    return (placeOf) => day + placeOf(key);
  },
  whenEmpty: 'This report holds no plan.',
});
