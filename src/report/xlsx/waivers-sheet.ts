import type { AppliedWaiver, CheckOutcome } from '../../model/outcome.ts';
import type { ClusterReport, ReportHead } from '../../model/report.ts';
import { failingFindings } from '../../words/cluster-checks.ts';
import { severityWords } from '../../words/words.ts';
import { resourceCell } from './links.ts';
import { dateCell, type SheetField, type SheetRows, sheetOf } from './sheet.ts';

interface WaiverRow {
  readonly cluster: ClusterReport | undefined;
  readonly outcome: CheckOutcome;
  readonly waiver: AppliedWaiver;
}

const fields: readonly SheetField<WaiverRow>[] = [
  {
    name: 'Cluster',
    kind: 'text',
    width: 30,
    cell: ({ cluster }, { portalUrl }) =>
      cluster === undefined ? null : resourceCell(cluster.name, cluster.id, portalUrl),
  },
  { name: 'Code', kind: 'text', width: 10, cell: ({ outcome }) => outcome.code },
  { name: 'Check', kind: 'long', width: 48, cell: ({ outcome }) => outcome.title },
  { name: 'Severity', kind: 'text', width: 15, cell: ({ outcome }) => severityWords[outcome.severity] },
  { name: 'Findings', kind: 'number', width: 10, cell: ({ outcome }) => failingFindings(outcome).length },
  { name: 'Waived by', kind: 'text', width: 22, cell: ({ waiver }) => waiver.owner },
  { name: 'Waived why', kind: 'long', width: 60, cell: ({ waiver }) => waiver.reason },
  { name: 'Waived until', kind: 'date', width: 15, cell: ({ waiver }) => dateCell(waiver.expires) },
];

function rowsOf({ estate }: ReportHead): SheetRows<WaiverRow> {
  return { before: waived(estate.checks, undefined), of: (cluster) => waived(cluster.checks, cluster) };
}

function* waived(outcomes: readonly CheckOutcome[], cluster: ClusterReport | undefined): Generator<WaiverRow> {
  for (const outcome of outcomes) if (outcome.waiver !== null) yield { cluster, outcome, waiver: outcome.waiver };
}

/** One row for each finding that somebody accepted, what ends next at the top. */
export const waiversSheet = sheetOf({
  name: 'Waivers',
  fields,
  rowsOf,
  // What is no date comes first, since it ends nobody knows when.
  orderOf({ waiver }) {
    const ends = Date.parse(waiver.expires) || 0;
    return () => ends;
  },
  whenEmpty: 'No finding is waived.',
});
