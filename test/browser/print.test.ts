import { describe, expect, it } from 'vitest';
import { aFleet } from '../report/a-fleet.ts';
import { browserFile, useBrowser } from './browser.ts';

function pagesOf(pdf: Buffer): number {
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
}

describe.skipIf(browserFile === undefined)('on paper, the report', () => {
  const browser = useBrowser();
  const fleet = aFleet(12);

  it('has the first screen on the first page, then the table, then every cluster', async () => {
    const { page } = await browser.open(fleet);
    const pages = pagesOf(await page.pdf({ format: 'A4' }));

    // Three clusters have a blocker and start a page; a cluster takes two or three.
    expect(pages).toBeGreaterThanOrEqual(12);
    expect(pages).toBeLessThanOrEqual(40);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 688, height: 1000 });
    const next = await page.locator('#coverage').boundingBox();
    expect(next?.y).toBeLessThan(1000);
  });

  it('prints every row that fits the filter, also those the screen has not listed', async () => {
    const { page } = await browser.open(aFleet(150));
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('#cluster-table tbody tr').count()).toBe(150);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");

    expect(await page.locator('#cluster-table tbody tr').count()).toBe(60);
  });

  it('prints one cluster where one is open', async () => {
    const { page } = await browser.open(fleet, {}, '#cluster-key0004');
    await page.getByRole('heading', { name: 'aks-shop-0004', exact: true }).waitFor();

    expect(pagesOf(await page.pdf({ format: 'A4' }))).toBeLessThanOrEqual(4);
  });

  it('is light and holds no controls, and nothing is cut', async () => {
    const { page } = await browser.open(fleet, { colorScheme: 'dark' }, '#cluster-key0000');
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 688, height: 1000 });

    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(23, 26, 33)');
    expect(await page.locator('button:visible').count()).toBe(0);
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('.current pre')].filter((each) => each.scrollWidth > each.clientWidth + 1).length",
      ),
    ).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });
});
