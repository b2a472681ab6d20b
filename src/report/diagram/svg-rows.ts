import { type Html, html } from '../../words/html-escape.ts';
import type { DrawnRow } from './drawing.ts';
import { icon } from './icons.ts';
import { type LineState, lineWords } from './line-states.ts';
import { columns, type PlacedRow } from './svg-layout.ts';
import { fitted, pictureText } from './text.ts';

const nodeX = columns.subnet.x + columns.subnet.width;
const blockX = columns.block.x;
const pillX = columns.table.x + columns.table.width / 2;

/** A node, its line through the route table, and its block. */
export function drawRow({ row, y }: PlacedRow): Html {
  const { meaning } = lineWords[row.state];
  return html`<g><title>${pictureText(`${row.title} (${row.detail}): ${meaning}`)}</title>${drawNode(row, y)}${drawLine(row, y)}${drawBlock(row, y)}${drawPill(row, y)}</g>
`;
}

function drawNode({ count, state, title, detail }: DrawnRow, y: number): Html {
  const { x, width } = columns.subnet;
  const isGone = state === 'stale';
  const outline = isGone
    ? html`<rect class="subnet ghost" x="${x + 8}" y="${y - 19}" width="${width - 16}" height="38" rx="5"></rect>`
    : null;
  const text = isGone ? 'muted' : 'name';
  return html`${outline}${icon(count === 1 ? 'node' : 'nodes', x + 24, y)}<text class="${text}" x="${x + 44}" y="${y - 3}">${fitted(title, 46)}</text><text class="small muted" x="${x + 44}" y="${y + 13}">${fitted(detail, 56)}</text>`;
}

/** Which parts of the way a packet to the pods can go: from the block to the table, and on to the node. */
const ways: Readonly<Record<LineState, { readonly fromBlock: string; readonly toNode: string }>> = {
  right: { fromBlock: 'whole', toNode: 'whole' },
  forwardingOff: { fromBlock: 'whole', toNode: 'dashed' },
  wrongHop: { fromBlock: 'whole', toNode: 'astray' },
  stale: { fromBlock: 'dashed', toNode: 'dashed' },
  missing: { fromBlock: 'none', toNode: 'dashed' },
  noTable: { fromBlock: 'none', toNode: 'dashed' },
  otherTable: { fromBlock: 'none', toNode: 'dashed' },
  pending: { fromBlock: 'none', toNode: 'dotted' },
  unknown: { fromBlock: 'dotted', toNode: 'dotted' },
};

function drawLine({ state, count }: DrawnRow, y: number): Html {
  const { tone } = lineWords[state];
  const { fromBlock, toNode } = ways[state];
  const weight = count > 1 ? ' thick' : '';
  const line = (way: string, from: number, to: number) =>
    way === 'none' ? null : html`<path class="line ${tone} ${way}${weight}" d="M${from} ${y}H${to}"></path>`;
  const left = toNode === 'astray' ? astray(tone, y) : line(toNode, nodeX, pillX);
  const barrier =
    state === 'forwardingOff' ? html`<path class="line ${tone} thick" d="M${nodeX + 14} ${y - 9}v18"></path>` : null;
  return html`${left}${barrier}${line(fromBlock, pillX, blockX)}`;
}

/** A line that bends away before it comes to the node. */
function astray(tone: string, y: number): Html {
  const end = nodeX + 22;
  return html`<path class="line ${tone} dashed" d="M${pillX} ${y}H${end + 22}Q${end} ${y} ${end} ${y + 17}"></path><path class="line ${tone}" d="M${end - 4.5} ${y + 11}l4.5 7l4.5 -7"></path>`;
}

function drawBlock({ blocks, state }: DrawnRow, y: number): Html | null {
  const { x, width } = columns.block;
  if (blocks.length === 0 && state !== 'missing') return null;
  const isReached = blocks.length > 0 && ways[state].fromBlock !== 'none';
  const text = blocks.length === 0 ? 'its /24 is not reached' : blocks.join(', ');
  return html`<rect class="block${isReached ? '' : ' ghost'}" x="${x}" y="${y - 15}" width="${width}" height="30" rx="5"></rect><text class="${isReached ? '' : 'muted'}" x="${x + 12}" y="${y + 4.5}">${fitted(text, 46)}</text>`;
}

function drawPill({ state, note }: DrawnRow, y: number): Html {
  const { symbol, word, tone } = lineWords[state];
  const width = Math.max(88, Math.max(word.length + 3, note.length * 0.9) * 7.6 + 14);
  const height = note === '' ? 26 : 40;
  const x = pillX - width / 2;
  const first = note === '' ? y + 4.5 : y - 2;
  const second =
    note === ''
      ? null
      : html`<text class="small muted" x="${pillX}" y="${y + 13}" text-anchor="middle">${fitted(note, 34)}</text>`;
  return html`<rect class="pill ${tone}" x="${x}" y="${y - height / 2}" width="${width}" height="${height}" rx="${height / 2}"></rect><text class="name ${tone}" x="${pillX}" y="${first}" text-anchor="middle">${symbol} ${word}</text>${second}`;
}
