import type { ClusterReport } from '../../model/report.ts';
import { type Html, html, markupOf, trusted } from '../../words/html-escape.ts';

/** Pages of clusters that are packed together. Of a line that several say it holds one. */
export interface Pack {
  readonly count: number;
  /** @param place among the others; in the order of adding where left out */
  add(cluster: ClusterReport, page: readonly Html[], place?: number): void;
  /** The pages as they were added, by place. */
  pages(): Generator<Html>;
  deflate(): Promise<DeflatedPack>;
}

/** What is kept of a pack until it is written. */
export interface DeflatedPack {
  /** Of its clusters. */
  readonly keys: readonly string[];
  readonly bytes: Uint8Array;
}

interface HeldPage {
  readonly place: number;
  readonly key: string;
  /** Texts that the page says again and again, and no other page does. */
  readonly names: readonly string[];
  /** Of each part its lines, with a stand-in for each of the names. */
  readonly parts: readonly (readonly number[])[];
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

export function createPack(): Pack {
  const numbers = new Map<string, number>();
  const held: HeldPage[] = [];
  const inOrder = () => held.toSorted((a, b) => a.place - b.place);
  return {
    get count() {
      return held.length;
    },
    add(cluster, page, place = held.length) {
      const names = namesOf(cluster);
      const parts = page.map((part) =>
        linesOf(withStandIns(markupOf(part), names)).map((line) => number(numbers, line)),
      );
      held.push({ place, key: cluster.key, names, parts });
    },
    *pages() {
      const lines = [...numbers.keys()];
      for (const { names, parts } of inOrder()) {
        const text = parts
          .flat()
          .map((each) => lines[each])
          .join('');
        yield trusted(names.reduce((page, name, index) => page.replaceAll(standIn(index), () => name), text));
      }
    },
    async deflate() {
      const pages = inOrder();
      const bytes = await deflated(packTexts(pages, [...numbers.keys()]));
      return { keys: pages.map(({ key }) => key), bytes };
    },
  };
}

/** A data block: nothing in it runs, so no policy needs to allow it. In Base64, whose characters mean nothing to HTML. */
export function packElement({ keys, bytes }: DeflatedPack): Html {
  const names = keys.map((key) => encodeURIComponent(key.toWellFormed())).join(' ');
  return html`<script type="application/octet-stream" class="pack" data-keys="${names}">${trusted(Buffer.from(bytes).toString('base64'))}</script>
`;
}

/** The bytes that the pages of a pack take in the file. */
export function packedLength({ bytes }: DeflatedPack): number {
  return Math.ceil(bytes.length / 3) * 4;
}

/** Without the cluster's own names the pages of two clusters say much the same. */
function namesOf({ id, subscriptionId, name, resourceGroup }: ClusterReport): string[] {
  return [id, subscriptionId, name, resourceGroup].map((each) => (each.length < shortestName ? '' : each));
}

function withStandIns(markup: string, names: readonly string[]): string {
  return names.reduce((text, each, index) => (each === '' ? text : text.replaceAll(each, standIn(index))), markup);
}

function standIn(index: number): string {
  return String.fromCharCode(firstStandIn + index);
}

function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

function number(numbers: Map<string, number>, line: string): number {
  const known = numbers.get(line);
  if (known !== undefined) return known;
  // A copy: a piece of a text keeps all of it in memory.
  numbers.set(Buffer.from(line).toString(), numbers.size);
  return numbers.size - 1;
}

/**
 * Each line of markup once, before them which lines make each page. The first parts of all pages come first, then the second: deflate
 * looks back 32 KiB only, and what is alike must be near.
 */
function packTexts(pages: readonly HeldPage[], lines: readonly string[]): string[] {
  const places = new Map<number, number>();
  const packed = pages.map(({ names }): PackedPage => ({ names, lines: [] }));
  const most = Math.max(...pages.map(({ parts }) => parts.length));
  for (let part = 0; part < most; part += 1) {
    for (const [index, { parts }] of pages.entries()) {
      for (const line of parts[part] ?? []) {
        const place = places.get(line) ?? places.size;
        places.set(line, place);
        packed[index]?.lines.push(place);
      }
    }
  }
  return [JSON.stringify(packed), ...[...places.keys()].map((line) => lines[line] ?? '')];
}

/** Lines that are handed over together: all of a pack would be some megabytes, as text and as bytes. */
const linesTogether = 500;

/** What every browser can unpack by itself. */
async function deflated(lines: readonly string[]): Promise<Uint8Array> {
  const { readable, writable } = new CompressionStream('deflate-raw');
  const bytes = new Response(readable).arrayBuffer();
  const writer = writable.getWriter();
  for (let at = 0; at < lines.length; at += linesTogether) {
    const text = lines.slice(at, at + linesTogether).join(separator);
    await writer.write(new TextEncoder().encode(at === 0 ? text : separator + text));
  }
  await writer.close();
  return new Uint8Array(await bytes);
}
