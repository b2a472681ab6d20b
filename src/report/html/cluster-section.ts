import type { ClusterReport } from '../../model/report.ts';
import { groupChecks } from '../cluster-checks.ts';
import { dateText } from '../dates.ts';
import { shortened } from '../plain-text.ts';
import { tagValue } from '../select.ts';
import { counted, notKnownText, scoreText, verdictWords } from '../words.ts';
import { type Html, html } from './escape.ts';
import { factList } from './fact-list.ts';
import { headroomChart } from './headroom-chart.ts';
import { clusterElementId, resourceLink, shortResourceName } from './links.ts';
import { failureGroup, foldedOutcomes, unknownGroup, waivedGroup } from './outcome.ts';

/** Everything about one cluster: what is lost now, what stops it, what to decide, how much room, what is not known. */
export function clusterSection(cluster: ClusterReport, subscription: string, portalUrl: string): Html {
  const checks = groupChecks(cluster.checks);
  const elementId = clusterElementId(cluster.key);
  return html`
<section class="cluster ${cluster.verdict}" id="${elementId}" aria-label="${cluster.name}">
${clusterHead(cluster, subscription, portalUrl)}
${failureGroup('Live problems', checks.live, portalUrl)}
${failureGroup('What stops it', checks.blockers, portalUrl)}
${failureGroup('What to decide', checks.decisions, portalUrl)}
${unknownGroup(checks.unknown)}
${headroomChart(cluster.headroom)}
${failureGroup('Also found', checks.others, portalUrl)}
${waivedGroup(checks.waived)}
<h3>Network</h3>
${networkFacts(cluster, portalUrl)}
${foldedTags(cluster.tags)}
${foldedOutcomes(`${counted(checks.passed.length, 'check')} passed`, checks.passed)}
${foldedOutcomes(`${counted(checks.notApplicable.length, 'check')} not applicable`, checks.notApplicable)}
${foldedOutcomes(`${counted(checks.notRun.length, 'check')} not run`, checks.notRun)}
<p class="small"><a href="#clusters">All clusters</a></p>
</section>
`;
}

const longestTag = 256;

function clusterHead(cluster: ClusterReport, subscription: string, portalUrl: string): Html {
  const { word, symbol } = verdictWords[cluster.verdict];
  const owner = tagValue(cluster.tags, 'owner');
  const { readiness, routeTable, headroom } = cluster.scores;
  return html`<p class="verdict"><span class="shape" aria-hidden="true">${symbol}</span>${word}</p>
<h2><bdi>${cluster.name}</bdi></h2>
<p class="lead"><bdi>${cluster.verdictReason}</bdi></p>
${factList([
  { label: 'Readiness', value: scoreText(readiness) },
  { label: 'Route table', value: scoreText(routeTable) },
  { label: 'Headroom', value: scoreText(headroom) },
  { label: 'Kubernetes', value: cluster.kubernetesVersion ?? notKnownText },
  { label: 'Region', value: cluster.location },
  { label: 'Subscription', value: subscription },
  { label: 'Resource group', value: cluster.resourceGroup },
  { label: 'Created', value: cluster.createdAt === null ? null : dateText(cluster.createdAt) },
  { label: 'Owner', value: owner === undefined ? null : shortened(owner, longestTag) },
])}
<p class="small copyable"><code>${cluster.id}</code> <button class="copy" type="button">Copy</button></p>
<p class="small portal">${resourceLink(cluster.id, portalUrl, 'Open in the Azure portal')}</p>`;
}

const ownershipWords = {
  managed: 'network managed by AKS',
  byoSubnet: 'own subnet, route table of AKS',
  byoRouteTable: 'own subnet and own route table',
} as const;

function networkFacts({ network, networkPolicy }: ClusterReport, portalUrl: string): Html {
  const links = (ids: readonly string[] | null) =>
    ids === null
      ? notKnownText
      : ids.length === 0
        ? 'none'
        : ids.map((id) => html`<div>${resourceLink(id, portalUrl, shortResourceName(id))}</div>`);
  const list = (values: readonly string[]) => (values.length === 0 ? notKnownText : values.join(', '));
  return factList(
    [
      { label: 'Pod CIDR', value: list(network.podCidrs) },
      { label: 'Service CIDR', value: list(network.serviceCidrs) },
      { label: 'Network policy', value: networkPolicy },
      { label: 'Outbound type', value: network.outboundType ?? notKnownText },
      { label: 'Ownership', value: network.ownership === null ? notKnownText : ownershipWords[network.ownership] },
      { label: 'Route tables', value: links(network.routeTableIds) },
      { label: 'Node subnets', value: links(network.nodeSubnetIds) },
    ],
    'facts wide',
  );
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
