import type { ClusterReport, ReportHead } from '../../model/report.ts';
import type { SheetOptions, XlsxCell } from './sheet.ts';
import type { OpenSheet } from './workbook.ts';

interface SheetWriter {
  add(cluster: ClusterReport): void;
  end(): void;
}

/** Writes the rows of a report on an open sheet, as its clusters come. */
export function createSheetWriter(open: OpenSheet, head: ReportHead, options: SheetOptions): SheetWriter {
  const { before = [], of, after = [] } = open.sheet.rowsOf(head, options);
  let rows = 0;
  let isFull = false;
  const write = (cells: Iterable<readonly XlsxCell[]>) => {
    for (const row of cells) {
      if (isFull) return;
      isFull = !open.add(row);
      if (isFull) open.say('The sheet is full. The CSV has all rows.');
      else rows += 1;
    }
  };
  write(before);
  return {
    add: (cluster) => write(of?.(cluster) ?? []),
    end() {
      write(after);
      if (rows === 0) open.say(open.sheet.whenEmpty);
      open.close();
    },
  };
}
