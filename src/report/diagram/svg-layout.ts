import type { Drawing, DrawnBand, DrawnNeighbour, DrawnRow, DrawnSubnet, DrawnTable } from './drawing.ts';

/** A rectangle in the picture's units, which are pixels where nothing scales it. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `y` is the middle of its line. */
export interface PlacedRow {
  readonly row: DrawnRow;
  readonly y: number;
}

export interface PlacedSubnet {
  readonly subnet: DrawnSubnet;
  readonly box: Box;
  readonly rows: readonly PlacedRow[];
}

export interface PlacedBand {
  readonly table: DrawnTable;
  readonly box: Box;
  readonly subnets: readonly PlacedSubnet[];
  readonly neighbours: readonly { readonly neighbour: DrawnNeighbour; readonly box: Box }[];
}

export interface Layout {
  readonly width: number;
  readonly network: Box;
  readonly pods: Box;
  readonly bands: readonly PlacedBand[];
  readonly egress: Box;
  /** Where the legend begins. */
  readonly legendY: number;
}

/** The three columns: the virtual network, its route tables, the pods' address range. */
export const columns = {
  network: { x: 20, width: 424 },
  subnet: { x: 34, width: 396 },
  table: { x: 484, width: 276 },
  pods: { x: 800, width: 360 },
  block: { x: 816, width: 328 },
} as const;

const pictureWidth = 1180;
const top = 84;
/** From a table's upper edge to its first subnet's. */
const tableHead = 50;
const subnetHead = 46;
const subnetFoot = 8;
const rowHeight = 44;
const gap = 12;
const neighbourHeight = 44;
const egressHeight = 54;

export function layOut({ bands, egress }: Drawing): Layout {
  const placed: PlacedBand[] = [];
  for (const band of bands) placed.push(placeBand(band, placed.length === 0 ? top : bottomOf(placed) + gap));
  const bottom = bottomOf(placed) + gap;
  const egressY = bottom + 40;
  const isFromTable = egress.from === 'table';
  const { subnet, table } = columns;
  return {
    width: pictureWidth,
    network: { ...columns.network, y: top, height: bottom - top },
    pods: { ...columns.pods, y: top, height: bottom - top },
    bands: placed,
    egress: {
      x: isFromTable ? table.x : subnet.x,
      width: isFromTable ? 400 : subnet.width,
      y: egressY,
      height: egressHeight,
    },
    legendY: egressY + egressHeight + 36,
  };
}

function bottomOf(bands: readonly PlacedBand[]): number {
  const last = bands.at(-1)?.box;
  return last === undefined ? top : last.y + last.height;
}

function placeBand({ table, subnets, neighbours }: DrawnBand, y: number): PlacedBand {
  let next = y + tableHead;
  const placedSubnets = subnets.map((subnet) => {
    const placed = placeSubnet(subnet, next);
    next += placed.box.height + gap;
    return placed;
  });
  const placedNeighbours = neighbours.map((neighbour) => {
    const box = { ...columns.subnet, y: next, height: neighbourHeight };
    next += neighbourHeight + gap;
    return { neighbour, box };
  });
  return {
    table,
    box: { ...columns.table, y, height: next - gap - y },
    subnets: placedSubnets,
    neighbours: placedNeighbours,
  };
}

function placeSubnet(subnet: DrawnSubnet, y: number): PlacedSubnet {
  const height = subnetHead + Math.max(1, subnet.rows.length) * rowHeight + subnetFoot;
  const rows = subnet.rows.map((row, index) => ({ row, y: y + subnetHead + (index + 0.5) * rowHeight }));
  return { subnet, box: { ...columns.subnet, y, height }, rows };
}
