import type { ClusterReport, ReportStream } from '../../model/report.ts';
import { resourceKey } from '../../model/resource-id.ts';
import { type Html, html, markupOf, trusted } from '../../words/html-escape.ts';
import type { ClusterRow } from '../overview.ts';
import { packedBytes, pagesAtOnce, pagesInPack, plainPages } from './limits.ts';

/** The pages of clusters: those to read first as they are, the others packed, and how many found no room. */
export interface ClusterPages {
  /** In the order of the rows. */
  readonly plain: readonly Html[];
  /** The ones after them, for who has no scripts: they are in a pack too, since a browser takes a second for what all of them hold. */
  readonly withoutScripts: readonly Html[];
  readonly packs: readonly Html[];
  readonly leftOut: number;
}

/** Walks the clusters once, as far as there is room, and keeps only what ends up in the file. `room`: bytes that packed pages may take. */
export async function clusterPages(
  report: ReportStream,
  rows: readonly ClusterRow[],
  render: (cluster: ClusterReport) => readonly Html[],
  room = packedBytes,
): Promise<ClusterPages> {
  const order = new Map(rows.map((row, index) => [resourceKey(row.id), index]));
  const atOnce = rows.length > plainPages ? pagesAtOnce : plainPages;
  const plain: Html[] = [];
  const next: PageToPack[] = [];
  const packed = packsWithin(room);
  let plainOnes = 0;
  for await (const cluster of report.clusters()) {
    const index = order.get(resourceKey(cluster.id)) ?? rows.length;
    if (index < plainPages) {
      const page = render(cluster);
      plain[index] = html`${page}`;
      plainOnes += 1;
      if (index >= atOnce) next[index] = toPack(cluster, page);
    } else if (!packed.isFull()) await packed.add(toPack(cluster, render(cluster)));
    // Of a large estate most clusters are not read a second time.
    if (packed.isFull() && plainOnes === Math.min(plainPages, rows.length)) break;
  }
  const { packs, pages } = await packed.end();
  const first = next.filter(Boolean);
  if (first.length > 0) packs.unshift(packElement(first, await packOf(first)));
  return {
    plain: plain.slice(0, atOnce).filter(Boolean),
    withoutScripts: plain.slice(atOnce).filter(Boolean),
    packs,
    leftOut: rows.length - plainOnes - pages,
  };
}

/** Packs of pages, until one of them finds no room. */
function packsWithin(room: number) {
  const packs: Html[] = [];
  let waiting: PageToPack[] = [];
  let [bytes, pages, isFull] = [0, 0, false];
  async function close(): Promise<void> {
    if (waiting.length === 0) return;
    const packed = await packOf(waiting);
    isFull = bytes + packed.length > room;
    if (!isFull) {
      bytes += packed.length;
      pages += waiting.length;
      packs.push(packElement(waiting, packed));
    }
    waiting = [];
  }
  return {
    isFull: () => isFull,
    async add(page: PageToPack) {
      waiting.push(page);
      if (waiting.length === pagesInPack) await close();
    },
    async end() {
      await close();
      return { packs, pages };
    },
  };
}

interface PageToPack {
  readonly key: string;
  /** Texts that the page says again and again, and no other page does. */
  readonly names: readonly string[];
  /** With a stand-in for each of the names. */
  readonly parts: readonly string[];
}

/** As the page's script finds it in a pack. */
interface PackedPage {
  readonly names: readonly string[];
  /** Places of its lines. */
  readonly lines: number[];
}

/** Between the lines of a pack, and the first of the stand-ins: characters that no markup holds. The page's script knows them too. */
const separator = '\u0001';
const firstStandIn = 2;

/** What is shorter takes no room worth saving. */
const shortestName = 4;

/** Without the cluster's own names the pages of two clusters say much the same. */
function toPack({ key, id, subscriptionId, name, resourceGroup }: ClusterReport, page: readonly Html[]): PageToPack {
  const names = [id, subscriptionId, name, resourceGroup].map((each) => (each.length < shortestName ? '' : each));
  const parts = page.map((part) =>
    names.reduce(
      (text, each, index) => (each === '' ? text : text.replaceAll(each, String.fromCharCode(firstStandIn + index))),
      markupOf(part),
    ),
  );
  return { key, names, parts };
}

/**
 * Deflate in Base64: what every browser can unpack by itself, in characters that mean nothing to HTML. Each line of markup stands
 * once, before them which lines make each page. The first parts of all pages come first, then the second: deflate looks back 32 KiB
 * only, and what is alike must be near.
 */
async function packOf(pages: readonly PageToPack[]): Promise<string> {
  const places = new Map<string, number>();
  const packed = pages.map(({ names }): PackedPage => ({ names, lines: [] }));
  const most = Math.max(...pages.map(({ parts }) => parts.length));
  for (let part = 0; part < most; part += 1) {
    for (const [index, { parts }] of pages.entries()) {
      for (const line of (parts[part] ?? '').split(/(?<=\n)/)) {
        const place = places.get(line) ?? places.size;
        places.set(line, place);
        packed[index]?.lines.push(place);
      }
    }
  }
  const text = [JSON.stringify(packed), ...places.keys()].join(separator);
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return Buffer.from(await new Response(stream).arrayBuffer()).toString('base64');
}

/** A data block: nothing in it runs, so no policy needs to allow it. */
function packElement(pages: readonly PageToPack[], packed: string): Html {
  const keys = pages.map(({ key }) => encodeURIComponent(key.toWellFormed())).join(' ');
  return html`<script type="application/octet-stream" class="pack" data-keys="${keys}">${trusted(packed)}</script>
`;
}
