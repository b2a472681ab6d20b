import type { ReportHead, ReportScope } from '../../model/report.ts';
import { coverageSentence } from '../../words/sentences.ts';
import { scopeWords } from '../../words/words.ts';
import { dateCell, type SheetField, sheetOf } from './sheet.ts';

interface CoverageRow {
  readonly what: string;
  readonly name: string | null;
  readonly id: string | null;
  readonly tenantId?: string | null | undefined;
  readonly status: string;
  readonly reason: string | null;
  readonly finishedAt: string | null;
  /** Gaps first. */
  readonly order: number;
}

const fields: readonly SheetField<CoverageRow>[] = [
  { name: 'What', kind: 'text', width: 14, cell: (row) => row.what },
  { name: 'Name', kind: 'text', width: 36, cell: (row) => row.name },
  { name: 'Status', kind: 'text', width: 18, cell: (row) => row.status },
  { name: 'Reason', kind: 'long', width: 80, cell: (row) => row.reason },
  { name: 'Finished', kind: 'moment', width: 17, cell: (row) => dateCell(row.finishedAt) },
  { name: 'Subscription id', kind: 'text', width: 38, cell: (row) => row.id },
  { name: 'Tenant id', kind: 'text', width: 38, cell: (row) => row.tenantId ?? null },
];

const scopesByUrgency: readonly ReportScope['status'][] = ['unreadable', 'partial', 'read'];

function* coverageRows({ run }: ReportHead): Generator<CoverageRow> {
  const { status, finishedAt, id: name } = run;
  yield { what: 'audit', name, id: null, status, reason: coverageSentence(run), finishedAt, order: 0 };
  for (const { subscriptionId, name, status, reason, tenantId } of run.scopes) {
    const order = scopesByUrgency.indexOf(status) + 1;
    yield {
      what: 'subscription',
      name,
      id: subscriptionId,
      tenantId,
      status: scopeWords[status],
      reason,
      finishedAt: null,
      order,
    };
  }
  for (const { file, reason } of run.unusedFiles) {
    yield {
      what: 'file',
      name: file,
      id: null,
      status: 'not used',
      reason,
      finishedAt: null,
      order: scopesByUrgency.indexOf('partial') + 1,
    };
  }
}

/** The audit, then what was asked for and how much of it could be read. */
export const coverageSheet = sheetOf({
  name: 'Coverage',
  fields,
  rowsOf: (head) => ({ before: coverageRows(head) }),
  orderOf:
    ({ order }) =>
    () =>
      order,
  whenEmpty: '',
});
