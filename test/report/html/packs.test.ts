import { describe, expect, it } from 'vitest';
import type { ReportStream } from '../../../src/model/report.ts';
import { pagesAtOnce, pagesInPack, plainPages } from '../../../src/report/html/limits.ts';
import { packElement } from '../../../src/report/html/pack.ts';
import { clusterPages } from '../../../src/report/html/packs.ts';
import { renderHtml } from '../../../src/report/html.ts';
import { overviewWithSigns, readOverview, signEvery } from '../../../src/report/overview.ts';
import { toReportStream } from '../../../src/report/parse-report.ts';
import { html, markupOf } from '../../../src/words/html-escape.ts';
import { aFleet } from '../a-fleet.ts';
import { rendered } from '../rendered.ts';

/** What the walk gives in the end, and how often it showed before that it still reads. */
async function walked<T>(walk: AsyncGenerator<unknown, T>): Promise<{ readonly pages: T; readonly signs: number }> {
  for (let signs = 0; ; signs += 1) {
    const next = await walk.next();
    if (next.done === true) return { pages: next.value, signs };
  }
}

async function pagesOf(count: number, room?: number) {
  const report = toReportStream(aFleet(count));
  const { rows } = await readOverview(report);
  const render = ({ name }: { readonly name: string }) => [html`[${name}`, html`${'x'.repeat(1000)}]`];
  const { pages } = await walked(clusterPages(report, rows, render, room));
  return { ...pages, withoutScripts: [...pages.withoutScripts.pages()], rows };
}

/** As the page's own script reads a pack. */
async function unpacked(pack: string): Promise<readonly string[]> {
  const [, keys = '', text = ''] = /data-keys="([^"]*)">([^<]*)</.exec(pack) ?? [];
  const stream = new Blob([Buffer.from(text, 'base64')]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const [pages = '', ...lines] = (await new Response(stream).text()).split('\u0001');
  const read: readonly { names: readonly string[]; lines: readonly number[] }[] = JSON.parse(pages);
  expect(keys.split(' ')).toHaveLength(read.length);
  return read.map(({ names, lines: places }) =>
    names.reduce(
      (page, name, index) => page.replaceAll(String.fromCharCode(2 + index), name),
      places.map((place) => lines[place]).join(''),
    ),
  );
}

describe('the pages of clusters', () => {
  it('stand as they are for the clusters to read first, in the order of the table', async () => {
    const { plain, withoutScripts, packs, rows } = await pagesOf(plainPages + 45);

    expect([...plain, ...withoutScripts].map((page) => markupOf(page).slice(1, 14))).toEqual(
      rows.slice(0, plainPages).map(({ name }) => name.slice(0, 13)),
    );
    expect(plain).toHaveLength(pagesAtOnce);
    expect(packs).toHaveLength(1 + Math.ceil(45 / pagesInPack));
  });

  it('are all part of the page of a fleet that needs no packs', async () => {
    const { plain, withoutScripts, packs } = await pagesOf(plainPages);

    expect([plain.length, withoutScripts, packs]).toEqual([plainPages, [], []]);
  });

  it('come back from their packs whole, each cluster once, but for those that are part of the page', async () => {
    const { packs, rows } = await pagesOf(plainPages + 45);
    const pages = (await Promise.all(packs.map((pack) => unpacked(markupOf(packElement(pack)))))).flat();

    expect(pages.map((page) => page.replace(/x+\]$/, '').slice(1)).sort()).toEqual(
      rows
        .slice(pagesAtOnce)
        .map(({ name }) => name)
        .sort(),
    );
    expect(pages.every((page) => page.endsWith('x]'))).toBe(true);
  });

  it('hold their own names once, and give them back in a text of any length', async () => {
    const others = aFleet(plainPages + 30).clusters;
    const clusters = others.map((each, index) => ({
      ...each,
      name: ['$&', 'ab', 'a & b <i>', 'aks', '\u202eaks-rtl', each.name][index % 6] ?? '',
    }));
    const report = toReportStream({ ...aFleet(0), clusters });
    const { rows } = await readOverview(report);
    const render = ({ id, name }: { readonly id: string; readonly name: string }) => [
      html`<p>${name} of ${id}</p>\n<p>${id}, ${name}${name}</p>`,
    ];
    const { packs } = (await walked(clusterPages(report, rows, render))).pages;
    const pages = (await Promise.all(packs.map((pack) => unpacked(markupOf(packElement(pack)))))).flat();

    expect(pages.length).toBeGreaterThan(0);
    expect(clusters.map((each) => markupOf(render(each)))).toEqual(expect.arrayContaining(pages));
  });

  it('that find no room are counted, and not read a second time', async () => {
    const count = plainPages + 45;
    const { packs, leftOut } = await pagesOf(count, 150);

    expect([packs.length, leftOut]).toEqual([1, 45]);

    const report = toReportStream(aFleet(count + 10 * pagesInPack));
    const rows = (await readOverview(report)).rows.toSorted((left, right) => left.key.localeCompare(right.key));
    let read = 0;
    const counting: ReportStream = {
      ...report,
      clusters: () => ({
        async *[Symbol.asyncIterator]() {
          for await (const cluster of report.clusters()) {
            read += 1;
            yield cluster;
          }
        },
      }),
    };
    await walked(clusterPages(counting, rows, () => [html`a page`], 0));
    expect(read).toBe(plainPages + pagesInPack);
  });

  it('show that they are still read, so that nobody takes the page for dead', async () => {
    const report = toReportStream(aFleet(2 * signEvery + 1));
    const { rows } = await readOverview(report);
    expect((await walked(clusterPages(report, rows, () => [html`a page`]))).signs).toBe(2);
    expect((await walked(overviewWithSigns(report, '\n'))).pages).toEqual(await readOverview(report));
    expect((await walked(overviewWithSigns(report, '\n'))).signs).toBe(2);
  });

  it('make a small file of a large fleet: under 6 KB a cluster', async () => {
    const page = await rendered(renderHtml, aFleet(500));

    expect(Buffer.byteLength(page) / 500).toBeLessThan(6000);
  });
});
