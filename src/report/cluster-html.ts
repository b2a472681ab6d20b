import type { ClusterReport, ReportHead } from '../model/report.ts';
import { dateText, momentText } from '../words/dates.ts';
import { type Html, html, markupOf, trusted } from '../words/html-escape.ts';
import { publicPortalUrl } from '../words/links.ts';
import { subscriptionNames } from './finding-rows.ts';
import { checkTexts } from './html/check-texts.ts';
import { clusterPage } from './html/cluster-section.ts';
import { clusterMetaPolicy } from './html/policy.ts';
import { clusterScript, headScript } from './html/script.ts';
import { styles } from './html/styles.ts';
import { placesOf } from './plan/places.ts';

export { clusterContentSecurityPolicy } from './html/policy.ts';

export interface ClusterHtmlOptions {
  readonly portalUrl?: string | undefined;
  /** Of the whole report. */
  readonly reportAddress: string;
  /** What stands beside the moment: a link to the cluster as an alert saw it, or why there is none. */
  readonly beside?: { readonly text: string; readonly address: string | undefined } | undefined;
}

/** One cluster as a page of its own, small enough for a phone: the same sections as in the report, and what the codes in them mean. */
export function renderClusterHtml(cluster: ClusterReport, head: ReportHead, options: ClusterHtmlOptions): string {
  const name = subscriptionNames(head)(cluster.subscriptionId) ?? cluster.subscriptionId;
  const failing = new Set(cluster.checks.filter(({ status }) => status === 'fail').map(({ code }) => code));
  const catalogue = Object.fromEntries(Object.entries(head.catalogue ?? {}).filter(([code]) => failing.has(code)));
  const context = {
    portalUrl: options.portalUrl ?? publicPortalUrl,
    asOf: head.asOf,
    catalogue,
    places: placesOf(head.schedule),
    onPremises: head.schedule?.settings.onPremises ?? [],
    isAlone: true,
  };
  return markupOf(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${clusterMetaPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${cluster.name} · kubenet-audit, ${dateText(head.asOf)}</title>
<style>${trusted(styles)}</style>
<script>${trusted(headScript)}</script>
</head>
<body class="alone">
<main class="page" id="top">
<h1 class="unseen">${cluster.name}</h1>
<div class="bar-top"><a class="product" href="${options.reportAddress}">The whole report</a> <span class="muted">as of ${momentText(head.asOf)}</span><button id="print" type="button">Print everything</button><button id="theme" type="button">Dark</button></div>
${beside(options.beside)}${clusterPage(cluster, name, context)}${checkTexts(catalogue)}
</main>
<p class="unseen" id="said" role="status"></p>
<script>${trusted(clusterScript)}</script>
</body>
</html>
`);
}

function beside(note: ClusterHtmlOptions['beside']): Html | null {
  if (note === undefined) return null;
  const { text, address } = note;
  return html`<p class="small seen">${address === undefined ? text : html`<a href="${address}">${text}</a>`}</p>
`;
}
