import type { ClusterReport, ReportHead, Verdict } from '../../model/report.ts';

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
  /** Where the cluster of that key stands in the order of what to do first, from 0. Known once all clusters were seen. */
  readonly placeOf: PlaceOf;
}

type PlaceOf = (key: string) => number;

/** The rows of one report: each cluster's when it comes, the others before or after them all. */
export interface SheetRows<Row> {
  readonly before?: Iterable<Row>;
  of?(cluster: ClusterReport): Iterable<Row>;
  readonly after?: Iterable<Row>;
}

export interface Sheet {
  readonly name: string;
  /** What to act on first: paper has the first ones only, as many as can be read on its width. */
  readonly columns: readonly SheetColumn[];
  /** Whether all rows come when the last cluster has been seen. */
  readonly isHeld: boolean;
  /** Cells in the order of the columns. */
  rowsOf(head: ReportHead, options: SheetOptions): SheetRows<readonly XlsxCell[]>;
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
  rowsOf(head: ReportHead): SheetRows<Row>;
  /** What a row comes by; its cells are then held, so only for sheets with a row a cluster or fewer. In the order of `rowsOf` where left out. */
  orderOf?(row: Row): (placeOf: PlaceOf) => number;
  readonly whenEmpty: string;
}

export function sheetOf<Row>({ name, fields, rowsOf, orderOf, whenEmpty }: SheetOf<Row>): Sheet {
  return {
    ...{ name, whenEmpty, columns: fields, isHeld: orderOf !== undefined },
    rowsOf(head, options) {
      const { before = [], of = () => [], after = [] } = rowsOf(head);
      const cellsOf = (row: Row) => fields.map((field) => field.cell(row, options));
      if (orderOf !== undefined) {
        const add = (row: Row) => ({ order: orderOf(row), cells: cellsOf(row) });
        return heldRows({ before: mapped(before, add), of: (cluster) => mapped(of(cluster), add) }, options);
      }
      return {
        before: mapped(before, cellsOf),
        of: (cluster) => mapped(of(cluster), cellsOf),
        after: mapped(after, cellsOf),
      };
    },
  };
}

interface HeldRow {
  readonly order: (placeOf: PlaceOf) => number;
  readonly cells: readonly XlsxCell[];
}

function heldRows({ before = [], of }: SheetRows<HeldRow>, { placeOf }: SheetOptions): SheetRows<readonly XlsxCell[]> {
  const held = [...before];
  return {
    of(cluster) {
      held.push(...(of?.(cluster) ?? []));
      return [];
    },
    after: sorted(held, placeOf),
  };
}

/** Not before somebody asks for the first: until then rows are added. */
function* sorted(held: readonly HeldRow[], placeOf: PlaceOf): Generator<readonly XlsxCell[]> {
  const rows = held.map(({ order, cells }) => ({ place: order(placeOf), cells }));
  for (const { cells } of rows.sort((a, b) => a.place - b.place)) yield cells;
}

function* mapped<T, U>(items: Iterable<T>, map: (item: T) => U): Generator<U> {
  for (const item of items) yield map(item);
}

/** Null for a text that is no ISO 8601 date. */
export function dateCell(iso: string | null | undefined): Date | string | null {
  if (iso === null || iso === undefined) return null;
  const date = new Date(iso);
  // What cannot be read as a date stays as it was written.
  return /^\d{4}-\d{2}-\d{2}/.test(iso) && !Number.isNaN(date.getTime()) ? date : iso;
}
