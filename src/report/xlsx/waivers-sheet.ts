import type { AppliedWaiver, CheckOutcome } from '../../model/outcome.ts';
import type { ClusterReport, ReportStream } from '../../model/report.ts';
import { failingFindings } from '../cluster-checks.ts';
import { resourceCell } from './links.ts';
import { dateCell, type SheetField, sheetOf } from './sheet.ts';

interface WaiverRow {
  readonly cluster: ClusterReport | undefined;
  readonly outcome: CheckOutcome;
  readonly waiver: AppliedWaiver;
}

const fields: readonly SheetField<WaiverRow>[] = [
  {
    name: 'cluster',
    kind: 'text',
    width: 30,
    cell: ({ cluster }, { portalUrl }) =>
      cluster === undefined ? null : resourceCell(cluster.name, cluster.id, portalUrl),
  },
  { name: 'code', kind: 'text', width: 10, cell: ({ outcome }) => outcome.code },
  { name: 'title', kind: 'long', width: 48, cell: ({ outcome }) => outcome.title },
  { name: 'severity', kind: 'text', width: 12, cell: ({ outcome }) => outcome.severity },
  { name: 'findings', kind: 'number', width: 10, cell: ({ outcome }) => failingFindings(outcome).length },
  { name: 'waiverOwner', kind: 'text', width: 22, cell: ({ waiver }) => waiver.owner },
  { name: 'waiverReason', kind: 'long', width: 60, cell: ({ waiver }) => waiver.reason },
  { name: 'waiverExpires', kind: 'date', width: 15, cell: ({ waiver }) => dateCell(waiver.expires) },
];

async function* rowsOf(report: ReportStream): AsyncGenerator<WaiverRow> {
  yield* waived(report.head.estate.checks, undefined);
  for await (const cluster of report.clusters()) yield* waived(cluster.checks, cluster);
}

function* waived(outcomes: readonly CheckOutcome[], cluster: ClusterReport | undefined): Generator<WaiverRow> {
  for (const outcome of outcomes) if (outcome.waiver !== null) yield { cluster, outcome, waiver: outcome.waiver };
}

/** One row for each finding that somebody accepted. */
export const waiversSheet = sheetOf('Waivers', fields, rowsOf, 'No finding is waived.');
