import type { ClusterReport, ReportStream } from '../../model/report.ts';
import { resourceKey } from '../../model/resource-id.ts';
import { type Html, html } from '../../words/html-escape.ts';
import { type ClusterRow, signEvery } from '../overview.ts';
import { packedBytes, pagesAtOnce, pagesInPack, plainPages } from './limits.ts';
import { createPack, type DeflatedPack, type Pack, packedLength } from './pack.ts';

/** The pages of clusters: those to read first as they are, the others packed, and how many found no room. */
export interface ClusterPages {
  /** In the order of the rows. */
  readonly plain: readonly Html[];
  /** The ones after them, for who has no scripts: they are in a pack too, since a browser takes a second for what all of them hold. */
  readonly withoutScripts: Pick<Pack, 'count' | 'pages'>;
  readonly packs: readonly DeflatedPack[];
  readonly leftOut: number;
}

/**
 * Walks the clusters once, as far as there is room, and keeps only what ends up in the file; yields what shows that it still reads.
 * @param room bytes that packed pages may take
 */
export async function* clusterPages(
  report: ReportStream,
  rows: readonly Pick<ClusterRow, 'id'>[],
  render: (cluster: ClusterReport) => readonly Html[],
  room = packedBytes,
): AsyncGenerator<Html, ClusterPages> {
  const order = new Map(rows.map((row, index) => [resourceKey(row.id), index]));
  const atOnce = rows.length > plainPages ? pagesAtOnce : plainPages;
  const plain: Html[] = [];
  const next = createPack();
  const packed = packsWithin(room);
  let plainOnes = 0;
  let read = 0;
  for await (const cluster of report.clusters()) {
    read += 1;
    if (read % signEvery === 0) yield html`\n`;
    const index = order.get(resourceKey(cluster.id)) ?? rows.length;
    if (index < plainPages) {
      plainOnes += 1;
      if (index < atOnce) plain[index] = html`${render(cluster)}`;
      else next.add(cluster, render(cluster), index);
    } else if (!packed.isFull()) await packed.add(cluster, render(cluster));
    // Of a large estate most clusters are not read a second time.
    if (packed.isFull() && plainOnes === Math.min(plainPages, rows.length)) break;
  }
  const { packs, pages } = await packed.end();
  if (next.count > 0) packs.unshift(await next.deflate());
  return { plain: plain.filter(Boolean), withoutScripts: next, packs, leftOut: rows.length - plainOnes - pages };
}

/** Packs of pages, until one of them finds no room. */
function packsWithin(room: number) {
  const packs: DeflatedPack[] = [];
  let open = createPack();
  let [bytes, pages, isFull] = [0, 0, false];
  async function close(): Promise<void> {
    if (open.count === 0) return;
    const closed = await open.deflate();
    isFull = bytes + packedLength(closed) > room;
    if (!isFull) {
      bytes += packedLength(closed);
      pages += open.count;
      packs.push(closed);
    }
    open = createPack();
  }
  return {
    isFull: () => isFull,
    async add(cluster: ClusterReport, page: readonly Html[]) {
      open.add(cluster, page);
      if (open.count === pagesInPack) await close();
    },
    async end() {
      await close();
      return { packs, pages };
    },
  };
}
