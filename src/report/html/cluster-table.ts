import type { ReportHead } from '../../model/report.ts';
import { subscriptionNames } from '../finding-rows.ts';
import type { ClusterRow } from '../overview.ts';
import { shortened } from '../plain-text.ts';
import {
  counted,
  filterText,
  nodesLeftText,
  numberText,
  scoreText,
  verdictsByUrgency,
  verdictWords,
} from '../words.ts';
import { type Html, html } from './escape.ts';
import { clusterAnchor } from './links.ts';

/** Opening, rows and closing of the table, one part at a time. */
export function* clusterTable(head: ReportHead, rows: readonly ClusterRow[]): Generator<Html> {
  if (head.summary.kubenet + rows.length === 0) return;
  const all = countSentence(head, rows.length);
  const nameOf = subscriptionNames(head);
  yield html`
<section class="section clusters" id="clusters" aria-labelledby="clusters-title">
<h2 id="clusters-title">Clusters, what to do first at the top</h2>
${rows.length === 0 ? null : searchField}<p class="small muted" id="count" role="status" data-all="${all}">${all}</p>
`;
  if (rows.length > 0) yield tableStart;
  for (const [index, row] of rows.entries())
    yield tableRow(row, index, nameOf(row.subscriptionId) ?? row.subscriptionId);
  yield html`${rows.length === 0 ? null : tableEnd}</section>`;
}

const searchField = html`<div class="tools"><label for="search">Search</label><input id="search" type="search" autocomplete="off" placeholder="name, id, owner, problem"></div>
`;

const titles = ['Cluster', 'Verdict', 'Readiness', 'Route table', 'Nodes left', 'Worst finding', 'Owner'];
const columnHeads = titles.map((title) => html`<th scope="col" role="columnheader">${title}</th>`);

/** The roles stay when a narrow screen shows the table as a list. */
const tableStart = html`<div class="scroll"><table class="listed" id="cluster-table" role="table">
<caption class="unseen">Kubenet clusters with verdict, scores, room and worst finding</caption>
<thead role="rowgroup"><tr role="row">${columnHeads}</tr></thead>
<tbody role="rowgroup">
`;
const tableEnd = html`</tbody></table></div>
`;

const longestOwner = 80;

function tableRow(row: ClusterRow, index: number, subscription: string): Html {
  const { word, symbol } = verdictWords[row.verdict];
  const owner = shortened(row.owner ?? '', longestOwner);
  const isLive = row.live.length > 0;
  const searched = [row.name, row.id, subscription, owner, row.worst, word].join(' ').toLowerCase();
  return html`<tr role="row" data-verdict="${row.verdict}" data-search="${searched}"><th scope="row" role="rowheader" data-sort="${row.name}"><a href="${clusterAnchor(row.key)}"><bdi>${row.name}</bdi></a><span class="small"><bdi>${subscription}</bdi></span></th><td role="cell" data-label="Verdict" data-sort="${verdictsByUrgency.indexOf(row.verdict)}"><span class="verdict ${row.verdict}"><span class="shape" aria-hidden="true">${symbol}</span>${word}</span></td><td class="kept" role="cell" data-label="Readiness" data-sort="${row.readiness.value ?? -1}">${scoreText(row.readiness)}</td><td class="kept" role="cell" data-label="Route table" data-sort="${row.routeTable.value ?? -1}">${scoreText(row.routeTable)}</td><td class="kept" role="cell" data-label="Nodes left" data-sort="${row.headroom.nodesLeft ?? -1}">${nodesLeftText(row.headroom)}</td><td role="cell" data-label="Worst finding" data-sort="${index}">${isLive ? html`<span class="now">Now: <bdi>${row.worst}</bdi></span>` : html`<bdi>${row.worst}</bdi>`}</td><td role="cell" data-label="Owner" data-sort="${owner}">${owner === '' ? null : html`<bdi>${owner}</bdi>`}</td></tr>
`;
}

/** How many of how many are shown, and why. */
function countSentence({ summary, filter }: ReportHead, shown: number): string {
  const of = `${numberText(shown)} of ${counted(summary.kubenet, 'kubenet cluster')} shown`;
  if (filter !== undefined) return `${of}: ${filterText(filter)}`;
  return shown < summary.kubenet ? `${of}: the others were not audited` : of;
}
