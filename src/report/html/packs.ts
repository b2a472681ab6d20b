import type { ClusterReport, ReportStream } from '../../model/report.ts';
import { resourceKey } from '../../model/resource-id.ts';
import { type Html, html, markupOf, trusted } from '../../words/html-escape.ts';
import type { ClusterRow } from '../overview.ts';
import { packedBytes, pagesInPack, plainPages } from './limits.ts';

/** The pages of clusters: those to read first as they are, the others packed, and how many found no room. */
export interface ClusterPages {
  /** In the order of the rows. */
  readonly plain: readonly Html[];
  readonly packs: readonly Html[];
  readonly leftOut: number;
}

/** Walks the clusters once and keeps only what ends up in the file. `room`: bytes that packed pages may take. */
export async function clusterPages(
  report: ReportStream,
  rows: readonly ClusterRow[],
  render: (cluster: ClusterReport) => readonly Html[],
  room = packedBytes,
): Promise<ClusterPages> {
  const order = new Map(rows.map((row, index) => [resourceKey(row.id), index]));
  const plain: Html[] = [];
  const packs: Html[] = [];
  let waiting: PageToPack[] = [];
  let bytes = 0;
  let leftOut = 0;
  const pack = async () => {
    if (waiting.length === 0) return;
    const packed = await packOf(waiting);
    if (bytes + packed.length > room) {
      leftOut += waiting.length;
    } else {
      bytes += packed.length;
      packs.push(packElement(waiting, packed));
    }
    waiting = [];
  };
  for await (const cluster of report.clusters()) {
    const index = order.get(resourceKey(cluster.id)) ?? rows.length;
    if (index < plainPages) plain[index] = html`${render(cluster)}`;
    else if (bytes < room) waiting.push({ key: cluster.key, parts: render(cluster).map(markupOf) });
    else leftOut += 1;
    if (waiting.length === pagesInPack) await pack();
  }
  await pack();
  return { plain: plain.filter(Boolean), packs, leftOut };
}

interface PageToPack {
  readonly key: string;
  readonly parts: readonly string[];
}

/** Between parts: a character that no markup holds, since it means nothing in HTML. The page's script knows it too. */
const separator = '\u0001';

/**
 * Deflate in Base64: what every browser can unpack by itself, in characters that mean nothing to HTML. The first parts of all pages
 * come first, then the second: deflate looks back 32 KiB only, and what is alike must be near.
 */
async function packOf(pages: readonly PageToPack[]): Promise<string> {
  const most = Math.max(...pages.map(({ parts }) => parts.length));
  const text = Array.from({ length: most }, (_, index) => pages.map(({ parts }) => parts[index] ?? ''))
    .flat()
    .join(separator);
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return Buffer.from(await new Response(stream).arrayBuffer()).toString('base64');
}

/** A data block: nothing in it runs, so no policy needs to allow it. */
function packElement(pages: readonly PageToPack[], packed: string): Html {
  const keys = pages.map(({ key }) => encodeURIComponent(key.toWellFormed())).join(' ');
  return html`<script type="application/octet-stream" class="pack" data-keys="${keys}">${trusted(packed)}</script>
`;
}
