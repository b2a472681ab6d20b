import type { ClusterReport } from '../../model/report.ts';
import { tagValue } from '../../model/tag-value.ts';
import { groupChecks } from '../../words/cluster-checks.ts';
import { dateText } from '../../words/dates.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { clusterElementId, resourceLink } from '../../words/links.ts';
import { shortened } from '../../words/plain-text.ts';
import { counted, notKnownText, verdictWords } from '../../words/words.ts';
import { networkPictureElement } from '../diagram/svg.ts';
import { addressPlan } from './address-plan.ts';
import { clusterCode } from './code-section.ts';
import { factList } from './fact-list.ts';
import { headroomChart } from './headroom-chart.ts';
import { failureGroup, foldedOutcomes, idleWaivers, passedOutcomes, unknownGroup, waivedGroup } from './outcome.ts';
import type { PageContext } from './page-context.ts';
import { scoreGauges } from './score-gauges.ts';
import { clusterHistory } from './sparkline.ts';
import { wayOut } from './way-out.ts';

/**
 * Everything about one cluster: what is lost now, what stops it, what to decide, how much room, what is not known. In parts, always
 * as many, which make the page one after the other: the same parts of many clusters pack better than whole pages.
 */
export function clusterPage(cluster: ClusterReport, subscription: string, context: PageContext): readonly Html[] {
  const checks = groupChecks(cluster.checks);
  return [
    html`
<section class="cluster ${cluster.verdict}" id="${clusterElementId(cluster.key)}" aria-label="${cluster.name}" tabindex="-1">
${clusterHead(cluster, context)}
`,
    html`${failureGroup('Live problems', checks.live, context, cluster.liveSince)}${cluster.live.length === 0 ? null : lead(cluster.verdictReason)}
${failureGroup('What stops it', checks.blockers, context)}
${failureGroup('What to decide', checks.decisions, context)}
${unknownGroup(checks.unknown)}
`,
    html`${identity(cluster, subscription, context.portalUrl)}
`,
    headroomChart(cluster.headroom),
    html`${picture(cluster)}
`,
    addressPlan(cluster, context.portalUrl),
    html`${clusterCode(cluster)}${wayOut(cluster, context)}`,
    html`${failureGroup('Also found', checks.others, context)}
${waivedGroup(checks.waived)}
${idleWaivers('Waivers that accept nothing', cluster.waivers ?? [])}
`,
    html`${clusterHistory(cluster, context.asOf)}
`,
    html`<div class="folded">${foldedTags(cluster.tags)}
`,
    passedOutcomes(`${counted(checks.passed.length, 'check')} passed`, checks.passed) ?? html``,
    html`${foldedOutcomes(`${counted(checks.notApplicable.length, 'check')} not applicable`, checks.notApplicable)}
${foldedOutcomes(`${counted(checks.notRun.length, 'check')} not run`, checks.notRun)}</div>
</section>
`,
  ];
}

const longestTag = 256;

/** What a phone shows first: the name, and whether traffic is lost; the verdict follows what is lost. */
function clusterHead({ name, live, verdict, verdictReason }: ClusterReport, { isAlone }: PageContext): Html {
  const { word, symbol } = verdictWords[verdict];
  return html`${
    isAlone === true
      ? null
      : html`<p class="back small"><a class="all" href="#clusters">All clusters</a></p>
`
  }<p class="verdict"><span class="shape" aria-hidden="true">${symbol}</span>${word}</p>
<h2><bdi>${name}</bdi></h2>
${
  live.length === 0
    ? null
    : html`<p class="losing"><span aria-hidden="true">■</span> Losing traffic</p>
`
}${live.length === 0 ? lead(verdictReason) : null}`;
}

function lead(reason: string): Html {
  return html`<p class="lead"><bdi>${withoutCodes(reason)}</bdi></p>`;
}

/** The codes of checks that were not run are listed at the end of the page; in the first sentence they hide the others. */
function withoutCodes(reason: string): string {
  return reason.replace(/(in-cluster checks not run) \([A-Z0-9, -]*\)/, '$1');
}

function identity(cluster: ClusterReport, subscription: string, portalUrl: string): Html {
  const owner = tagValue(cluster.tags, 'owner');
  return html`<h3>The cluster</h3>
<div class="identity">${scoreGauges(cluster.scores)}
${factList([
  { label: 'Subscription', value: subscription },
  { label: 'Resource group', value: cluster.resourceGroup },
  { label: 'Region', value: cluster.location },
  { label: 'Kubernetes', value: cluster.kubernetesVersion ?? notKnownText },
  { label: 'Owner', value: owner === undefined ? null : shortened(owner, longestTag) },
  { label: 'Created', value: cluster.createdAt === null ? null : dateText(cluster.createdAt) },
])}</div>
<p class="small copyable"><code>${cluster.id}</code> <button class="copy" type="button" aria-label="Copy the resource id">Copy</button></p>
<p class="small portal">${resourceLink(cluster.id, portalUrl, 'Open in the Azure portal')}</p>`;
}

/** The drawing is wide: on a narrow screen it scrolls. */
function picture(cluster: ClusterReport): Html | null {
  if (cluster.network.picture === undefined) return null;
  return html`<h3>Network</h3>
<section class="scroll picture" aria-label="Network of ${cluster.name}" tabindex="0">${networkPictureElement(cluster)}</section>`;
}

function foldedTags(tags: Readonly<Record<string, string>>): Html | null {
  const facts = Object.entries(tags).map(([label, value]) => ({
    label: shortened(label, longestTag),
    value: shortened(value, longestTag),
  }));
  if (facts.length === 0) return null;
  return html`<details><summary>${counted(facts.length, 'tag')}</summary>${factList(facts)}</details>
`;
}
