import { once } from 'node:events';
import { createServer } from 'node:http';
import { chromium, type Page } from 'playwright-core';

/** Milliseconds in Chromium, each the median of several times. */
export interface PageTimes {
  /** From asking for the page until it answers to the reader: rows found, filters ready, drawn. */
  readonly open: number;
  /** The slowest of several filters: from the key until the rows are laid out. */
  readonly filter: number;
  readonly sort: number;
  /** A cluster's page that was packed. */
  readonly cluster: number;
}

const rounds = 5;

/** What the page's own clock says, since the way between the processes is no part of it. */
const measures = {
  idle: 'new Promise((resolve) => requestIdleCallback(resolve))',
  open: 'new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))))',
  filter: `Math.max(...['prod', 'calico', 'orders-prod-01', 'zzz', ''].map((text) => {
    const start = performance.now();
    search.value = text;
    search.dispatchEvent(new Event('input'));
    document.body.offsetHeight;
    return performance.now() - start;
  }))`,
  sort: `(() => {
    const start = performance.now();
    document.querySelector('th.c-readiness .sort').click();
    document.body.offsetHeight;
    return performance.now() - start;
  })()`,
  cluster: `new Promise((resolve) => {
    const key = [...document.querySelectorAll('script.pack')].at(-1).dataset.keys.split(' ')[3];
    const start = performance.now();
    new MutationObserver(() => {
      if (!document.querySelector('#cluster-' + key + '.current')) return;
      document.body.offsetHeight;
      resolve(performance.now() - start);
    }).observe(document.querySelector('#pages'), { subtree: true, childList: true, attributes: true });
    location.hash = '#cluster-' + key;
  })`,
};

export async function measurePage(html: string, executablePath: string): Promise<PageTimes> {
  const body = Buffer.from(html);
  const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(body));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The server is not listening.');
    const all: PageTimes[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(`http://127.0.0.1:${address.port}/`);
      all.push(await timesOf(page));
      await page.close();
    }
    const of = (name: keyof PageTimes) => median(all.map((times) => times[name]));
    return { open: of('open'), filter: of('filter'), sort: of('sort'), cluster: of('cluster') };
  } finally {
    await browser.close();
    server.close();
  }
}

async function timesOf(page: Page): Promise<PageTimes> {
  const open = await page.evaluate<number>(measures.open);
  await page.evaluate(measures.idle);
  const filter = await page.evaluate<number>(measures.filter);
  const sort = await page.evaluate<number>(measures.sort);
  const cluster = await page.evaluate<number>(measures.cluster);
  return { open, filter, sort, cluster };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
