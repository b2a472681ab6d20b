import type { Headroom, Limit } from '../../model/report.ts';
import { resourceNameOf } from '../../model/resource-id.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { atMostText, counted, limitWords, notKnownText, numberText } from '../../words/words.ts';

/** A bar for each limit, the binding one first, each in its own unit; the numbers again as a table. */
export function headroomChart(headroom: Headroom): Html {
  const limits = [...headroom.limits].sort(
    (a, b) => Number(b.name === headroom.binding) - Number(a.name === headroom.binding),
  );
  return html`<h3>Headroom</h3>
<p>${headroomSentence(headroom)}</p>
${
  limits.length === 0
    ? null
    : html`<div class="limits">${limits.map(limitBar)}</div>
<p class="small muted">Filled: used now. Solid line: every pool at its maximum, with surge except for the AKS node limit, which counts none. Dashed line: capacity.</p>
${limitTable(limits)}`
}`;
}

function headroomSentence({ binding, nodesLeft, nodesNow, nodesAtMax, surge, ...open }: Headroom): string {
  const atMost = atMostText(open);
  const room =
    nodesLeft === null || binding === null
      ? `How many nodes still fit is not known${atMost === undefined ? '' : `: ${atMost}`}.`
      : `${counted(nodesLeft, 'more node')} still ${nodesLeft === 1 ? 'fits' : 'fit'}; the ${limitWords[binding].name} stops the next one.`;
  const known = [
    nodesNow === null ? '' : `${counted(nodesNow, 'node')} now`,
    nodesAtMax === null ? '' : `${numberText(nodesAtMax)} at every pool's maximum`,
    surge === null ? '' : `${numberText(surge)} more while it upgrades`,
  ].filter(Boolean);
  return known.length === 0 ? room : `${room} ${known.join(', ')}.`;
}

function limitBar(limit: Limit): Html {
  const { name } = limitWords[limit.name];
  const said = limitSentence(limit);
  return html`<span class="name">${name}${whichOf(limit)}</span>${bar(limit, `${name}: ${said}`) ?? html`<span class="muted">${notKnownText}</span>`}<p class="said">${said}</p>
`;
}

/** A cluster may have several subnets and quotas; its other limits are one each. */
function whichOf({ name, resourceId }: Limit): Html | null {
  if (name !== 'subnet' && name !== 'quota') return null;
  const of = resourceNameOf(resourceId);
  return html`<span class="small muted"><bdi>${of === 'cores' ? 'all of the region' : of}</bdi></span>`;
}

function limitSentence({ name, capacity, used, peak, nodesLeft }: Limit): string {
  const { unit } = limitWords[name];
  if (capacity === null || used === null) return 'It could not be read.';
  const parts = [
    `${numberText(used)} of ${numberText(capacity)} ${unit} used`,
    peak === null ? '' : `${numberText(peak)} at maximum${peak > capacity ? ', more than there are' : ''}`,
    nodesLeft === null ? '' : `room for ${counted(nodesLeft, 'more node')}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Drawn in thousandths of the largest number, so that a peak above capacity shows as what it is. */
const unitsWide = 1000;

function bar({ capacity, used, peak }: Limit, description: string): Html | null {
  if (capacity === null || used === null) return null;
  const largest = Math.max(capacity, used, peak ?? 0, 1);
  const x = (value: number) => Math.round((value / largest) * unitsWide);
  const over = Math.max(used, peak ?? 0) > capacity;
  return html`<svg class="bar" viewBox="0 0 ${unitsWide} 16" preserveAspectRatio="none" role="img"><title>${description}</title><rect class="track" width="${x(capacity)}" height="16"></rect><rect class="used" width="${x(used)}" height="16"></rect>${over ? html`<rect class="over" x="${x(capacity)}" y="5" width="${unitsWide - x(capacity)}" height="6"></rect>` : null}${peak === null ? null : verticalLine(x(peak), 'peak')}${verticalLine(x(capacity), 'end')}</svg>`;
}

function verticalLine(x: number, kind: string): Html {
  const inside = Math.min(unitsWide - 2, Math.max(2, x));
  return html`<line class="${kind}" x1="${inside}" x2="${inside}" y1="0" y2="16"></line>`;
}

function limitTable(limits: readonly Limit[]): Html {
  const cell = (value: number | null) =>
    html`<td class="number">${value === null ? notKnownText : numberText(value)}</td>`;
  const rows = limits.map((limit) => {
    const { name, capacity, used, peak, left, nodesLeft } = limit;
    return html`<tr><th scope="row">${limitWords[name].name}${whichOf(limit)}</th><td>${limitWords[name].unit}</td>${[capacity, used, peak, left, nodesLeft].map(cell)}</tr>
`;
  });
  const heads = ['Capacity', 'Used', 'At maximum', 'Left', 'Nodes left'];
  return html`<details><summary>Show as table</summary><div class="scroll" role="group" aria-label="Limits" tabindex="0"><table><thead><tr><th scope="col">Limit</th><th scope="col">Unit</th>${heads.map((title) => html`<th scope="col" class="number">${title}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div></details>
`;
}
