import type { ClusterReport, ReportStream } from '../model/report.ts';
import { publicPortalUrl } from '../words/links.ts';
import { inReadingOrder, readOverview } from './overview.ts';
import { clustersSheet } from './xlsx/clusters-sheet.ts';
import { coverageSheet } from './xlsx/coverage-sheet.ts';
import { findingsSheet } from './xlsx/findings-sheet.ts';
import { glossarySheet } from './xlsx/glossary-sheet.ts';
import { headroomSheet } from './xlsx/headroom-sheet.ts';
import { routesSheet } from './xlsx/routes-sheet.ts';
import type { Sheet, SheetOptions } from './xlsx/sheet.ts';
import { summarySheet } from './xlsx/summary-sheet.ts';
import { waiversSheet } from './xlsx/waivers-sheet.ts';
import { wavesSheet } from './xlsx/waves-sheet.ts';
import { createWorkbook, openSheet } from './xlsx/workbook.ts';

const laterSheets: readonly Sheet[] = [
  clustersSheet,
  findingsSheet,
  routesSheet,
  headroomSheet,
  wavesSheet,
  waiversSheet,
  coverageSheet,
  glossarySheet,
];

/** In the order of the workbook. */
export const sheets: readonly Sheet[] = [summarySheet, ...laterSheets];

/**
 * The report as an Excel workbook, rows in the order of what to do first. It is made as it is read, and the clusters are walked once for
 * their order and once for each sheet that has rows of them. Of an estate too large to hold, sheets with many rows a cluster come in its
 * own order. Texts stay texts, whatever they start with.
 */
export async function* renderXlsx(
  report: ReportStream,
  { portalUrl = publicPortalUrl }: { readonly portalUrl?: string } = {},
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const workbook = await createWorkbook((bytes) => ready.push(bytes), new Date(report.head.asOf));
  const written = async function* (sheet: Sheet, of: ReportStream, options: SheetOptions): AsyncGenerator<Uint8Array> {
    const open = openSheet(workbook, sheet);
    let rows = 0;
    for await (const row of sheet.rows(of, options)) {
      if (!open.add(row)) {
        open.say('The sheet is full. The CSV has all rows.');
        break;
      }
      rows += 1;
      if (ready.length > 0) yield* ready.splice(0);
    }
    if (rows === 0) open.say(sheet.whenEmpty);
    open.close();
    yield* ready.splice(0);
  };
  // Before any cluster is read: whoever waits for the file sees that it comes.
  yield* written(summarySheet, report, { portalUrl, place: () => 0 });
  const { rows: overview } = await readOverview(report);
  const places = new Map(overview.map(({ key }, index) => [key, index]));
  const options = { portalUrl, place: ({ key }: ClusterReport) => places.get(key) ?? overview.length };
  const ordered: ReportStream = { ...report, clusters: () => inReadingOrder(report, overview) };
  for (const sheet of laterSheets) yield* written(sheet, ordered, options);
  await workbook.commit();
  yield* ready.splice(0);
}
