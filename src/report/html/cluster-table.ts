import type { ReportHead } from '../../model/report.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { counted, effortText, filterText, numberText } from '../../words/words.ts';
import { subscriptionNames } from '../finding-rows.ts';
import type { ClusterRow, Overview } from '../overview.ts';
import { tableTools } from './filters.ts';
import { rowLimit } from './limits.ts';
import { columnsFor, type RowPlace, type TableColumn } from './table-columns.ts';

/** Rows a browser lays out at once; the others wait until they are asked for. */
const rowsAtFirst = 60;

/** Opening, rows and closing of the table, one part at a time. */
export function* clusterTable(head: ReportHead, overview: Overview): Generator<Html> {
  const { rows } = overview;
  if (head.summary.kubenet + rows.length === 0) return;
  const all = countSentence(head, rows.length);
  const nameOf = subscriptionNames(head);
  const subscriptionOf = (id: string) => nameOf(id) ?? id;
  const columns = columnsFor(rows);
  yield html`
<section class="section clusters" id="clusters" aria-labelledby="clusters-title">
<h2 id="clusters-title">Clusters, what to do first at the top</h2>
${rows.length === 0 ? null : tableTools(overview, columns, subscriptionOf)}<p class="count" id="count" role="status" data-all="${all}">${all}</p>
`;
  if (rows.length > 0) yield tableStart(columns);
  for (const [index, row] of rows.slice(0, rowLimit).entries()) {
    if (index === rowsAtFirst)
      yield html`</tbody><tbody class="later">
`;
    yield tableRow(row, columns, { subscription: subscriptionOf(row.subscriptionId) });
  }
  yield html`${rows.length === 0 ? null : tableEnd}${leftOut(rows.length)}</section>`;
}

function tableStart(columns: readonly TableColumn[]): Html {
  const hidden = columns.filter(({ isShown }) => !isShown).map(({ key }) => `without-${key}`);
  const heads = columns.map(
    ({ key, title }) => html`<th class="c-${key}" scope="col" data-column="${key}">${title}</th>`,
  );
  return html`<div class="scroll"><table class="listed ${hidden.join(' ')}" id="cluster-table">
<caption class="unseen">Kubenet clusters with verdict, scores, room and worst finding</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
`;
}

const tableEnd = html`</tbody></table></div>
<p class="more"><button id="more" type="button" hidden>Show all</button></p>
`;

function leftOut(rows: number): Html | null {
  if (rows <= rowLimit) return null;
  return html`<p class="notice">The table holds the first ${numberText(rowLimit)} of ${counted(rows, 'cluster')}, so that the page stays light. All are in the report as JSON, CSV and XLSX; a report of one subscription is whole.</p>
`;
}

function tableRow(row: ClusterRow, columns: readonly TableColumn[], place: RowPlace): Html {
  const cells = columns.map(({ key, cell, sort }, column) => {
    const sorted = sort === undefined ? null : html` data-sort="${sort(row)}"`;
    return column === 0
      ? html`<th scope="row" class="c-${key}"${sorted}>${cell(row, place)}</th>`
      : html`<td class="c-${key}"${sorted}>${cell(row, place)}</td>`;
  });
  return html`<tr data-key="${row.key}" data-id="${row.id}" data-verdict="${row.verdict}" data-codes="${row.codes.join(' ')}" data-effort="${effortText(row.effort)}">${cells}</tr>
`;
}

/** How many of how many are shown, and why. */
function countSentence({ summary, filter }: ReportHead, shown: number): string {
  const of = `${numberText(shown)} of ${counted(summary.kubenet, 'kubenet cluster')} shown`;
  if (filter !== undefined) return `${of}: ${filterText(filter)}`;
  return shown < summary.kubenet ? `${of}: the others were not audited` : of;
}
