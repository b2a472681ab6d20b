import type { ReportStream } from '../../model/report.ts';
import { columns, type FindingRow } from '../columns.ts';
import { findingRows } from '../finding-rows.ts';
import { verdictWords } from '../words.ts';
import { resourceCell, webCell } from './links.ts';
import { type CellKind, dateCell, type SheetField, type SheetOptions, sheetOf, type XlsxCell } from './sheet.ts';

/** How the columns of the CSV look here; the others are texts of 16 characters. */
const shapes: Readonly<Record<string, { readonly kind?: CellKind; readonly width: number }>> = {
  subscriptionId: { width: 38 },
  subscription: { width: 26 },
  resourceGroup: { width: 26 },
  cluster: { width: 30 },
  kubernetesVersion: { width: 18 },
  readiness: { kind: 'number', width: 11 },
  readinessLow: { kind: 'number', width: 13 },
  readinessHigh: { kind: 'number', width: 13 },
  nodesLeft: { kind: 'number', width: 11 },
  live: { kind: 'flag', width: 8 },
  title: { kind: 'long', width: 48 },
  message: { kind: 'long', width: 70 },
  resourceId: { width: 60 },
  evidence: { width: 50 },
  fix: { kind: 'long', width: 70 },
  commands: { width: 60 },
  docs: { width: 28 },
  waiverReason: { kind: 'long', width: 40 },
  waiverExpires: { kind: 'date', width: 14 },
};

const fields: readonly SheetField<FindingRow>[] = columns.map((column) => {
  const { kind = 'text', width } = shapes[column.name] ?? { width: 16 };
  return {
    name: column.name,
    kind,
    width,
    cell: (row, options) => cellOf(column.name, column.value(row), row, options),
  };
});

function cellOf(
  name: string,
  value: ReturnType<(typeof columns)[number]['value']>,
  row: FindingRow,
  options: SheetOptions,
): XlsxCell {
  if (typeof value !== 'string') return value;
  if (name === 'cluster') return resourceCell(value, row.cluster?.id ?? '', options.portalUrl);
  if (name === 'resourceId') return resourceCell(value, value, options.portalUrl);
  if (name === 'docs') return webCell(value, value);
  if (name === 'verdict' && row.cluster !== undefined) return verdictWords[row.cluster.verdict].word;
  return name === 'waiverExpires' ? dateCell(value) : value;
}

async function* rowsOf(report: ReportStream): AsyncGenerator<FindingRow> {
  for await (const row of findingRows(report)) if (row.status !== 'pass') yield row;
}

/** The columns of the CSV; what passed is left out, since a workbook is read by people. */
export const findingsSheet = sheetOf('Findings', fields, rowsOf, 'No check failed, and none is unknown.');
