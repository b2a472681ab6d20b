import { describe, expect, it } from 'vitest';
import { aBlockedCluster, aCluster } from '../report/a-cluster.ts';
import { hostileText } from '../report/a-report.ts';
import { aClusterPage } from './a-cluster-page.ts';
import { browserFile, useBrowser } from './browser.ts';
import { overflow } from './page-parts.ts';

const phone = { viewport: { width: 390, height: 844 }, isMobile: true };

describe.skipIf(browserFile === undefined)('the page of one cluster', () => {
  const browser = useBrowser();

  it('shows on a phone, without scrolling: the name, that traffic is lost, the problem and its command', async () => {
    const { page, trouble } = await browser.open(aClusterPage(), phone);
    const bottom = async (selector: string) => {
      const box = await page.locator(selector).first().boundingBox();
      return (box?.y ?? Number.POSITIVE_INFINITY) + (box?.height ?? 0);
    };

    expect(await page.locator('h2').textContent()).toBe('aks-shop-prod');
    expect(await bottom('h2')).toBeLessThan(await bottom('.losing'));
    expect(await bottom('.outcome.live h4')).toBeLessThan(await bottom('.outcome.live pre'));
    expect(await bottom('.outcome.live pre')).toBeLessThanOrEqual(844);
    expect(await bottom('.outcome.live pre')).toBeLessThan((await page.locator('.gauges').boundingBox())?.y ?? 0);
    expect(await overflow(page)).toBe(0);
    expect(trouble).toEqual([]);
  });

  it('is small, links to nothing that is not there, and copies', async () => {
    const document = aClusterPage(undefined, {
      beside: { text: 'As seen then, 20 Nov 2026, 06:00 UTC', address: 'key?run=1' },
    });
    const { page } = await browser.open(document, phone);

    expect(Buffer.byteLength(document.body)).toBeLessThan(150_000);
    expect(
      await page.evaluate(
        '[...document.querySelectorAll(\'a[href^="#"]\')].filter((a) => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).length',
      ),
    ).toBe(0);
    expect(await page.getByRole('link', { name: 'As seen then' }).getAttribute('href')).toBe('key?run=1');
    await page.locator('button.copy:visible').first().click();
    // The clipboard answers in its own time.
    await page.locator('#said', { hasText: /Copied|Selected/ }).waitFor({ state: 'attached' });
  });

  it('says nothing of lost traffic where none is lost, and gives the verdict first', async () => {
    const { page } = await browser.open(aClusterPage(aCluster()), phone);

    expect(await page.locator('.losing').count()).toBe(0);
    expect(await page.locator('.lead').textContent()).toBe('Ready at Azure level; in-cluster checks not run.');
  });

  it('runs nothing that a name or a tag says', async () => {
    const { page, trouble } = await browser.open(aClusterPage(aBlockedCluster({ name: hostileText })), phone);

    expect(await page.locator('img, script[src]').count()).toBe(0);
    expect(trouble).toEqual([]);
  });
});
