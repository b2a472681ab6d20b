import { createHash } from 'node:crypto';
import type { ClusterReport } from '../../model/report.ts';
import { type Html, html, markupOf, trusted } from '../../words/html-escape.ts';
import { numberText } from '../../words/words.ts';
import { drawingOf } from './draw-network.ts';
import type { Drawing, DrawnTable } from './drawing.ts';
import { icon } from './icons.ts';
import { lineWords } from './line-states.ts';
import { type Box, columns, type Layout, layOut, type PlacedBand, type PlacedSubnet } from './svg-layout.ts';
import { drawRow } from './svg-rows.ts';
import { svgStyles } from './svg-styles.ts';
import { fitted, pictureText, wrapped } from './text.ts';

/** The picture of a cluster's network as a file of its own: nothing in it is fetched, and nothing runs. */
export function renderSvg(cluster: ClusterReport): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${markupOf(networkPicture(cluster, html`<style>${trusted(svgStyles)}</style>`))}\n`;
}

/** The `Content-Security-Policy` header that fits a picture from `renderSvg`. */
export const svgContentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(svgStyles, 'utf8').digest('base64')}'`,
  "frame-ancestors 'none'",
].join('; ');

/** The same picture as an element of a page, which then holds `svgStyles` itself. */
export function networkPictureElement(cluster: ClusterReport): Html {
  return networkPicture(cluster, null);
}

function networkPicture(cluster: ClusterReport, style: Html | null): Html {
  const drawing = drawingOf(cluster);
  const layout = layOut(drawing);
  const foot = drawFoot(drawing, layout);
  const ids = [`network-title-${cluster.key}`, `network-desc-${cluster.key}`];
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="network-picture" width="${layout.width}" height="${foot.bottom}" viewBox="0 0 ${layout.width} ${foot.bottom}" role="img" aria-labelledby="${ids.join(' ')}"><title id="${ids[0]}">${pictureText(drawing.title)}</title><desc id="${ids[1]}">${pictureText(drawing.description)}</desc>${style}
<rect class="page" width="${layout.width}" height="${foot.bottom}"></rect>
<text class="title" x="${columns.network.x}" y="36">${fitted(drawing.title, 100)}</text>
<text class="muted" x="${columns.network.x}" y="58">${fitted(summary(drawing), 150)}</text>
${drawNetwork(drawing, layout.network)}
${drawPods(drawing, layout.pods)}
${layout.bands.map(drawBand)}
${drawEgress(drawing, layout)}
${foot.markup}</svg>`;
}

function summary({ states }: Drawing): string {
  return states.map(({ state, text }) => `${lineWords[state].symbol} ${text}`).join(' · ');
}

function drawNetwork({ networks }: Drawing, box: Box): Html {
  const [first, ...more] = networks;
  const name =
    first === undefined ? 'Virtual network' : more.length === 0 ? first.name : `${networks.length} virtual networks`;
  const detail = first === undefined ? 'could not be read' : networks.map((each) => each.detail).join('; ');
  return html`${rectangle('network', box, 10)}${head('network', 'Virtual network', `${name} · ${detail}`, box)}`;
}

function drawPods({ pods }: Drawing, box: Box): Html {
  const ranges = pods.ranges.length === 0 ? 'not known' : pods.ranges.join(', ');
  return html`${rectangle('pods', box, 10)}${head('pods', 'Pod address range', ranges, box)}<text class="small muted" x="${box.x + 40}" y="${box.y + 58}">${fitted(pods.detail, 50)}</text>`;
}

function head(name: 'network' | 'pods', label: string, text: string, { x, y }: Box): Html {
  return html`${icon(name, x + 22, y + 26)}<text class="small muted" x="${x + 40}" y="${y + 20}">${label}</text><text class="name" x="${x + 40}" y="${y + 38}">${fitted(text, name === 'network' ? 46 : 38)}</text>`;
}

function drawBand({ table, box, subnets, neighbours }: PlacedBand): Html {
  return html`${drawTable(table, box)}
${neighbours.map(({ neighbour, box: place }) => {
  const y = place.y + place.height / 2;
  return html`<g>${rectangle('subnet ghost', place, 6)}${icon(neighbour.kind, place.x + 24, y)}<text class="name" x="${place.x + 44}" y="${y - 3}">${fitted(neighbour.name, 46)}</text><text class="small muted" x="${place.x + 44}" y="${y + 13}">${fitted(neighbour.detail, 56)}</text><path class="line warning dashed" d="M${place.x + place.width} ${y}H${box.x}"></path><text class="small warning" x="${box.x + 12}" y="${y + 4}">▲ also on this table</text></g>
`;
})}${subnets.map(drawSubnet)}`;
}

function drawSubnet({ subnet, box, rows }: PlacedSubnet): Html {
  const name = subnet.name ?? 'Node subnets could not be read';
  const empty =
    rows.length > 0 ? null : html`<text class="small muted" x="${box.x + 44}" y="${box.y + 66}">no nodes</text>`;
  return html`${rectangle('subnet', box, 8)}${icon('subnet', box.x + 24, box.y + 23)}<text class="name" x="${box.x + 44}" y="${box.y + 20}">${fitted(name, 46)}</text><text class="small muted" x="${box.x + 44}" y="${box.y + 36}">${fitted(subnet.detail, 54)}</text>${empty}
${rows.map(drawRow)}`;
}

function drawTable({ name, used, limit, holds, note, isAbsent }: DrawnTable, box: Box): Html {
  const { x, y } = box;
  const label = html`${icon('table', x + 22, y + 15)}<text class="small muted" x="${x + 38}" y="${y + 19}">${isAbsent ? 'On this subnet' : 'Route table'}</text><text class="small name${isAbsent ? ' bad' : ''}" x="${x + 12}" y="${y + 39}">${fitted(name, 33)}</text>`;
  const below =
    note === '' ? null : html`<text class="small muted" x="${x + 12}" y="${y + 86}">${fitted(note, 44)}</text>`;
  const filled = used === undefined || limit === undefined ? null : gauge({ used, limit, holds }, box);
  return html`${rectangle(isAbsent ? 'absent' : 'table', box, 8)}${label}${filled}${below}
`;
}

interface Fill {
  readonly used: number;
  readonly limit: number;
  readonly holds: string;
}

function gauge({ used, limit, holds }: Fill, { x, y, width }: Box): Html {
  const whole = width - 24;
  const part = Math.round(whole * Math.min(1, limit === 0 ? 1 : used / limit));
  const full = used >= limit * 0.9 ? ' full' : '';
  return html`<rect class="track" x="${x + 12}" y="${y + 49}" width="${whole}" height="7" rx="3.5"></rect><rect class="fill${full}" x="${x + 12}" y="${y + 49}" width="${part}" height="7" rx="3.5"></rect><text class="small" x="${x + 12}" y="${y + 71}">${numberText(used)} of ${numberText(limit)} routes${holds === '' ? '' : `: ${holds}`}</text>`;
}

function drawEgress({ egress }: Drawing, { egress: box, network, bands }: Layout): Html {
  const fromTable = egress.from === 'table';
  const x = fromTable ? columns.table.x + 60 : columns.subnet.x + 60;
  const last = bands.at(-1)?.box;
  const from = fromTable && last !== undefined ? last.y + last.height : network.y + network.height;
  const tone = egress.isBroken ? 'bad dashed' : 'quiet';
  return html`<path class="line ${tone}" d="M${x} ${from}V${box.y}"></path><path class="line ${egress.isBroken ? 'bad' : 'quiet'}" d="M${x - 5} ${box.y - 8}l5 8l5 -8"></path><text class="small muted" x="${x + 12}" y="${from + 24}">egress</text>${rectangle(egress.isBroken ? 'absent' : 'subnet', box, 8)}${icon('cloud', box.x + 26, box.y + 27)}<text class="name${egress.isBroken ? ' bad' : ''}" x="${box.x + 48}" y="${box.y + 23}">${fitted(egress.title, 42)}</text><text class="small muted" x="${box.x + 48}" y="${box.y + 40}">${fitted(egress.detail, 54)}</text>`;
}

const lineHeight = 20;

function drawFoot(
  { states, remarks }: Drawing,
  { legendY }: Layout,
): { readonly markup: Html; readonly bottom: number } {
  const x = columns.network.x;
  const legend = states.map(({ state }, index) => {
    const { symbol, word, meaning, tone } = lineWords[state];
    const y = legendY + index * lineHeight;
    return html`<text class="${tone} name" x="${x}" y="${y}">${symbol} ${word}</text><text class="muted" x="${x + 150}" y="${y}">${meaning}</text>
`;
  });
  const below = legendY + states.length * lineHeight + 6;
  const lines = remarks.flatMap((remark) => wrapped(remark, 150));
  const notes = lines.map(
    (line, index) => html`<text class="muted" x="${x}" y="${below + index * lineHeight}">${line}</text>
`,
  );
  return { markup: html`${legend}${notes}`, bottom: below + lines.length * lineHeight };
}

function rectangle(kind: string, { x, y, width, height }: Box, radius: number): Html {
  return html`<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"></rect>`;
}
