import type { ClusterReport, ReportStream, Verdict } from '../../model/report.ts';

/** A text that opens an address; texts are never formulas. */
export interface LinkCell {
  readonly text: string;
  /** Undefined for a text without a link. */
  readonly address: string | undefined;
}

/** Its word, shape and colour, the same on every sheet. */
export interface VerdictCell {
  readonly verdict: Verdict;
}

export type XlsxCell = string | number | boolean | Date | LinkCell | VerdictCell | null;

/** `share`: of 1, shown in percent. `long`: text that wraps. `flag`: `yes`, or nothing. */
export type CellKind = 'text' | 'long' | 'number' | 'share' | 'date' | 'moment' | 'flag';

export interface SheetColumn {
  /** In a reader's words. */
  readonly name: string;
  readonly kind: CellKind;
  /** In characters. */
  readonly width: number;
}

/** What a sheet has to know beside the report. */
export interface SheetOptions {
  readonly portalUrl: string;
  /** Where the cluster stands in the order of what to do first, from 0. */
  place(cluster: ClusterReport): number;
}

export interface Sheet {
  readonly name: string;
  /** What to act on first: paper has the first ones only, as many as can be read on its width. */
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

interface SheetOf<Row> {
  readonly name: string;
  readonly fields: readonly SheetField<Row>[];
  rowsOf(report: ReportStream): AsyncIterable<Row>;
  /** What a row comes by; its cells are then held, so only for sheets with a row a cluster or fewer. In the order of `rowsOf` where left out. */
  orderOf?(row: Row, options: SheetOptions): number;
  readonly whenEmpty: string;
}

export function sheetOf<Row>({ name, fields, rowsOf, orderOf, whenEmpty }: SheetOf<Row>): Sheet {
  const cellsOf = (row: Row, options: SheetOptions) => fields.map((field) => field.cell(row, options));
  return {
    name,
    columns: fields,
    whenEmpty,
    async *rows(report, options) {
      if (orderOf === undefined) {
        for await (const row of rowsOf(report)) yield cellsOf(row, options);
        return;
      }
      const held: { readonly order: number; readonly cells: readonly XlsxCell[] }[] = [];
      for await (const row of rowsOf(report)) held.push({ order: orderOf(row, options), cells: cellsOf(row, options) });
      for (const { cells } of held.sort((a, b) => a.order - b.order)) yield cells;
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
