import type { ReportHead, ReportStream } from '../model/report.ts';
import { dateText, momentText } from '../words/dates.ts';
import { type Html, html, markupOf, trusted } from '../words/html-escape.ts';
import { publicPortalUrl } from '../words/links.ts';
import { answerSentence } from '../words/sentences.ts';
import { counted } from '../words/words.ts';
import { subscriptionNames } from './finding-rows.ts';
import { closingSections } from './html/closing.ts';
import { clusterPage } from './html/cluster-section.ts';
import { clusterTable } from './html/cluster-table.ts';
import { firstScreen } from './html/first-screen.ts';
import { nextStepsSection } from './html/next-steps.ts';
import { packElement } from './html/pack.ts';
import { type ClusterPages, clusterPages } from './html/packs.ts';
import { planSection } from './html/plan-section.ts';
import { metaContentSecurityPolicy } from './html/policy.ts';
import { headScript, script } from './html/script.ts';
import { styles } from './html/styles.ts';
import { pageStart } from './html/with-notice.ts';
import { type ClusterRow, overviewWithSigns } from './overview.ts';
import { placesOf } from './plan/places.ts';

export { htmlContentSecurityPolicy } from './html/policy.ts';

export interface HtmlOptions {
  /** The Azure portal of the cloud the report is about: `https://portal.azure.com` where not given. */
  readonly portalUrl?: string;
  /** Of a page that is served; a saved file has nobody to ask. */
  readonly downloads?: readonly Download[];
}

/** The same report in another format. */
export interface Download {
  readonly text: string;
  readonly address: string;
}

/**
 * One page that needs nothing else: no network, no other file. It reads without scripts and prints; of a large estate it holds the
 * first clusters so, and the others packed for scripts to open. What finds no room is named, never dropped in silence.
 */
export async function* renderHtml(report: ReportStream, options: HtmlOptions = {}): AsyncGenerator<string> {
  for await (const part of pageParts(report, options)) yield markupOf(part);
}

async function* pageParts(
  report: ReportStream,
  { portalUrl = publicPortalUrl, downloads = [] }: HtmlOptions,
): AsyncGenerator<Html> {
  const { head } = report;
  // What needs no cluster goes first: reading thousands takes longer than a browser or a gateway waits for a beginning.
  yield pageHead(head, downloads);
  const rows = yield* overviewParts(report);
  const nameOf = subscriptionNames(head);
  const context = {
    portalUrl,
    asOf: head.asOf,
    catalogue: head.catalogue ?? {},
    places: placesOf(head.schedule),
    onPremises: head.schedule?.settings.onPremises ?? [],
  };
  // The second walk over the clusters; the reader has the first screen meanwhile.
  const pages = yield* clusterPages(report, rows, (cluster) =>
    clusterPage(cluster, nameOf(cluster.subscriptionId) ?? cluster.subscriptionId, context),
  );
  yield html`
</div>
<div id="pages">`;
  yield* pages.plain;
  if (pages.withoutScripts.count > 0) {
    yield html`<noscript>`;
    yield* pages.withoutScripts.pages();
    yield html`</noscript>`;
  }
  yield html`${missingPage(head)}${whatIsPacked(pages)}</div>
<div class="overview closing">${closingSections(head, context)}
<p class="small on-paper">The pages of the clusters, the plan and what is folded are not on paper: “Print everything” at the top of the page adds them.</p></div>
</main>
<p class="unseen" id="said" role="status"></p>
`;
  for (const pack of pages.packs) yield packElement(pack);
  yield html`<script>${trusted(script)}</script>
</body>
</html>
`;
}

/** The first screen and the table; returns the clusters in the order of the table. All else that they were made of may be forgotten. */
async function* overviewParts(report: ReportStream): AsyncGenerator<Html, readonly Pick<ClusterRow, 'id'>[]> {
  const { head } = report;
  const overview = yield* overviewWithSigns(report, html`\n`);
  yield html`<div class="overview">
${firstScreen(head, overview.rows)}
${nextStepsSection(overview)}${planSection(overview.plan)}`;
  yield* clusterTable(head, overview);
  return overview.rows.map(({ id }) => ({ id }));
}

function pageHead(head: ReportHead, downloads: readonly Download[]): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${metaContentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${answerSentence(head)} · kubenet-audit, ${dateText(head.asOf)}</title>
<style>${trusted(styles)}</style>
<script>${trusted(headScript)}</script>
</head>
<body>
${head.summary.kubenet === 0 ? null : html`<a class="skip" href="#clusters">Skip to the clusters</a>`}
${trusted(pageStart)}
<div class="bar-top"><span class="product">kubenet-audit</span> <span class="muted">as of ${momentText(head.asOf)}</span>${downloadLinks(downloads)}<button id="print" type="button">Print everything</button><button id="theme" type="button">Dark</button></div>
`;
}

function downloadLinks(downloads: readonly Download[]): Html | null {
  if (downloads.length === 0) return null;
  const links = downloads.map(({ text, address }) => html` <a href="${address}" download>${text}</a>`);
  return html`<span class="downloads"><span class="muted">As a file:</span>${links}</span>`;
}

const elsewhere =
  'The JSON, CSV and XLSX of the same report hold every cluster; a report of one subscription is whole.';

/** Where a link leads whose cluster is not here: it may be months old. */
function missingPage({ summary }: ReportHead): Html {
  return html`<section class="cluster" id="no-page" tabindex="-1" aria-label="No page">
<p class="back small"><a class="all" href="${summary.kubenet === 0 ? '#top' : '#clusters'}">The whole report</a></p>
<h2>This cluster's page is not in this file</h2>
<p>The cluster may have left kubenet since the link was made, or the file had no room for it. ${elsewhere}</p></section>
`;
}

/** What a reader without scripts misses, and what the file left out. */
function whatIsPacked({ packs, leftOut }: ClusterPages): Html {
  return html`${packs.length === 0 ? null : html`<p class="notice without-script">The pages of the other clusters are packed in this file and open where scripts run. ${elsewhere}</p>`}
${leftOut === 0 ? null : html`<p class="notice left-out">The pages of ${counted(leftOut, 'cluster')} found no room in this file. ${elsewhere}</p>`}`;
}
