import type { ReportStream } from '../../model/report.ts';
import { coverageSentence } from '../sentences.ts';
import { dateCell, type SheetField, sheetOf } from './sheet.ts';

interface CoverageRow {
  readonly what: string;
  readonly name: string | null;
  readonly id: string | null;
  readonly tenantId?: string | null | undefined;
  readonly status: string;
  readonly reason: string | null;
  readonly finishedAt: string | null;
}

const fields: readonly SheetField<CoverageRow>[] = [
  { name: 'what', kind: 'text', width: 15, cell: (row) => row.what },
  { name: 'name', kind: 'text', width: 34, cell: (row) => row.name },
  { name: 'subscriptionId', kind: 'text', width: 38, cell: (row) => row.id },
  { name: 'tenantId', kind: 'text', width: 38, cell: (row) => row.tenantId ?? null },
  { name: 'status', kind: 'text', width: 13, cell: (row) => row.status },
  { name: 'reason', kind: 'long', width: 90, cell: (row) => row.reason },
  { name: 'finishedAt', kind: 'moment', width: 18, cell: (row) => dateCell(row.finishedAt) },
];

async function* rowsOf({ head: { run } }: ReportStream): AsyncGenerator<CoverageRow> {
  const { status, finishedAt, id: name } = run;
  yield { what: 'audit', name, id: null, status, reason: coverageSentence(run), finishedAt };
  for (const { subscriptionId, ...scope } of run.scopes) {
    yield { what: 'subscription', id: subscriptionId, finishedAt: null, ...scope };
  }
  for (const { file, reason } of run.unusedFiles) {
    yield { what: 'file', name: file, id: null, status: 'not used', reason, finishedAt: null };
  }
}

/** The audit, then what was asked for and how much of it could be read. */
export const coverageSheet = sheetOf('Coverage', fields, rowsOf, '');
