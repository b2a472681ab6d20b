import type { ClusterReport } from '../../model/report.ts';
import { sameResource } from '../../model/resource-id.ts';
import { type Html, type HtmlValue, html } from '../../words/html-escape.ts';
import { resourceLink, shortResourceName } from '../../words/links.ts';
import { counted, notKnownText, numberText, ownershipWords } from '../../words/words.ts';
import { factList } from './fact-list.ts';

interface Range {
  readonly kind: string;
  readonly resourceId: string | undefined;
  readonly prefix: string;
  readonly note: string;
}

/** Every address range of the cluster with its size, from the virtual network down to the pods, and how the network is owned. */
export function addressPlan({ network, networkPolicy }: ClusterReport, portalUrl: string): Html {
  return html`<h3>Address plan</h3>
${rangeTable(ranges(network), portalUrl)}
${factList(
  [
    { label: 'Network policy', value: networkPolicy },
    { label: 'Outbound type', value: network.outboundType ?? notKnownText },
    { label: 'Ownership', value: network.ownership === null ? notKnownText : ownershipWords[network.ownership] },
    { label: 'Route tables', value: links(network.routeTableIds, portalUrl) },
    { label: 'Node subnets', value: network.picture?.subnets ? null : links(network.nodeSubnetIds, portalUrl) },
  ],
  'facts wide',
)}`;
}

function ranges({ picture, podCidrs, serviceCidrs }: ClusterReport['network']): Range[] {
  const networks = (picture?.virtualNetworks ?? []).flatMap(({ id, addressPrefixes }) =>
    addressPrefixes.map((prefix) => ({ kind: 'Virtual network', resourceId: id, prefix, note: '' })),
  );
  const subnets = (picture?.subnets ?? []).flatMap(({ id, addressPrefixes, used, capacity }) =>
    addressPrefixes.map((prefix, index) => ({
      kind: 'Node subnet',
      resourceId: id,
      prefix,
      note:
        index > 0 || used === null || capacity === null ? '' : `${numberText(used)} of ${numberText(capacity)} used`,
    })),
  );
  const plain = (kind: string, note: string) => (prefix: string) => ({ kind, resourceId: undefined, prefix, note });
  return [
    ...networks,
    ...subnets,
    ...podCidrs.map(plain('Pods', 'a /24 for each node')),
    ...serviceCidrs.map(plain('Services', 'inside the cluster only')),
  ];
}

function rangeTable(all: readonly Range[], portalUrl: string): Html {
  if (all.length === 0) return html`<p>${notKnownText}</p>`;
  const rows = all.map(
    ({ kind, resourceId, prefix, note }) =>
      html`<tr><th scope="row">${kind}</th><td><code><bdi>${prefix}</bdi></code></td><td class="number">${addressesIn(prefix)}</td><td>${resourceId === undefined ? null : resourceLink(resourceId, portalUrl, shortResourceName(resourceId))}</td><td>${note}</td></tr>
`,
  );
  return html`<div class="scroll" role="group" aria-label="Address ranges" tabindex="0"><table class="compact"><thead><tr><th scope="col">For</th><th scope="col">Range</th><th scope="col" class="number">Addresses</th><th scope="col">Resource</th><th scope="col">Use</th></tr></thead><tbody>
${rows}</tbody></table></div>
`;
}

/** `65,536`; from a million on as a power of two. */
function addressesIn(prefix: string): string {
  const [, address = '', bits = ''] = /^([0-9a-f.:]+)\/(\d+)$/i.exec(prefix) ?? [];
  if (bits === '') return notKnownText;
  const free = (address.includes(':') ? 128 : 32) - Number(bits);
  return free < 0 ? notKnownText : free < 21 ? numberText(2 ** free) : `2^${free}`;
}

function links(ids: readonly string[] | null, portalUrl: string): HtmlValue {
  if (ids === null) return notKnownText;
  if (ids.length === 0) return 'none';
  const distinct = ids.filter((id, index) => ids.findIndex((other) => sameResource(id, other)) === index);
  const shown = distinct
    .slice(0, 10)
    .map((id) => html`<span class="line">${resourceLink(id, portalUrl, shortResourceName(id))}</span>`);
  return distinct.length > 10
    ? [...shown, html`<span class="line">and ${counted(distinct.length - 10, 'other')}</span>`]
    : shown;
}
