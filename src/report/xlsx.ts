import type { ReportStream } from '../model/report.ts';
import { publicPortalUrl } from '../words/links.ts';
import { heldAtOnce, inReadingOrder, tallyOverview } from './overview.ts';
import { clustersSheet } from './xlsx/clusters-sheet.ts';
import { coverageSheet } from './xlsx/coverage-sheet.ts';
import { findingsSheet } from './xlsx/findings-sheet.ts';
import { glossarySheet } from './xlsx/glossary-sheet.ts';
import { headroomSheet } from './xlsx/headroom-sheet.ts';
import { routesSheet } from './xlsx/routes-sheet.ts';
import type { Sheet } from './xlsx/sheet.ts';
import { createSheetWriter } from './xlsx/sheet-writer.ts';
import { summarySheet } from './xlsx/summary-sheet.ts';
import { waiversSheet } from './xlsx/waivers-sheet.ts';
import { wavesSheet } from './xlsx/waves-sheet.ts';
import { createWorkbook, openSheets } from './xlsx/workbook.ts';

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
 * The report as an Excel workbook, rows in the order of what to do first. It is made as it is read. Of an estate too large to hold, sheets
 * with many rows a cluster come in its own order; then the clusters are walked once, else twice. Texts stay texts, whatever they start with.
 */
export async function* renderXlsx(
  report: ReportStream,
  { portalUrl = publicPortalUrl }: { readonly portalUrl?: string } = {},
): AsyncGenerator<Uint8Array> {
  const { head } = report;
  const ready: Uint8Array[] = [];
  const workbook = await createWorkbook((bytes) => ready.push(bytes), new Date(head.asOf));
  const tally = tallyOverview(head);
  const options = { portalUrl, placeOf: placesIn(tally) };
  // Before any cluster is read: whoever waits for the file sees that it comes.
  for (const sheet of openSheets(workbook, [summarySheet])) createSheetWriter(sheet, head, options).end();
  yield* ready.splice(0);
  const isTooLarge = head.filter === undefined && head.summary.kubenet > heldAtOnce;
  if (!isTooLarge) for await (const cluster of report.clusters()) tally.add(cluster);
  const clusters = isTooLarge ? report.clusters() : inReadingOrder(report, tally.overview().rows);
  const writers = openSheets(workbook, laterSheets).map((sheet) => createSheetWriter(sheet, head, options));
  for await (const cluster of clusters) {
    if (isTooLarge) tally.add(cluster);
    for (const writer of writers) writer.add(cluster);
    yield* ready.splice(0);
  }
  for (const writer of writers) {
    writer.end();
    yield* ready.splice(0);
  }
  await workbook.commit();
  yield* ready.splice(0);
}

/** Sorts when it is first asked. */
function placesIn(tally: ReturnType<typeof tallyOverview>): (key: string) => number {
  let places: ReadonlyMap<string, number> | undefined;
  return (key) => {
    places ??= new Map(tally.overview().rows.map((row, index) => [row.key, index]));
    return places.get(key) ?? places.size;
  };
}
