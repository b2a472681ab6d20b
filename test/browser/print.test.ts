import { describe, expect, it } from 'vitest';
import { aFleet } from '../report/a-fleet.ts';
import { browserFile, useBrowser } from './browser.ts';

function pagesOf(pdf: Buffer): number {
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
}

describe.skipIf(browserFile === undefined)('on paper, the report', () => {
  const browser = useBrowser();
  const fleet = aFleet(12);

  it('is six pages: the first screen, the steps, the table, and how it was read', async () => {
    const { page } = await browser.open(aFleet(54));
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });

    expect(pagesOf(pdf)).toBeLessThanOrEqual(6);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 688, height: 1000 });
    const next = await page.locator('#coverage').boundingBox();
    expect(next?.y).toBeLessThan(1000);
    expect(await page.locator('section.cluster:visible, #plan:visible, #checks:visible').count()).toBe(0);
    expect(await page.locator('#run').isVisible()).toBe(true);
    expect(await page.locator('.on-paper').innerText()).toMatch(/“Print everything”/);
  });

  it('has no link to what is not on paper, and has them all again on the screen', async () => {
    const { page } = await browser.open(fleet);
    const links = () => page.locator('a[href^="#"]').count();
    const onScreen = await links();
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    const dead = await page.evaluate(
      `[...document.querySelectorAll('a[href^="#"]')].filter((a) => document.getElementById(decodeURIComponent(a.hash.slice(1)))?.checkVisibility() !== true).length`,
    );
    const onPaper = await links();
    await page.evaluate("dispatchEvent(new Event('afterprint'))");

    expect(dead).toBe(0);
    expect(onPaper).toBeGreaterThan(0);
    expect(onPaper).toBeLessThan(onScreen - fleet.clusters.length);
    expect(await links()).toBe(onScreen);
  });

  it("prints everything where that is asked for: every cluster's page, also a packed one, with what is folded", async () => {
    const { page, trouble } = await browser.open(aFleet(62));
    await page.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))");
    await page.getByRole('button', { name: 'Print everything' }).click();
    await page.locator('html[data-print=all]').waitFor();
    await page.emulateMedia({ media: 'print' });

    expect(await page.locator('section.cluster:visible').count()).toBe(62);
    expect(await page.locator('details:not([open])').count()).toBe(0);
    expect(await page.locator('.on-paper').isVisible()).toBe(false);
    const link = page.locator('#cluster-table a[href="#cluster-key0061"]');
    expect(await link.count()).toBe(1);
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('section.cluster:visible').count()).toBe(0);
    expect(await page.locator('details[open]').count()).toBe(0);
    expect(trouble).toEqual([]);
  });

  it('numbers its pages, and repeats the head of the table on each', async () => {
    const { page } = await browser.open(fleet);
    const rules = await page.evaluate(
      '[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).flatMap((rule) => [...(rule.cssRules ?? [])]).filter((rule) => rule.type === 6).map((rule) => rule.cssText).join()',
    );

    expect(rules).toMatch(/counter\(page\) " of " counter\(pages\)/);
    await page.emulateMedia({ media: 'print' });
    // Chromium leaves a button out of a head that it repeats.
    expect(await page.evaluate("getComputedStyle(document.querySelector('thead .sort')).display")).toBe('contents');
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
    await page.emulateMedia({ media: 'print' });
    // A blocked cluster among others starts a page; alone it follows the top of the first.
    expect(await page.evaluate("getComputedStyle(document.querySelector('.cluster.current')).breakBefore")).toBe(
      'auto',
    );
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
