import type { ReportHead, ReportStream } from '../model/report.ts';
import { dateText } from './dates.ts';
import { subscriptionNames } from './finding-rows.ts';
import { closingSections } from './html/closing.ts';
import { clusterSection } from './html/cluster-section.ts';
import { clusterTable } from './html/cluster-table.ts';
import { type Html, html, markupOf, trusted } from './html/escape.ts';
import { firstScreen } from './html/first-screen.ts';
import { publicPortalUrl } from './html/links.ts';
import { metaContentSecurityPolicy } from './html/policy.ts';
import { script } from './html/script.ts';
import { styles } from './html/styles.ts';
import { inReadingOrder, readOverview } from './overview.ts';
import { answerSentence } from './sentences.ts';

export { htmlContentSecurityPolicy } from './html/policy.ts';

export interface HtmlOptions {
  /** The Azure portal of the cloud the report is about: `https://portal.azure.com` where not given. */
  readonly portalUrl?: string;
}

/** One page that needs nothing else: no network, no other file; it reads without scripts and prints. */
export async function* renderHtml(report: ReportStream, options: HtmlOptions = {}): AsyncGenerator<string> {
  for await (const part of pageParts(report, options.portalUrl ?? publicPortalUrl)) yield markupOf(part);
}

async function* pageParts(report: ReportStream, portalUrl: string): AsyncGenerator<Html> {
  const { head } = report;
  const { rows } = await readOverview(report);
  const nameOf = subscriptionNames(head);
  yield pageHead(head);
  yield firstScreen(head, rows);
  yield* clusterTable(head, rows);
  for await (const cluster of inReadingOrder(report, rows)) {
    yield clusterSection(cluster, nameOf(cluster.subscriptionId) ?? cluster.subscriptionId, portalUrl);
  }
  yield closingSections(head, portalUrl);
  yield html`
</main>
<script>${trusted(script)}</script>
</body>
</html>
`;
}

function pageHead(head: ReportHead): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${metaContentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${answerSentence(head)} · kubenet-audit, ${dateText(head.asOf)}</title>
<style>${trusted(styles)}</style>
</head>
<body>
${head.summary.kubenet === 0 ? null : html`<a class="skip" href="#clusters">Skip to the clusters</a>`}
<main class="page">`;
}
