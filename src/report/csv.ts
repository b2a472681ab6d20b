import { stringify } from 'csv-stringify/sync';
import type { ReportStream } from '../model/report.ts';
import { type Cell, columns } from './columns.ts';
import { findingRows } from './finding-rows.ts';

/**
 * The findings as CSV: UTF-8 without a byte order mark, CRLF, quoted as RFC 4180 asks. A text that a spreadsheet would run as a
 * formula gets an apostrophe in front.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export async function* renderCsv(report: ReportStream): AsyncGenerator<string> {
  yield csvLine(columns.map((column) => column.name));
  for await (const row of findingRows(report)) yield csvLine(columns.map((column) => column.value(row)));
}

function csvLine(cells: readonly Cell[]): string {
  return stringify([[...cells]], {
    record_delimiter: '\r\n',
    escape_formulas: true,
    quoted_match: /[\r\n]/,
    cast: { boolean: (value) => String(value) },
  });
}
