import type { Alignment, Cell, Font, Style, WorkbookWriter, WorksheetWriter } from '@cj-tech-master/excelts';
import type { Verdict } from '../../model/report.ts';
import { withoutMisleading } from '../../words/plain-text.ts';
import { verdictWords } from '../../words/words.ts';
import { colours } from '../html/styles/colours.ts';
import type { CellKind, LinkCell, Sheet, SheetColumn, XlsxCell } from './sheet.ts';

/** Excel's own limits. */
const longestText = 32_767;
const rowsOfSheet = 1_048_576;
const linksOfSheet = 65_530;

const a4 = 9;

/** A cell's font is the workbook's only where it says so. */
const font = { name: 'Calibri', size: 11, family: 2 } as const;

/** In points. */
const lineHeight = 15;
/** Excel makes no row higher. */
const mostLines = 27;

/** In characters: what still can be read on the width of a page. */
const pageWidth = 216;

/** 1980-01-01, the first day a ZIP entry can have: the bytes must not tell when they were written. */
const entryTime = { dosTime: 0, dosDate: 0x21 };

/** A workbook that hands its bytes to `onBytes` as they come. */
export async function createWorkbook(onBytes: (bytes: Uint8Array) => void, asOf: Date): Promise<WorkbookWriter> {
  // It takes a second to load, which who wants no workbook need not wait for.
  const { WorkbookWriter } = await import('./workbook-library.ts');
  const workbook = new WorkbookWriter({
    stream: new WritableStream<Uint8Array>({ write: onBytes }),
    creator: 'kubenet-audit',
    lastModifiedBy: 'kubenet-audit',
    created: asOf,
    modified: asOf,
    useStyles: true,
    useSharedStrings: false,
    trueStreaming: true,
  });
  const add = workbook.zip.add.bind(workbook.zip);
  // The writer has no option for the time of its entries.
  workbook.zip.add = (file) => add(Object.assign(file, entryTime));
  return workbook;
}

export interface OpenSheet {
  readonly sheet: Sheet;
  /** False where the sheet is full: the row was not written. */
  add(cells: readonly XlsxCell[]): boolean;
  /** A sentence in place of rows. */
  say(sentence: string): void;
  close(): void;
}

/**
 * Sheets whose rows come at the same time. What a sheet holds until the end comes last in the file, though not in the workbook: of the
 * others the first goes out as its rows come, and the next ones wait, packed, for their turn.
 */
export function openSheets(workbook: WorkbookWriter, sheets: readonly Sheet[]): OpenSheet[] {
  const { zip } = workbook;
  const { add } = zip;
  const entries: Parameters<typeof add>[0][] = [];
  zip.add = (file) => entries.push(file);
  const opened = sheets.map((sheet) => openSheet(workbook, sheet));
  zip.add = add;
  const order = [...opened.keys()].sort((a, b) => Number(opened[a]?.sheet.isHeld) - Number(opened[b]?.sheet.isHeld));
  for (const index of order) {
    const entry = entries[index];
    if (entry !== undefined) zip.add(entry);
  }
  return opened;
}

/** A sheet with its head frozen, filtered, and repeated on every page of paper, which holds the columns that can be read on its width. */
function openSheet(workbook: WorkbookWriter, sheet: Sheet): OpenSheet {
  const worksheet = workbook.addWorksheet(sheet.name, {
    views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }],
    pageSetup: {
      orientation: 'landscape',
      paperSize: a4,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&Lkubenet-audit&C&A&R&P of &N' },
  });
  worksheet.columns = sheet.columns.map(({ width }) => ({ width }));
  addHead(worksheet, sheet.columns);
  let rows = 1;
  let links = 0;
  return {
    sheet,
    add(cells) {
      // The last row is for a sentence that says what is missing.
      if (rows >= rowsOfSheet - 1) return false;
      const row = worksheet.addRow([]);
      sheet.columns.forEach(({ kind }, index) => {
        links += fill(row.getCell(index + 1), cells[index] ?? null, kind, links < linksOfSheet);
      });
      row.height = lineHeight * linesOf(sheet, cells);
      row.commit();
      rows += 1;
      return true;
    },
    say(sentence) {
      const row = worksheet.addRow([sentence]);
      row.font = { ...font, italic: true, color: { argb: 'FF555C6B' } };
      row.commit();
    },
    close() {
      const last = Math.max(2, rows);
      worksheet.autoFilter = { from: { row: 1, col: 1 }, to: { row: last, col: sheet.columns.length } };
      worksheet.pageSetup.printArea = `A1:${worksheet.getColumn(columnsOnPaper(sheet)).letter}${last}`;
      worksheet.commit();
    },
  };
}

function columnsOnPaper({ columns }: Pick<Sheet, 'columns'>): number {
  let total = 0;
  const beyond = columns.findIndex(({ width }) => {
    total += width;
    return total > pageWidth;
  });
  return beyond === -1 ? columns.length : beyond;
}

/** Not every program makes a row as high as the texts that wrap in it. What is not on paper must not stretch it. */
function linesOf({ columns }: Sheet, cells: readonly XlsxCell[]): number {
  const lines = columns.slice(0, columnsOnPaper({ columns })).map(({ kind, width }, index) => {
    const cell = cells[index];
    return kind === 'long' && typeof cell === 'string' ? Math.ceil((cell.length * 1.1) / width) : 1;
  });
  return Math.min(mostLines, Math.max(1, ...lines));
}

function addHead(worksheet: WorksheetWriter, columns: readonly SheetColumn[]): void {
  const row = worksheet.addRow(columns.map(({ name }) => name));
  row.eachCell((cell, column) => {
    cell.alignment = alignmentOf(columns[column - 1]?.kind ?? 'text');
    cell.font = { ...font, bold: true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE9EEFB' } };
    cell.border = { bottom: { style: 'thin', color: { argb: 'FFA9BADF' } } };
  });
  row.commit();
}

const numberFormats: Partial<Record<CellKind, string>> = {
  number: '#,##0',
  share: '0%',
  date: 'yyyy-mm-dd',
  moment: 'yyyy-mm-dd hh:mm',
};

/** Numbers keep away from the text of the next column; under a column of texts they stand as texts do. */
function alignmentOf(kind: CellKind): Partial<Alignment> {
  if (kind === 'number' || kind === 'share') return { vertical: 'top', horizontal: 'right', indent: 1 };
  return { vertical: 'top', horizontal: 'left', wrapText: kind === 'long' };
}

/** Writes the cell; 1 where it became a link. */
function fill(cell: Cell, value: XlsxCell, kind: CellKind, mayLink: boolean): 0 | 1 {
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    cell.style = styleOf(kind);
    cell.value =
      kind === 'flag' ? (value === true ? 'yes' : null) : typeof value === 'string' ? cellText(value) : value;
    return 0;
  }
  if ('verdict' in value) {
    const { word, symbol } = verdictWords[value.verdict];
    cell.style = styleOf(kind, value.verdict);
    cell.value = `${symbol} ${word}`;
    return 0;
  }
  return fillText(cell, value, kind, mayLink);
}

function fillText(cell: Cell, { text, address }: LinkCell, kind: CellKind, mayLink: boolean): 0 | 1 {
  const shown = cellText(text);
  const link = mayLink && shown !== '' ? address : undefined;
  cell.style = styleOf(kind, link === undefined ? undefined : 'link');
  cell.value = link === undefined ? shown : { text: shown, hyperlink: link };
  return link === undefined ? 0 : 1;
}

type Marked = Verdict | 'link' | undefined;
const styles = new Map<string, Partial<Style>>();

/** The same object for the same look: the library finds a style that it has seen at once, and others by their XML. */
function styleOf(kind: CellKind, marked?: Marked): Partial<Style> {
  const name = `${kind} ${marked}`;
  const known = styles.get(name);
  if (known !== undefined) return known;
  const numFmt = numberFormats[kind];
  const style: Partial<Style> = {
    ...(numFmt === undefined ? {} : { numFmt }),
    alignment: alignmentOf(kind),
    border: { bottom: { style: 'hair', color: { argb: 'FFD5D9E1' } } },
    ...(marked === undefined ? {} : { font: fontOf(marked) }),
  };
  styles.set(name, style);
  return style;
}

function fontOf(marked: Verdict | 'link'): Partial<Font> {
  if (marked === 'link') return { ...font, underline: true, color: { argb: 'FF1A4FC0' } };
  return { ...font, bold: true, color: { argb: `FF${colours[marked][0].slice(1).toUpperCase()}` } };
}

/** A text as it may stand in a cell, where it is no formula whatever it starts with: without controls, and not too long. */
function cellText(text: string): string {
  const clean = withoutMisleading(text).replace(/[\r\uFFFE\uFFFF]/gu, '');
  // `_x0041_` would be read as the character of that number.
  const plain = clean.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  return plain.length <= longestText ? plain : `${plain.slice(0, longestText - 1).toWellFormed()}…`;
}
