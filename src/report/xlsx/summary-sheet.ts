import type { ReportHead } from '../../model/report.ts';
import { dateText, momentText } from '../../words/dates.ts';
import { answerSentence, coverageSentence, deadlineSentence, paceSentence } from '../../words/sentences.ts';
import { verdictsByUrgency } from '../../words/words.ts';
import { heldAtOnce } from '../overview.ts';
import { type SheetField, sheetOf, type VerdictCell, type XlsxCell } from './sheet.ts';

interface SummaryRow {
  readonly what: string | VerdictCell;
  readonly value: string | number;
}

const fields: readonly SheetField<SummaryRow>[] = [
  { name: 'What', kind: 'text', width: 30, cell: ({ what }): XlsxCell => what },
  { name: 'Answer', kind: 'long', width: 100, cell: ({ value }): XlsxCell => value },
];

function* summaryRows(head: ReportHead): Generator<SummaryRow> {
  const { summary, deadline, run } = head;
  yield { what: 'In one sentence', value: answerSentence(head) };
  yield { what: 'As of', value: momentText(head.asOf) };
  yield { what: 'Time left', value: deadlineSentence(deadline) };
  const pace = paceSentence(head);
  if (pace !== '') yield { what: 'Pace', value: pace };
  yield { what: 'On kubenet', value: summary.kubenet };
  for (const verdict of verdictsByUrgency) {
    yield { what: { verdict }, value: summary.verdicts[verdict] };
  }
  yield { what: 'Losing traffic now', value: summary.liveProblems };
  yield { what: 'On Azure CNI Overlay', value: summary.overlay };
  yield { what: 'On something else', value: summary.other };
  yield { what: 'Coverage', value: coverageSentence(run) };
  if (summary.kubenet > heldAtOnce) yield { what: 'Order of rows', value: orderOfLargeEstate };
  const [first] = head.history ?? [];
  if (first !== undefined) yield { what: `On kubenet on ${dateText(first.asOf)}`, value: first.kubenet };
}

const orderOfLargeEstate =
  'Clusters and Waves begin with what to do first. The other sheets hold too many rows for that: there the clusters come by id.';

/** What the first page of the report says. */
export const summarySheet = sheetOf({
  name: 'Summary',
  fields,
  rowsOf: (head) => ({ before: summaryRows(head) }),
  whenEmpty: '',
});
