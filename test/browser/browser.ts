import { createServer, type Server } from 'node:http';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { htmlContentSecurityPolicy, renderHtml } from '../../src/report/html.ts';
import { patienceMs } from '../patience.ts';
import { rendered } from '../report/rendered.ts';
import { findChromium } from './chromium.ts';

/** Undefined where no browser is installed: what needs one is then skipped, and says so once. */
export const browserFile = findChromium();
if (browserFile === undefined) {
  process.stderr.write('No Chromium: set CHROMIUM or install one. The browser tests are skipped.\n');
}

interface Document {
  readonly body: string;
  readonly mediaType: string;
  readonly policy: string;
}

/** A page in the browser, and everything it did that a report must not do. */
export interface OpenPage {
  readonly page: Page;
  readonly address: string;
  /** Dialogs, errors, console output, refused by policy, requests beyond the page's own. */
  readonly trouble: string[];
}

export interface TestBrowser {
  open(document: Report | Document, options?: BrowserContextOptions, fragment?: string): Promise<OpenPage>;
  /** The same document once more, in a window of its own. */
  reopen(address: string, options?: BrowserContextOptions): Promise<OpenPage>;
}

/** One browser and one server for a file of tests; the pages come with the headers the app sends. */
export function useBrowser(): TestBrowser {
  const documents: Document[] = [];
  let browser: Browser | undefined;
  let server: Server | undefined;
  beforeAll(async () => {
    if (browserFile === undefined) return;
    server = createServer((request, response) => {
      const document = documents[Number(/^\/(\d+)$/.exec(request.url ?? '')?.[1] ?? Number.NaN)];
      if (document === undefined) return response.writeHead(404).end();
      return response
        .writeHead(200, { 'content-type': document.mediaType, 'content-security-policy': document.policy })
        .end(document.body);
    }).listen(0, '127.0.0.1');
    browser = await chromium.launch({ executablePath: browserFile, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  async function reopen(address: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
    if (browser === undefined) throw new Error('The browser is not running.');
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    const trouble: string[] = [];
    page.on('dialog', (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`);
      return dialog.dismiss();
    });
    page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
    page.on('console', (message) => trouble.push(`console: ${message.text()}`));
    page.on('request', (request) => {
      const isOwn = request.url().split('#')[0] === address.split('#')[0] || request.url().endsWith('/favicon.ico');
      if (!isOwn) trouble.push(`request: ${request.url()}`);
    });
    if (options.javaScriptEnabled !== false) {
      // What is said for two seconds stays said: a busy machine may look for it later.
      await page.addInitScript(
        'const set = window.setTimeout; window.setTimeout = (call, ms, ...rest) => (ms === 2000 ? 0 : set(call, ms, ...rest));',
      );
      // The page's own world cannot be asked later for what happened before.
      await page.addInitScript(
        "document.addEventListener('securitypolicyviolation', (event) => console.error('refused: ' + event.violatedDirective + ' ' + event.blockedURI))",
      );
    }
    await page.goto(address);
    return { page, address, trouble };
  }

  return {
    reopen,
    async open(given, options, fragment = '') {
      const document = 'body' in given ? given : await htmlOf(given);
      const address = server?.address();
      if (address == null || typeof address === 'string') throw new Error('The server is not listening.');
      return reopen(`http://127.0.0.1:${address.port}/${documents.push(document) - 1}${fragment}`, options);
    },
  };
}

async function htmlOf(report: Report): Promise<Document> {
  return {
    body: await rendered(renderHtml, report),
    mediaType: 'text/html; charset=utf-8',
    policy: htmlContentSecurityPolicy,
  };
}
