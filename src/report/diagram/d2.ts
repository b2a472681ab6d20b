import type { ClusterReport } from '../../model/report.ts';
import { numberText } from '../../words/words.ts';
import { drawingOf } from './draw-network.ts';
import type { Drawing, DrawnBand, DrawnRow, DrawnTable } from './drawing.ts';
import { type LineState, lineWords } from './line-states.ts';
import { pictureText } from './text.ts';

/**
 * The picture of a cluster's network as D2 text: left to right the virtual network with its subnets and nodes, the route tables,
 * and the pods' address range.
 * @see https://d2lang.com
 */
export function renderD2(cluster: ClusterReport): string {
  const drawing = drawingOf(cluster);
  const lines = [
    `# ${pictureText(drawing.title)}`,
    // Dagre, the default, lays lines to containers over their labels.
    'vars: { d2-config: { layout-engine: elk } }',
    'direction: right',
    ...classes(drawing),
    ...drawNetwork(drawing),
    ...drawing.bands.map(({ table }, index) => `table${index}: ${tableLabel(table)} { class: ${tableClass(table)} }`),
    ...drawPods(drawing),
    ...drawing.bands.flatMap(drawLines),
    ...drawEgress(drawing),
    ...drawing.remarks.map((remark, index) => `remark${index}: ${label(remark)} { shape: text }`),
  ];
  return `${lines.join('\n')}\n`;
}

const colours = { good: '#0b5d4b', bad: '#8c1022', warning: '#a15400', quiet: '#5f6678' } as const;

const dashes: Partial<Record<LineState, number>> = {
  missing: 5,
  noTable: 5,
  otherTable: 5,
  stale: 5,
  pending: 2,
  unknown: 2,
};

/** One class for each state that occurs, and those of the boxes. */
function classes({ states }: Drawing): string[] {
  const ofStates = states.map(({ state }) => {
    const dash = dashes[state] === undefined ? '' : `; style.stroke-dash: ${dashes[state]}`;
    return `  ${state}: { style.stroke: "${colours[lineWords[state].tone]}"${dash} }`;
  });
  return [
    'classes: {',
    ...ofStates,
    '  table: { shape: page }',
    `  absent: { shape: page; style.stroke: "${colours.bad}"; style.stroke-dash: 5 }`,
    '  ghost: { style.stroke-dash: 5 }',
    '}',
  ];
}

function drawNetwork({ networks, bands }: Drawing): string[] {
  const names = networks.map(({ name, detail }) => `${name} ${detail}`);
  return [
    `network: ${label('Virtual network', ...(names.length === 0 ? ['could not be read'] : names))} {`,
    ...bands.flatMap(drawBand),
    '}',
  ];
}

function drawBand({ subnets, neighbours }: DrawnBand, band: number): string[] {
  return [
    ...subnets.flatMap((subnet, index) => [
      `  ${subnetName(band, index)}: ${label(`Subnet ${subnet.name ?? 'not known'}`, subnet.detail)} {`,
      ...subnet.rows.map(
        (row, line) => `    node${line}: ${label(row.title, row.detail)}${isGone(row) ? ' { class: ghost }' : ''}`,
      ),
      '  }',
    ]),
    ...neighbours.map(
      ({ name, detail }, index) => `  ${neighbourName(band, index)}: ${label(name, detail)} { class: ghost }`,
    ),
  ];
}

function drawPods({ pods, bands }: Drawing): string[] {
  const ranges = pods.ranges.length === 0 ? 'not known' : pods.ranges.join(', ');
  const blocks = bands.flatMap(({ subnets }, band) =>
    subnets.flatMap(({ rows }, subnet) =>
      rows.map(
        (row, line) =>
          `  ${blockName(band, subnet, line)}: ${blockLabel(row)}${leadsOn(row) ? '' : ' { class: ghost }'}`,
      ),
    ),
  );
  return [`pods: ${label('Pod address range', ranges, pods.detail)} {`, ...blocks, '}'];
}

/** From each node to its block, whatever state the route between them is in. */
function drawLines({ subnets, neighbours, table }: DrawnBand, band: number): string[] {
  const lines = subnets.flatMap(({ rows }, subnet) => [
    ...(table.isAbsent ? [] : [`network.${subnetName(band, subnet)} -- table${band}`]),
    ...rows.map((row, line) => {
      const { symbol, word } = lineWords[row.state];
      const block = `pods.${blockName(band, subnet, line)}`;
      const node = `network.${subnetName(band, subnet)}.node${line}`;
      return `${node} -- ${block}: ${label(`${symbol} ${word}`, row.note)} { class: ${row.state} }`;
    }),
  ]);
  const others = neighbours.map(
    (_, index) =>
      `network.${neighbourName(band, index)} -- table${band}: ${label('also on this table')} { class: ghost }`,
  );
  return [...lines, ...others];
}

function drawEgress({ egress }: Drawing): string[] {
  const from = egress.from === 'table' ? 'table0' : 'network';
  return [`egress: ${label(egress.title, egress.detail)} { shape: cloud }`, `${from} -> egress: ${label('egress')}`];
}

function leadsOn({ state, blocks }: DrawnRow): boolean {
  return blocks.length > 0 && !['missing', 'noTable', 'otherTable'].includes(state);
}

function blockLabel({ blocks, state }: DrawnRow): string {
  return label(
    blocks.length > 0 ? blocks.join(', ') : state === 'missing' ? 'its /24 is not reached' : lineWords[state].word,
  );
}

function isGone({ state }: DrawnRow): boolean {
  return state === 'stale';
}

function tableLabel({ name, used, limit, holds, note, isAbsent }: DrawnTable): string {
  const filled =
    used === undefined || limit === undefined
      ? ''
      : `${numberText(used)} of ${numberText(limit)} routes${holds === '' ? '' : `: ${holds}`}`;
  return label(isAbsent ? name : `Route table ${name}`, filled, note);
}

function tableClass({ isAbsent }: DrawnTable): string {
  return isAbsent ? 'absent' : 'table';
}

function subnetName(band: number, subnet: number): string {
  return `subnet${band}_${subnet}`;
}

function neighbourName(band: number, neighbour: number): string {
  return `other${band}_${neighbour}`;
}

function blockName(band: number, subnet: number, line: number): string {
  return `block${band}_${subnet}_${line}`;
}

/** Lines of a label, quoted so that D2 takes nothing in them for its own: quotes, backslashes and `${…}` are text. */
function label(...lines: readonly string[]): string {
  const shown = lines.map(pictureText).filter((line) => line !== '');
  return `"${shown.map((line) => line.replace(/[\\"$]/g, '\\$&')).join('\\n')}"`;
}
