import type { ReportStream } from '../../model/report.ts';

/** A text that opens an address; texts are never formulas. */
export interface LinkCell {
  readonly text: string;
  /** Undefined for a text without a link. */
  readonly address: string | undefined;
}

export type XlsxCell = string | number | boolean | Date | LinkCell | null;

/** `share`: of 1, shown in percent. `long`: text that wraps. */
export type CellKind = 'text' | 'long' | 'number' | 'share' | 'date' | 'moment' | 'flag';

export interface SheetColumn {
  readonly name: string;
  readonly kind: CellKind;
  /** In characters. */
  readonly width: number;
}

/** What a host knows about the reader. */
export interface SheetOptions {
  readonly portalUrl: string;
}

export interface Sheet {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  /** Cells in the order of the columns; walks the report's clusters at most once. */
  rows(report: ReportStream, options: SheetOptions): AsyncIterable<readonly XlsxCell[]>;
  /** What the sheet says where it has no row. */
  readonly whenEmpty: string;
}

/** A column that knows its cell, for sheets whose rows are all of one kind. */
export interface SheetField<Row> extends SheetColumn {
  cell(row: Row, options: SheetOptions): XlsxCell;
}

export function sheetOf<Row>(
  name: string,
  fields: readonly SheetField<Row>[],
  rowsOf: (report: ReportStream) => AsyncIterable<Row>,
  whenEmpty: string,
): Sheet {
  return {
    name,
    columns: fields,
    whenEmpty,
    async *rows(report, options) {
      for await (const row of rowsOf(report)) yield fields.map((field) => field.cell(row, options));
    },
  };
}

/** Null for a text that is no ISO 8601 date. */
export function dateCell(iso: string | null | undefined): Date | string | null {
  if (iso === null || iso === undefined) return null;
  const date = new Date(iso);
  // What cannot be read as a date stays as it was written.
  return /^\d{4}-\d{2}-\d{2}/.test(iso) && !Number.isNaN(date.getTime()) ? date : iso;
}
