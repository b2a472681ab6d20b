import { stringify } from 'csv-stringify/sync';
import type { ReportStream } from '../model/report.ts';
import { withoutMisleading } from '../words/plain-text.ts';
import { type Cell, columns } from './columns.ts';
import { findingRows } from './finding-rows.ts';

/** Without it Excel takes UTF-8 for the code page of the machine. */
const byteOrderMark = '\uFEFF';

/**
 * The findings as CSV: UTF-8 with a byte order mark, CRLF, quoted as RFC 4180 asks. A text that a spreadsheet would run
 * as a formula gets an apostrophe in front; no character is there raw that would hide or turn round others.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export async function* renderCsv(report: ReportStream): AsyncGenerator<string> {
  yield byteOrderMark + csvLines([columns.map((column) => column.name)]);
  for await (const rows of findingRows(report)) {
    yield csvLines(rows.map((row) => columns.map((column) => column.value(row))));
  }
}

/** Of several rows at once: each call sets the library up anew, and each part goes its own way to a client. */
function csvLines(rows: readonly (readonly Cell[])[]): string {
  const plainRows = rows.map((cells) => cells.map((cell) => (typeof cell === 'string' ? plain(cell) : cell)));
  return stringify(plainRows, {
    record_delimiter: '\r\n',
    escape_formulas: true,
    quoted_match: /[\r\n]/,
    cast: { boolean: (value) => String(value) },
  });
}

/** A cell may have lines, as commands do. White space in front would keep a formula from being seen as one. */
function plain(text: string): string {
  return withoutMisleading(text).replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' ').trimStart();
}
